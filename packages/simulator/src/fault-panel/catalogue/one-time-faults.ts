/** Every fault that strikes once, the moment its button is pressed. A new one does not compile without words. */
import type { OneTimeFault } from '../../faults/faults.ts'
import type { FaultWords } from './fault-groups.ts'

export interface OneTimeFaultWords extends FaultWords {
  /** The key of the fault door's body. */
  readonly key: string
  readonly press: string
  /** Said in the list of what happened lately. */
  readonly happened: string
  /** A time the door wants to know, if any: its key, and what it is called here. */
  readonly delay?: {
    readonly key: string
    readonly name: string
    readonly startMs: number
    readonly mostMs: number
  }
}

export const oneTimeFaults = {
  'drop-event-streams': {
    key: 'dropEventStreams',
    group: 'events',
    name: 'Drop event streams',
    does: 'Cuts every event stream without a word, as a pulled cable does.',
    honest:
      'The header says that events are interrupted, who hears you is unknown and the microphone is cut, until everything has been read anew.',
    press: 'Drop event streams',
    happened: 'Event streams dropped',
  },
  'rotate-event-streams': {
    key: 'rotateEventStreams',
    group: 'events',
    name: 'Rotate event streams',
    does: 'Announces that every event stream will be closed, and closes it then with 1012.',
    honest:
      'The console is on its next stream before the old one closes; if it does not get there in time, it says so and calls nothing confirmed.',
    press: 'Rotate event streams',
    happened: 'Event streams told to rotate',
    delay: { key: 'closesInMs', name: 'Closes in', startMs: 5_000, mostMs: 3_600_000 },
  },
  'drop-media-sockets': {
    key: 'dropMediaSockets',
    group: 'sound',
    name: 'Drop media sockets',
    does: 'Cuts the sound connection of every line without a word.',
    honest:
      'The microphone is cut at once, and the mode is “Monitor” or “Not connected”, with the reason, until the platform confirms a line again.',
    press: 'Drop media sockets',
    happened: 'Media sockets dropped',
  },
  'expire-tokens': {
    key: 'expireTokens',
    group: 'sign-in',
    name: 'Expire tokens',
    does: 'Ends every access token given out so far, with the event streams that hang on it.',
    honest:
      'Nobody is signed out: the console renews its tokens by itself, and says that events are interrupted while they are.',
    press: 'Expire tokens',
    happened: 'Access tokens expired',
  },
} as const satisfies Record<OneTimeFault['type'], OneTimeFaultWords>
