/** Every fault that stays in force until it is taken back, with the control that sets it. A new one does not compile without words. */
import type { Faults } from '../../faults/faults.ts'
import type { FaultWords } from './fault-groups.ts'

/** How a fault is set: what its number means and how far its slider reaches. */
export type FaultControl =
  | { readonly kind: 'delay'; readonly sliderToMs: number; readonly sliderStepMs: number }
  /** 0–1 at the door, 0–100 % on the page. */
  | { readonly kind: 'ratio' }
  | { readonly kind: 'rate'; readonly sliderToPerSecond: number }
  | { readonly kind: 'choice'; readonly choices: readonly FaultChoice[] }
  /** Counted down by what it hits. */
  | { readonly kind: 'count'; readonly most: number; readonly press: string }
  /** Dangerous: it has a button of its own and a warning. */
  | {
      readonly kind: 'gain'
      readonly leastDb: number
      readonly mostDb: number
      readonly startDb: number
      readonly press: string
      readonly warning: string
    }

export interface FaultChoice {
  readonly value: string
  readonly name: string
  readonly honest: string
}

export type LastingFault = FaultWords & FaultControl

export const lastingFaults = {
  mediaQueueDelayMs: {
    group: 'whispers',
    kind: 'delay',
    sliderToMs: 30_000,
    sliderStepMs: 500,
    name: 'Media queue delay',
    does: 'Every whisper and every line waits at least this long on the platform before it is carried out.',
    honest:
      'Whispers stay “Queued” and after 5 s “Pending delivery”; nothing is “Delivered” or “Live” before the platform has said so.',
  },
  controlEventsSilent: {
    group: 'whispers',
    kind: 'choice',
    name: 'Silence about controls',
    does: 'The platform goes on working, but no longer tells what becomes of whispers and lines.',
    honest: 'What the platform has not told is “Pending delivery”, never a guess.',
    choices: [
      {
        value: 'events',
        name: 'Their events are lost for ever',
        honest:
          'After 5 s a whisper is “Pending delivery”; the console asks by itself and then shows what the platform answers.',
      },
      {
        value: 'all',
        name: 'Events and answers keep the last state',
        honest:
          'Whispers stay “Pending delivery”; nothing claims to be delivered until this is cleared.',
      },
    ],
  },
  restLatencyMs: {
    group: 'requests',
    kind: 'delay',
    sliderToMs: 20_000,
    sliderStepMs: 250,
    name: 'Slow answers',
    does: 'Every answer of the REST interface comes this much later.',
    honest:
      'What was asked for is “Sending” until the answer is there, and while a mode is changing the microphone stays shut.',
  },
  restErrorRate: {
    group: 'requests',
    kind: 'ratio',
    name: 'Failing requests',
    does: 'This share of REST requests is answered with 503.',
    honest:
      'What did not work says so and why; nothing refused is shown as done, and nothing is sent twice.',
  },
  rateLimit: {
    group: 'requests',
    kind: 'rate',
    sliderToPerSecond: 100,
    name: 'Tighter request limit',
    does: 'The platform takes this many requests per second from everybody together, and answers the others with 429. 0 leaves its own limit of 100.',
    honest:
      '“The platform asks us to slow down”: the console waits as long as it is told, and what it could not read again is not called confirmed.',
  },
  transcriptDelayMs: {
    group: 'requests',
    kind: 'delay',
    sliderToMs: 120_000,
    sliderStepMs: 1_000,
    name: 'Late transcripts',
    does: 'Transcripts come this much later, during the conversation and after it.',
    honest:
      'A transcript that is not there yet is called pending, never empty, and appears by itself when it is ready.',
  },
  loseEvents: {
    group: 'events',
    kind: 'ratio',
    name: 'Lost events',
    does: 'This share of events never arrives and leaves a hole in the sequence.',
    honest:
      'The hole is noticed and the conversation is read again; until that is done, who hears you is not called confirmed.',
  },
  duplicateEvents: {
    group: 'events',
    kind: 'ratio',
    name: 'Repeated events',
    does: 'This share of events comes a second time, up to half a second later.',
    honest: 'Nothing appears twice, and no copy makes an old confirmation look new.',
  },
  reorderEvents: {
    group: 'events',
    kind: 'ratio',
    name: 'Overtaken events',
    does: 'This share of events comes up to half a second late, after newer ones.',
    honest:
      'States never run backwards: what has been held, delivered or ended does not turn into something older again.',
  },
  mediaLossRatio: {
    group: 'sound',
    kind: 'ratio',
    name: 'Lost sound',
    does: 'This share of the sound frames of supervisors is lost on its way, in both directions.',
    honest:
      'Bad sound is called bad, with the place it comes from; that it was sent is never put as that it was heard.',
  },
  mediaJitterMs: {
    group: 'sound',
    kind: 'delay',
    sliderToMs: 1_000,
    sliderStepMs: 10,
    name: 'Uneven sound',
    does: 'Sound frames of supervisors are held up for a random time up to this long; their order is kept.',
    honest:
      'Sound that comes too late is skipped, not played late: what is heard belongs to what is shown.',
  },
  clippingRatio: {
    group: 'sound',
    kind: 'ratio',
    name: 'Distorted sound',
    does: 'The platform overdrives this share of what supervisors say.',
    honest:
      'The console says that what was said was too loud and clipped, with the platform’s own count, and does not call the sound good.',
  },
  leakWhisperToCustomer: {
    group: 'sound',
    kind: 'gain',
    leastDb: -120,
    mostDb: 24,
    startDb: -20,
    name: 'Leak the whisper to the customer',
    does: 'Mixes every spoken whisper into the customer’s ear at this gain. It is here to prove that a leak test finds leaks.',
    honest:
      'No console can see this, because the platform itself lies about who hears: the leak test on the recordings must fail.',
    press: 'Leak to the customer',
    warning: 'The customer hears what is meant for the agent only.',
  },
  loseTokenAnswers: {
    group: 'sign-in',
    kind: 'count',
    most: 1_000,
    press: 'Lose them',
    name: 'Lost token answers',
    does: 'The next answers to token requests get lost on their way; the platform has carried the requests out.',
    honest:
      'A lost answer signs nobody out: it is asked for again in time, and if that is in vain the console says that the session has ended.',
  },
} as const satisfies Record<keyof Faults, LastingFault>
