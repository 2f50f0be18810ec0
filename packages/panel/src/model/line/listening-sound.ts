/** Whether what is heard may be played: during a secure pause the panel plays nothing, whatever still comes from the server (B16). */
import type { Player } from '../audio/player.ts'
import type { LiveStore } from '../live/live-store.ts'

export interface ListeningSound {
  readonly isPaused: boolean
  /** Reads the recording state of the line's conversation anew. */
  review(conversationId: string | undefined): void
}

export function createListeningSound(
  store: Pick<LiveStore, 'detail'>,
  player: Player,
): ListeningSound {
  let isPaused = false
  return {
    get isPaused() {
      return isPaused
    },
    review(conversationId) {
      const shown = store.detail()
      const pauses =
        shown.state === 'known' &&
        shown.detail.id === conversationId &&
        shown.detail.recording === 'paused'
      if (pauses === isPaused) return
      isPaused = pauses
      if (pauses) player.stop()
      else if (conversationId !== undefined) player.start()
    },
  }
}
