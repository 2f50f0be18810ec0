/** What may be written on the fault board from outside. A name it does not know is refused: a typing error would fake a pass. */
import { z } from 'zod'
import type { FaultBoard } from '../faults/faults.ts'

const amount = z.number().min(0)
/** Timers count to 2^31 − 1 ms: whatever is longer would strike at once. Room is left for what is added to it. */
const delayMs = amount.max(2_000_000_000)
const ratio = z.number().min(0).max(1)
const strike = z.literal(true).optional()

export const faultBody = z.strictObject({
  mediaQueueDelayMs: delayMs.optional(),
  restLatencyMs: delayMs.optional(),
  transcriptDelayMs: delayMs.optional(),
  rateLimit: amount.optional(),
  duplicateEvents: ratio.optional(),
  reorderEvents: ratio.optional(),
  loseEvents: ratio.optional(),
  restErrorRate: ratio.optional(),
  mediaLossRatio: ratio.optional(),
  clippingRatio: ratio.optional(),
  mediaJitterMs: delayMs.optional(),
  controlEventsSilent: z.enum(['events', 'all']).nullish(),
  leakWhisperToCustomer: z.number().min(-120).max(24).nullish(),
  loseTokenAnswers: z.number().int().min(0).optional(),
  dropEventStreams: strike,
  dropMediaSockets: strike,
  expireTokens: strike,
  rotateEventStreams: z.strictObject({ closesInMs: delayMs }).optional(),
})

export type FaultBody = z.output<typeof faultBody>

/** Lasting faults first, then those that strike once. */
export function applyFaults(board: FaultBoard, body: FaultBody): void {
  const { dropEventStreams, dropMediaSockets, expireTokens, rotateEventStreams, ...lasting } = body
  board.merge(withoutUndefined(lasting))
  if (dropEventStreams) board.strike({ type: 'drop-event-streams' })
  if (dropMediaSockets) board.strike({ type: 'drop-media-sockets' })
  if (expireTokens) board.strike({ type: 'expire-tokens' })
  if (rotateEventStreams) board.strike({ type: 'rotate-event-streams', ...rotateEventStreams })
}

type Defined<Shape> = { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> }

function withoutUndefined<Shape extends object>(shape: Shape): Defined<Shape> {
  const defined: Defined<Shape> = {}
  for (const key in shape) {
    const value = shape[key]
    if (isDefined(value)) defined[key] = value
  }
  return defined
}

function isDefined<Value>(value: Value): value is Exclude<Value, undefined> {
  return value !== undefined
}
