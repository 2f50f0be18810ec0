/** Every fault that stays in force until it is taken back, with the control that sets it. A new one does not compile without words. */
import type { Faults } from '../../faults/faults.ts'
import type { FaultGroup } from './fault-groups.ts'

/** How a fault is set: what its number means and how far its slider reaches. */
export type FaultControl =
  | { readonly kind: 'delay'; readonly sliderToMs: number; readonly sliderStepMs: number }
  /** 0–1 at the door, 0–100 % on the page. */
  | { readonly kind: 'ratio' }
  | { readonly kind: 'rate'; readonly sliderToPerSecond: number }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  /** Counted down by what it hits. */
  | { readonly kind: 'count'; readonly most: number }
  /** Dangerous: it has a button of its own and a warning. */
  | {
      readonly kind: 'gain'
      readonly leastDb: number
      readonly mostDb: number
      readonly startDb: number
    }

export type LastingFault = { readonly group: FaultGroup } & FaultControl

export const lastingFaults = {
  mediaQueueDelayMs: {
    group: 'whispers',
    kind: 'delay',
    sliderToMs: 30_000,
    sliderStepMs: 500,
  },
  controlEventsSilent: {
    group: 'whispers',
    kind: 'choice',
    values: ['events', 'all'],
  },
  restLatencyMs: {
    group: 'requests',
    kind: 'delay',
    sliderToMs: 20_000,
    sliderStepMs: 250,
  },
  restErrorRate: {
    group: 'requests',
    kind: 'ratio',
  },
  rateLimit: {
    group: 'requests',
    kind: 'rate',
    sliderToPerSecond: 100,
  },
  transcriptDelayMs: {
    group: 'requests',
    kind: 'delay',
    sliderToMs: 120_000,
    sliderStepMs: 1_000,
  },
  loseEvents: {
    group: 'events',
    kind: 'ratio',
  },
  duplicateEvents: {
    group: 'events',
    kind: 'ratio',
  },
  reorderEvents: {
    group: 'events',
    kind: 'ratio',
  },
  mediaLossRatio: {
    group: 'sound',
    kind: 'ratio',
  },
  mediaJitterMs: {
    group: 'sound',
    kind: 'delay',
    sliderToMs: 1_000,
    sliderStepMs: 10,
  },
  clippingRatio: {
    group: 'sound',
    kind: 'ratio',
  },
  leakWhisperToCustomer: {
    group: 'sound',
    kind: 'gain',
    leastDb: -120,
    mostDb: 24,
    startDb: -20,
  },
  loseTokenAnswers: {
    group: 'sign-in',
    kind: 'count',
    most: 1_000,
  },
} as const satisfies Record<keyof Faults, LastingFault>
