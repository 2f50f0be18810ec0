/** The browser's other tabs of this origin behind the model's port. What is told carries nothing but the word itself. */
import { noOtherTabs, type OtherTabs } from '../model/other-tabs.ts'

const signedOut = 'signed-out'

export function browserTabs(): OtherTabs {
  if (typeof BroadcastChannel === 'undefined') return noOtherTabs
  const channel = new BroadcastChannel('sotto')
  return {
    tellSignedOut: () => channel.postMessage(signedOut),
    onSignedOut(listener) {
      const hear = ({ data }: MessageEvent<unknown>) => {
        if (data === signedOut) listener()
      }
      channel.addEventListener('message', hear)
      return () => channel.removeEventListener('message', hear)
    },
  }
}
