/** Keeps the names of queues known, also of those whose supervisors are not signed in: agents may not ask for them. */
import type { Queue } from '@sotto/domain'
import { backoff, type Cancel, type Clock, type Logger, type Random } from '@sotto/kernel'
import { type BackgroundReader, PlatformError } from '@sotto/platform'

export interface FollowQueueNamesOptions {
  readonly reader: BackgroundReader
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  onQueues(queues: readonly Queue[]): void
}

/** Names change seldom. */
export const readEveryMs = 10 * 60_000
const retryMinMs = 5_000

/** Reads at once, then now and then; a failure is told once and tried again. Without names an id is shown. */
export function followQueueNames(options: FollowQueueNamesOptions): Cancel {
  const { reader, clock, random, logger } = options
  let failures = 0
  let isOver = false
  let cancel: Cancel = () => {}

  async function read(): Promise<void> {
    try {
      const found = await reader.queues()
      if (isOver) return
      if (found.ok) options.onQueues(found.value)
      noteOutcome(found.ok ? undefined : found.error.code)
    } catch (failure) {
      noteOutcome(failure instanceof PlatformError ? failure.code : 'unknown')
    }
    if (isOver) return
    const delayMs =
      failures === 0
        ? readEveryMs
        : backoff({ attempt: failures, minMs: retryMinMs, maxMs: readEveryMs, random })
    cancel = clock.schedule(delayMs, () => void read())
  }

  function noteOutcome(code: string | undefined): void {
    if (code !== undefined && failures === 0) logger.info('queue-names-unknown', { code })
    failures = code === undefined ? 0 : failures + 1
  }

  void read()
  return () => {
    isOver = true
    cancel()
  }
}
