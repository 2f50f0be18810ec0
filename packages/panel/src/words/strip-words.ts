/** What the agent's strip says. */
import type { SupervisedMode } from '@sotto/domain'
import type { Me, StripConversation } from '@sotto/protocol'
import type { Place } from '../model/agent-strip/own-place.ts'

export const placeWords = {
  console: 'This page is for supervisors',
  'agent-strip': 'This page is for agents',
  audit: 'This page is for auditors',
} as const satisfies Record<Place, string>

export const ownPlaceWords = {
  supervisor: 'Go to your console',
  lead: 'Go to your console',
  administrator: 'Go to your console',
  agent: 'Go to your whispers',
  auditor: 'Go to the audit',
} as const satisfies Record<Me['role'], string>

export interface CoachedLine {
  readonly how: SupervisedMode
  readonly words: string
}

const lineOf = { coach: coachLine, barge: bargeLine, monitor: monitorLine } as const

/** Who coaches, joins or listens, as far as the agent is told of it. */
export function coachedLines(
  conversations: readonly StripConversation[],
  isDoubtful: boolean,
): readonly CoachedLine[] {
  return conversations.flatMap(({ coached }) => {
    if (isDoubtful || coached.state === 'unknown') return []
    return (['coach', 'barge', 'monitor'] as const).flatMap((how) =>
      lineOf[how](coached.by.filter((one) => one.how === how).map(({ name }) => name)).map(
        (words) => ({ how, words }),
      ),
    )
  })
}

/** The same as words alone. */
export function coachedWords(
  conversations: readonly StripConversation[],
  isDoubtful: boolean,
): readonly string[] {
  return coachedLines(conversations, isDoubtful).map(({ words }) => words)
}

function coachLine(names: readonly string[]): readonly string[] {
  if (names.length === 0) return []
  return [`You are being coached by ${listed(names)}. The customer does not hear it.`]
}

function bargeLine(names: readonly string[]): readonly string[] {
  if (names.length === 0) return []
  const verb = names.length === 1 ? 'has' : 'have'
  return [`${listed(names)} ${verb} joined the call. The customer hears it too.`]
}

function monitorLine(names: readonly string[]): readonly string[] {
  if (names.length === 0) return []
  return [`${listed(names)} ${names.length === 1 ? 'is' : 'are'} listening to this call.`]
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** Beside a conversation of which that is not known, while the rest is. */
export const coachingUnknown = 'coaching not known yet'

export const coachingInDoubt =
  'The connection is interrupted: whether somebody coaches you is not known.'

const sessionStates = {
  running: 'Coaching session',
  paused: 'Coaching session paused',
  finished: 'Coaching session finished',
} as const

/** The coaching session of a conversation, and who holds it; undefined when there is none. */
export function sessionWords({ session }: Pick<StripConversation, 'session'>): string | undefined {
  if (session === undefined) return undefined
  return `${sessionStates[session.state]}: ${session.by ?? 'a supervisor'}`
}
