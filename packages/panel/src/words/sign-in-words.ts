/** Who is signed in where, in words. */
import type { WallMs } from '@sotto/kernel'
import type { SignInRow } from '../model/sign-ins/sign-in-calls.ts'
import type { EndTarget, SignInsState, Whose } from '../model/sign-ins/sign-ins.ts'
import { dayAndTime } from './time-words.ts'

export const signInWords = {
  link: 'Sign-ins',
  back: 'Back',
  parts: 'People',
  loading: 'Reading …',
  end: 'End',
  endOthers: 'End all others',
  confirm: 'End now',
  keep: 'Keep',
  searchLabel: 'Part of a name',
  search: 'Search',
  isThis: 'This browser',
  isMore: 'There are more than 200. Search by a part of the name.',
} as const

export const whoseWords = {
  own: 'Your sign-ins',
  everybody: 'Everybody’s sign-ins',
} as const satisfies Record<Whose, string>

export const whoseExplanation = {
  own: 'Each browser you have signed in with. End what you do not know: its windows close at once, and it cannot come back without signing in.',
  everybody:
    'Whoever is signed in to this console. Ending one closes its windows and lines at once; the audit says who did it.',
} as const satisfies Record<Whose, string>

export function browserWords({ browser }: Pick<SignInRow, 'browser'>): string {
  return browser ?? 'Unknown browser'
}

export function networkWords({ network }: Pick<SignInRow, 'network'>): string {
  return network === undefined ? 'network not known' : `from ${network}`
}

/** The platform's day and time of it; what was used within two minutes is in use. */
export function usedWords({ beganAt, lastUsedAt }: SignInRow, now: WallMs): string {
  const used = now - lastUsedAt < 120_000 ? 'in use now' : `last used ${dayAndTime(lastUsedAt)}`
  return `Signed in ${dayAndTime(beganAt)}, ${used}`
}

/** Whose it is, for whoever hears it read out. */
export function rowName(row: SignInRow): string {
  const where = `${browserWords(row)}, signed in ${dayAndTime(row.beganAt)}`
  return row.person === undefined ? where : `${row.person.name}, ${where}`
}

export function questionWords(target: EndTarget, row: SignInRow | undefined): string {
  if (target === 'others') return 'End all your other sign-ins?'
  return row?.person === undefined
    ? 'End this sign-in?'
    : `End this sign-in of ${row.person.name}? Their open line ends with it.`
}

/** What the list says when it is not one. */
export function listStateWords(state: SignInsState): string {
  const { ended, failure, isLoading, list, name } = state
  if (list === undefined) return isLoading && failure === undefined ? signInWords.loading : ''
  if (ended !== undefined) return endedWords(ended)
  if (list.rows.length > 0) return ''
  return name === '' ? 'Nobody is signed in.' : 'Nobody of this name is signed in.'
}

function endedWords(ended: number): string {
  if (ended === 0) return 'There was no other one.'
  return ended === 1 ? 'One sign-in was ended.' : `${ended} sign-ins were ended.`
}
