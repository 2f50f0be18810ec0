/** What is being done to the platform on purpose. Zero, absent and false mean "nothing". */
export interface Faults {
  readonly mediaQueueDelayMs: number
  readonly restLatencyMs: number
  readonly transcriptDelayMs: number
  /** Requests per second; 0 leaves the platform's own limit. */
  readonly rateLimit: number
  readonly duplicateEvents: number
  readonly reorderEvents: number
  readonly loseEvents: number
  readonly restErrorRate: number
  readonly mediaLossRatio: number
  readonly clippingRatio: number
  readonly mediaJitterMs: number
  /** "events": control events are lost for ever; "all": GET, too, keeps answering the last announced status until cleared. */
  readonly controlEventsSilent: 'events' | 'all' | null
  /** Mixes every whisper into the customer's ear at this gain, so that a leak test can be tested. */
  readonly leakWhisperToCustomer: number | null
  /** How many more token answers are lost on their way. */
  readonly loseTokenAnswers: number
}

export const noFaults: Faults = {
  mediaQueueDelayMs: 0,
  restLatencyMs: 0,
  transcriptDelayMs: 0,
  rateLimit: 0,
  duplicateEvents: 0,
  reorderEvents: 0,
  loseEvents: 0,
  restErrorRate: 0,
  mediaLossRatio: 0,
  clippingRatio: 0,
  mediaJitterMs: 0,
  controlEventsSilent: null,
  leakWhisperToCustomer: null,
  loseTokenAnswers: 0,
}

/** Faults that happen once, the moment they are asked for. */
export type OneTimeFault =
  | { readonly type: 'drop-event-streams' }
  | { readonly type: 'drop-media-sockets' }
  | { readonly type: 'expire-tokens' }
  | { readonly type: 'rotate-event-streams'; readonly closesInMs: number }

export interface FaultBoard {
  readonly current: Faults
  merge(change: Partial<Faults>): void
  clear(): void
  /** Takes one lost token answer off the count; true when there was one. */
  takeLostTokenAnswer(): boolean
  strike(fault: OneTimeFault): void
  onStrike(listener: (fault: OneTimeFault) => void): () => void
  onChange(listener: (faults: Faults) => void): () => void
}
