/** Hears of sessions that ended on another server. While it cannot, the beat finds them; each beat tries to hear again. */
import type { Logger, Scope, Unsubscribe } from '@sotto/kernel'
import type { SessionStore } from '../database/stores.ts'

export interface HearEndsOptions {
  readonly store: Pick<SessionStore, 'listen'>
  readonly scope: Scope
  readonly logger: Logger
  readonly onEnded: (sessionId: string) => void
}

export function hearEnds({ logger, onEnded, scope, store }: HearEndsOptions): { again(): void } {
  let state: 'deaf' | 'asking' | 'hearing' = 'deaf'
  let stop: Unsubscribe = () => {}

  async function listen(): Promise<void> {
    state = 'asking'
    try {
      stop = await store.listen(onEnded, () => {
        state = 'deaf'
      })
      state = 'hearing'
      if (scope.closed) stop()
    } catch (failure) {
      state = 'deaf'
      const errorName = failure instanceof Error ? failure.name : typeof failure
      logger.warn('session-news-failed', { errorName })
    }
  }

  scope.onClose(() => stop())
  void listen()
  return {
    again() {
      if (state === 'deaf') void listen()
    },
  }
}
