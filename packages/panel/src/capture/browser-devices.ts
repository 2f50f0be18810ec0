/** What the browser says is plugged in. Without a permission it tells no names; it is never asked for one here. */
import type { MicrophoneDevices } from '../model/talk/microphone.ts'

export const browserMicrophones: MicrophoneDevices = {
  async list() {
    const media: MediaDevices | undefined = navigator.mediaDevices
    if (media === undefined) return []
    try {
      const devices = await media.enumerateDevices()
      return devices
        .filter(({ kind }) => kind === 'audioinput')
        .map(({ deviceId, label }) => ({ deviceId, label }))
    } catch {
      return []
    }
  },
  subscribe(listener) {
    const media: MediaDevices | undefined = navigator.mediaDevices
    media?.addEventListener('devicechange', listener)
    return () => media?.removeEventListener('devicechange', listener)
  },
}
