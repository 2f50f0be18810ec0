/** Taking a person out of everything that is kept, in words. */
import type { ErasureCountsView, ErasurePerson } from '@sotto/protocol'
import { inLanguage } from './in-language.ts'

export const english = {
  erasureWords: {
    heading: 'Erase a person',
    explanation:
      'Takes a person out of everything that is kept here. What was done stays on record, without them, and the record can still be checked. It cannot be brought back.',
    find: 'Name or id of the person',
    findButton: 'Look for them',
    byId: 'Somebody who never signed in and has no coaching session is found by their whole id, as the entries show it.',
    looking: 'Looking …',
    nobody: 'Nothing is kept of anybody by that name or id.',
    more: 'There are more: say more of the name.',
    choose: 'What would be erased?',
    counting: 'Counting what would be erased …',
    nothing: 'Nothing is kept of this person.',
    wouldBe: 'Would be changed or deleted:',
    reason: 'Reason, 3 to 200 characters; it stays on record',
    confirm: 'Type the id of the person once more',
    erase: 'Erase for good',
    erasing: 'Erasing …',
    leave: 'Leave it',
    tryAgain: 'Count again',
    done: 'Erased, and entered into the audit. Backups, logs and files that were handed out still hold them.',
    another: 'Look for another person',
    lost: 'It may have been done or not. Press again: it is not done twice.',
  },
  kinds: {
    auditEntries: 'entries of the audit (their hashes stay)',
    sessions: 'sign-ins, which end',
    controls: 'lines and texts',
    acts: 'acts on them',
    coachings: 'coaching sessions',
    texts: 'notes and reasons of others with their name',
    reveals: 'looks behind masks',
    policies: 'versions of policies',
    others: 'facts of timelines, outcomes, leases',
  } satisfies Record<keyof ErasureCountsView, string>,
}

const words = inLanguage('erasure-words', english)

export const erasureWords = words.erasureWords

const kinds = words.kinds

/** What there is any of. */
export function erasureCountWords(
  counts: ErasureCountsView,
): readonly (readonly [string, number])[] {
  const known: Readonly<Record<string, string>> = kinds
  return Object.entries(counts).flatMap(([kind, count]) =>
    count > 0 ? [[known[kind] ?? kind, count] as const] : [],
  )
}

export function erasurePersonWords({ id, name }: ErasurePerson): string {
  return name === undefined ? id : `${name} (${id})`
}
