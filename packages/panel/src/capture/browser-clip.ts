/** The real loudspeaker for a short recording. */
import { int16ToFloat, sampleRateHz } from '@sotto/audio'
import type { PlayClip } from '../model/microphone-test/clip-player.ts'

export const playBrowserClip: PlayClip = async (samples) => {
  const context = new AudioContext()
  const close = () => {
    if (context.state !== 'closed') void context.close()
  }
  try {
    await context.resume()
    const buffer = context.createBuffer(1, Math.max(1, samples.length), sampleRateHz)
    const floats = new Float32Array(samples.length)
    int16ToFloat(samples, floats)
    buffer.copyToChannel(floats, 0)
    const source = context.createBufferSource()
    source.buffer = buffer
    source.connect(context.destination)
    const ended = new Promise<void>((resolve) => {
      source.onended = () => {
        close()
        resolve()
      }
    })
    source.start()
    return { ended, stop: () => source.stop() }
  } catch (failure) {
    close()
    throw failure
  }
}
