/** Remembers the last faults that struck once, whoever asked for them: they leave no other trace. */
import type { Clock } from '@sotto/kernel'
import type { FaultBoard, OneTimeFault } from '../../faults/faults.ts'
import { fill } from '../../words/fill.ts'
import type { PageWords } from '../../words/words-of-page.ts'

export interface Strike {
  /** Rises with every strike. */
  readonly ordinal: number
  readonly at: string
  readonly fault: OneTimeFault
}

export interface StrikeLog {
  /** The newest first. */
  readonly strikes: readonly Strike[]
  close(): void
}

const kept = 5

export function createStrikeLog(
  faults: Pick<FaultBoard, 'onStrike'>,
  clock: Pick<Clock, 'wallNow'>,
): StrikeLog {
  let strikes: readonly Strike[] = []
  let ordinal = 0
  const close = faults.onStrike((fault) => {
    ordinal += 1
    const at = new Date(clock.wallNow()).toISOString()
    strikes = [{ ordinal, at, fault }, ...strikes].slice(0, kept)
  })
  return {
    get strikes() {
      return strikes
    },
    close,
  }
}

export function strikeWords(fault: OneTimeFault, { catalogue }: PageWords): string {
  const { happened } = catalogue.oneTime[fault.type]
  return fault.type === 'rotate-event-streams'
    ? fill(happened, { closesInMs: fault.closesInMs })
    : happened
}
