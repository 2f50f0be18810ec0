/** What the agent's strip says. */
import type { SupervisedMode } from '@sotto/domain'
import type { StripConversation } from '@sotto/protocol'
import { inLanguage } from './in-language.ts'
import { listed } from './number-words.ts'

export const english = {
  coachingUnknown: 'coaching not known yet',
  coachingInDoubt: 'The connection is interrupted: whether somebody coaches you is not known.',
  sessionStates: {
    running: 'Coaching session',
    paused: 'Coaching session paused',
    finished: 'Coaching session finished',
  },
  coachedBy: (names: string) => `You are being coached by ${names}. The customer does not hear it.`,
  joined: (count: number, names: string) =>
    `${names} ${count === 1 ? 'has' : 'have'} joined the call. The customer hears it too.`,
  listening: (count: number, names: string) =>
    `${names} ${count === 1 ? 'is' : 'are'} listening to this call.`,
  aSupervisor: 'a supervisor',
}

const words = inLanguage('strip-words', english)

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
        (sentence) => ({ how, words: sentence }),
      ),
    )
  })
}

/** The same as words alone. */
export function coachedWords(
  conversations: readonly StripConversation[],
  isDoubtful: boolean,
): readonly string[] {
  return coachedLines(conversations, isDoubtful).map((line) => line.words)
}

function coachLine(names: readonly string[]): readonly string[] {
  if (names.length === 0) return []
  return [words.coachedBy(listed(names))]
}

function bargeLine(names: readonly string[]): readonly string[] {
  if (names.length === 0) return []
  return [words.joined(names.length, listed(names))]
}

function monitorLine(names: readonly string[]): readonly string[] {
  if (names.length === 0) return []
  return [words.listening(names.length, listed(names))]
}

/** Beside a conversation of which that is not known, while the rest is. */
export const coachingUnknown = words.coachingUnknown

export const coachingInDoubt = words.coachingInDoubt

const sessionStates = words.sessionStates

/** The coaching session of a conversation, and who holds it; undefined when there is none. */
export function sessionWords({ session }: Pick<StripConversation, 'session'>): string | undefined {
  if (session === undefined) return undefined
  return `${sessionStates[session.state]}: ${session.by ?? words.aSupervisor}`
}
