/** When the server has lowered a distorted whisper, the slider follows once, so that the next line begins where it is now. */
import type { Unsubscribe } from '@sotto/kernel'
import type { Line } from '../line/line.ts'
import type { LiveStore } from '../live/live-store.ts'

export function followMixLevel(
  store: Pick<LiveStore, 'detail' | 'subscribe'>,
  line: Pick<Line, 'setMixLevel' | 'state'>,
): Unsubscribe {
  /** In which conversation it has been followed: what is chosen there afterwards stays. */
  const followed = new Set<string>()
  return store.subscribe('detail', () => {
    const shown = store.detail()
    if (shown.state !== 'known') return
    const { id, sound } = shown.detail
    const lowered = sound?.loweredMixLevel
    if (lowered === undefined) followed.delete(id)
    else if (!followed.has(id)) {
      followed.add(id)
      line.setMixLevel(Math.min(lowered, line.state.getState().mixLevel))
    }
  })
}
