/** Every fault that strikes once, the moment its button is pressed. A new one does not compile without words. */
import type { OneTimeFault } from '../../faults/faults.ts'
import type { FaultGroup } from './fault-groups.ts'

export interface OneTimeFaultControl {
  /** The key of the fault door's body. */
  readonly key: string
  readonly group: FaultGroup
  /** A time the door wants to know, if any. */
  readonly delay?: { readonly key: string; readonly startMs: number; readonly mostMs: number }
}

export const oneTimeFaults = {
  'drop-event-streams': {
    key: 'dropEventStreams',
    group: 'events',
  },
  'rotate-event-streams': {
    key: 'rotateEventStreams',
    group: 'events',
    delay: { key: 'closesInMs', startMs: 5_000, mostMs: 3_600_000 },
  },
  'drop-media-sockets': {
    key: 'dropMediaSockets',
    group: 'sound',
  },
  'expire-tokens': {
    key: 'expireTokens',
    group: 'sign-in',
  },
} as const satisfies Record<OneTimeFault['type'], OneTimeFaultControl>
