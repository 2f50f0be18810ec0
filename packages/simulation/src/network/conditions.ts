/** How the networks of a simulation behave at this moment; faults change it, chance decides each case. */
import type { Random } from '@sotto/kernel'

export interface RestConditions {
  /** Shares of all requests, 0–1. */
  readonly refusedConnections: number
  readonly lostQuestions: number
  readonly lostAnswers: number
  readonly serverErrors: number
  /** On top of the usual way there and back. */
  readonly slowMs: number
}

export interface Conditions {
  readonly rest: RestConditions
  /** Between the server and the platform: nothing gets through while true. */
  readonly platformCutOff: boolean
  /** Between the panels and the server. */
  readonly panelRest: RestConditions
}

export const calm: RestConditions = {
  refusedConnections: 0,
  lostQuestions: 0,
  lostAnswers: 0,
  serverErrors: 0,
  slowMs: 0,
}

export const calmConditions: Conditions = { rest: calm, platformCutOff: false, panelRest: calm }

export type RequestFate =
  | 'answered'
  | 'connection-refused'
  | 'question-lost'
  | 'answer-lost'
  | 'server-error'

export function fateOf(conditions: RestConditions, random: Random): RequestFate {
  let chance = random.next()
  const fates = [
    ['connection-refused', conditions.refusedConnections],
    ['question-lost', conditions.lostQuestions],
    ['answer-lost', conditions.lostAnswers],
    ['server-error', conditions.serverErrors],
  ] as const
  for (const [fate, share] of fates) {
    if (chance < share) return fate
    chance -= share
  }
  return 'answered'
}

/** One way through a local network: mostly a few milliseconds, now and then some tens. */
export function wayMs(random: Random): number {
  const usual = 1 + Math.floor(random.next() * 8)
  return random.next() < 0.03 ? usual + Math.floor(random.next() * 60) : usual
}
