/** What the fault panel says of each fault: what the platform does wrong, and what a supervisor sees in a console that stays honest. */
import type { Faults, OneTimeFault } from '../faults/faults.ts'

export interface FaultWords {
  readonly name: string
  /** What the platform does wrong, for whoever sets it. */
  readonly does: string
  /** One sentence: what a supervisor sees in a console that stays honest. */
  readonly honest: string
  /** On its button, where it has one of its own. */
  readonly press?: string
  readonly warning?: string
  readonly choices?: Readonly<Record<string, { readonly name: string; readonly honest: string }>>
}

export interface OneTimeFaultWords extends FaultWords {
  readonly press: string
  /** Said in the list of what happened lately. */
  readonly happened: string
  readonly delayName?: string
}

const lasting: Readonly<Record<keyof Faults, FaultWords>> = {
  mediaQueueDelayMs: {
    name: 'Media queue delay',
    does: 'Every whisper and every line waits at least this long on the platform before it is carried out.',
    honest:
      'Whispers stay “Queued” and after 5 s “Pending delivery”; nothing is “Delivered” or “Live” before the platform has said so.',
  },
  controlEventsSilent: {
    name: 'Silence about controls',
    does: 'The platform goes on working, but no longer tells what becomes of whispers and lines.',
    honest: 'What the platform has not told is “Pending delivery”, never a guess.',
    choices: {
      events: {
        name: 'Their events are lost for ever',
        honest:
          'After 5 s a whisper is “Pending delivery”; the console asks by itself and then shows what the platform answers.',
      },
      all: {
        name: 'Events and answers keep the last state',
        honest:
          'Whispers stay “Pending delivery”; nothing claims to be delivered until this is cleared.',
      },
    },
  },
  restLatencyMs: {
    name: 'Slow answers',
    does: 'Every answer of the REST interface comes this much later.',
    honest:
      'What was asked for is “Sending” until the answer is there, and while a mode is changing the microphone stays shut.',
  },
  restErrorRate: {
    name: 'Failing requests',
    does: 'This share of REST requests is answered with 503.',
    honest:
      'What did not work says so and why; nothing refused is shown as done, and nothing is sent twice.',
  },
  rateLimit: {
    name: 'Tighter request limit',
    does: 'The platform takes this many requests per second from everybody together, and answers the others with 429. 0 leaves its own limit of 100.',
    honest:
      '“The platform asks us to slow down”: the console waits as long as it is told, and what it could not read again is not called confirmed.',
  },
  transcriptDelayMs: {
    name: 'Late transcripts',
    does: 'Transcripts come this much later, during the conversation and after it.',
    honest:
      'A transcript that is not there yet is called pending, never empty, and appears by itself when it is ready.',
  },
  loseEvents: {
    name: 'Lost events',
    does: 'This share of events never arrives and leaves a hole in the sequence.',
    honest:
      'The hole is noticed and the conversation is read again; until that is done, who hears you is not called confirmed.',
  },
  duplicateEvents: {
    name: 'Repeated events',
    does: 'This share of events comes a second time, up to half a second later.',
    honest: 'Nothing appears twice, and no copy makes an old confirmation look new.',
  },
  reorderEvents: {
    name: 'Overtaken events',
    does: 'This share of events comes up to half a second late, after newer ones.',
    honest:
      'States never run backwards: what has been held, delivered or ended does not turn into something older again.',
  },
  mediaLossRatio: {
    name: 'Lost sound',
    does: 'This share of the sound frames of supervisors is lost on its way, in both directions.',
    honest:
      'Bad sound is called bad, with the place it comes from; that it was sent is never put as that it was heard.',
  },
  mediaJitterMs: {
    name: 'Uneven sound',
    does: 'Sound frames of supervisors are held up for a random time up to this long; their order is kept.',
    honest:
      'Sound that comes too late is skipped, not played late: what is heard belongs to what is shown.',
  },
  clippingRatio: {
    name: 'Distorted sound',
    does: 'The platform overdrives this share of what supervisors say.',
    honest:
      'The console says that what was said was too loud and clipped, with the platform’s own count, and does not call the sound good.',
  },
  leakWhisperToCustomer: {
    name: 'Leak the whisper to the customer',
    does: 'Mixes every spoken whisper into the customer’s ear at this gain. It is here to prove that a leak test finds leaks.',
    honest:
      'No console can see this, because the platform itself lies about who hears: the leak test on the recordings must fail.',
    press: 'Leak to the customer',
    warning: 'The customer hears what is meant for the agent only.',
  },
  loseTokenAnswers: {
    press: 'Lose them',
    name: 'Lost token answers',
    does: 'The next answers to token requests get lost on their way; the platform has carried the requests out.',
    honest:
      'A lost answer signs nobody out: it is asked for again in time, and if that is in vain the console says that the session has ended.',
  },
}

const oneTime: Readonly<Record<OneTimeFault['type'], OneTimeFaultWords>> = {
  'drop-event-streams': {
    name: 'Drop event streams',
    does: 'Cuts every event stream without a word, as a pulled cable does.',
    honest:
      'The header says that events are interrupted, who hears you is unknown and the microphone is cut, until everything has been read anew.',
    press: 'Drop event streams',
    happened: 'Event streams dropped',
  },
  'rotate-event-streams': {
    name: 'Rotate event streams',
    does: 'Announces that every event stream will be closed, and closes it then with 1012.',
    honest:
      'The console is on its next stream before the old one closes; if it does not get there in time, it says so and calls nothing confirmed.',
    press: 'Rotate event streams',
    happened: 'Event streams told to rotate, closing after {closesInMs} ms',
    delayName: 'Closes in',
  },
  'drop-media-sockets': {
    name: 'Drop media sockets',
    does: 'Cuts the sound connection of every line without a word.',
    honest:
      'The microphone is cut at once, and the mode is “Monitor” or “Not connected”, with the reason, until the platform confirms a line again.',
    press: 'Drop media sockets',
    happened: 'Media sockets dropped',
  },
  'expire-tokens': {
    name: 'Expire tokens',
    does: 'Ends every access token given out so far, with the event streams that hang on it.',
    honest:
      'Nobody is signed out: the console renews its tokens by itself, and says that events are interrupted while they are.',
    press: 'Expire tokens',
    happened: 'Access tokens expired',
  },
}

export const english = { lasting, oneTime }
