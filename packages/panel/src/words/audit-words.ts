/** The auditor's page in words. */
import { maskKindSchema } from '@sotto/protocol'
import { maskKindWords } from './transcript-words.ts'

export const revealAuditWords = {
  heading: 'Looks behind masks',
  explanation:
    'Who looked at what kind of personal data, when and why. What was there is kept nowhere.',
  none: 'Nobody has looked behind a mask.',
  noneFound: 'No look is found by these fields.',
  loading: 'Reading …',
} as const

/** Of what may have been looked at; a held number cannot. */
export const revealKinds: readonly (readonly [string, string])[] = maskKindSchema.options.flatMap(
  (kind) => (kind === 'held' ? [] : [[kind, maskKindWords[kind]] as const]),
)

/** The kind as people say it; one that this page does not know by its own name. */
export function revealKindWords(kind: string): string {
  return revealKinds.find(([known]) => known === kind)?.[1] ?? kind
}
