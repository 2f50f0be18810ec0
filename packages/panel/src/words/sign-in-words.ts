/** Who is signed in where, in words. */
import type { WallMs } from '@sotto/kernel'
import type { SignInRow } from '../model/sign-ins/sign-in-calls.ts'
import type { EndTarget, SignInsState, Whose } from '../model/sign-ins/sign-ins.ts'
import { inLanguage } from './in-language.ts'
import { dayAndTime } from './time-words.ts'

export const english = {
  signInWords: {
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
  },
  whoseWords: {
    own: 'Your sign-ins',
    everybody: 'Everybody’s sign-ins',
  } satisfies Record<Whose, string>,
  whoseExplanation: {
    own: 'Each browser you have signed in with. End what you do not know: its windows close at once, and it cannot come back without signing in.',
    everybody:
      'Whoever is signed in to this console. Ending one closes its windows and lines at once; the audit says who did it.',
  } satisfies Record<Whose, string>,
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,
  unknownBrowser: 'Unknown browser',
  networkUnknown: 'network not known',
  fromNetwork: (network: string) => `from ${network}`,
  inUse: 'in use now',
  lastUsed: (time: string) => `last used ${time}`,
  signedIn: (time: string, used: string) => `Signed in ${time}, ${used}`,
  whereAndWhen: (browser: string, time: string) => `${browser}, signed in ${time}`,
  endOthers: 'End all your other sign-ins?',
  endThis: 'End this sign-in?',
  endTheirs: (name: string) => `End this sign-in of ${name}? Their open line ends with it.`,
  nobody: 'Nobody is signed in.',
  nobodyNamed: 'Nobody of this name is signed in.',
  ended: (count: number) => {
    if (count === 0) return 'There was no other one.'
    return count === 1 ? 'One sign-in was ended.' : `${count} sign-ins were ended.`
  },
}

const words = inLanguage('sign-in-words', english)

export const signInWords = words.signInWords

export const whoseWords = words.whoseWords

export const whoseExplanation = words.whoseExplanation

/** The server writes "Firefox on Windows". */
export function browserWords({ browser }: Pick<SignInRow, 'browser'>): string {
  const [name = '', system] = browser?.split(' on ') ?? [words.unknownBrowser]
  return system === undefined ? name : words.browserOn(name, system)
}

export function networkWords({ network }: Pick<SignInRow, 'network'>): string {
  return network === undefined ? words.networkUnknown : words.fromNetwork(network)
}

/** The platform's day and time of it; what was used within two minutes is in use. */
export function usedWords({ beganAt, lastUsedAt }: SignInRow, now: WallMs): string {
  const used = now - lastUsedAt < 120_000 ? words.inUse : words.lastUsed(dayAndTime(lastUsedAt))
  return words.signedIn(dayAndTime(beganAt), used)
}

/** Whose it is, for whoever hears it read out. */
export function rowName(row: SignInRow): string {
  const where = words.whereAndWhen(browserWords(row), dayAndTime(row.beganAt))
  return row.person === undefined ? where : `${row.person.name}, ${where}`
}

export function questionWords(target: EndTarget, row: SignInRow | undefined): string {
  if (target === 'others') return words.endOthers
  return row?.person === undefined ? words.endThis : words.endTheirs(row.person.name)
}

/** What the list says when it is not one. */
export function listStateWords(state: SignInsState): string {
  const { ended, failure, isLoading, list, name } = state
  if (list === undefined) return isLoading && failure === undefined ? signInWords.loading : ''
  if (ended !== undefined) return words.ended(ended)
  if (list.rows.length > 0) return ''
  return name === '' ? words.nobody : words.nobodyNamed
}
