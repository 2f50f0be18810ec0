import type { CoachingStateName } from './coaching-record.ts'

/**
 * The life of a coaching session, ours beside the platform's.
 *
 * ```
 *               refused (never came about) ──► its late word: as the platform says
 *                  ▲
 *  press ─► starting ─► started ─► in-progress ◄──► paused
 *                          │            │              │
 *                          │            └► completed ◄─┘
 *                          │                   │
 *                          └──────► invalid ◄──┴── from anywhere, by the platform only: the zombie
 *
 *  the platform knows it no more: vanished, until it does again
 * ```
 *
 * The state is moved by the platform's word alone; what was pressed only asks for it. `ignore` keeps the record as it is.
 */
export const coachingFactNames = [
  'platform-started',
  'platform-in-progress',
  'platform-paused',
  'platform-completed',
  'platform-invalid',
  'missing',
  'refused',
] as const

export type CoachingFactName = (typeof coachingFactNames)[number]

type Row = Readonly<Record<CoachingFactName, CoachingStateName | 'ignore'>>

const asThePlatformSays = {
  'platform-started': 'started',
  'platform-in-progress': 'in-progress',
  'platform-paused': 'paused',
  'platform-completed': 'completed',
  'platform-invalid': 'invalid',
  missing: 'vanished',
  refused: 'ignore',
} as const satisfies Row

export const coachingTransitions = {
  starting: { ...asThePlatformSays, missing: 'refused', refused: 'refused' },
  started: { ...asThePlatformSays, 'platform-started': 'ignore' },
  // No platform begins a session a second time; such a word is an old one.
  'in-progress': {
    ...asThePlatformSays,
    'platform-started': 'ignore',
    'platform-in-progress': 'ignore',
  },
  paused: { ...asThePlatformSays, 'platform-started': 'ignore', 'platform-paused': 'ignore' },
  completed: {
    'platform-started': 'ignore',
    'platform-in-progress': 'ignore',
    'platform-paused': 'ignore',
    'platform-completed': 'ignore',
    'platform-invalid': 'invalid',
    // A platform may clear away what is over; here it stays what it was.
    missing: 'ignore',
    refused: 'ignore',
  },
  invalid: {
    'platform-started': 'ignore',
    'platform-in-progress': 'ignore',
    'platform-paused': 'ignore',
    'platform-completed': 'ignore',
    'platform-invalid': 'ignore',
    missing: 'ignore',
    refused: 'ignore',
  },
  vanished: { ...asThePlatformSays, missing: 'ignore' },
  refused: { ...asThePlatformSays, missing: 'ignore' },
} as const satisfies Readonly<Record<CoachingStateName, Row>>

/** Nothing of it goes on: the conversation is free for another session. */
export function isCoachingOver(name: CoachingStateName): boolean {
  switch (name) {
    case 'completed':
    case 'invalid':
    case 'vanished':
    case 'refused':
      return true
    case 'starting':
    case 'started':
    case 'in-progress':
    case 'paused':
      return false
  }
}
