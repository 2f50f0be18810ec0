/** What erasing takes away and what it leaves, said before it is asked for. */
import type { ErasurePerson } from '@sotto/protocol'
import { inLanguage } from './in-language.ts'

export const english = {
  counted: 'What is kept of them',
  goes: 'Goes for good',
  goesWhat:
    'Their id and name wherever they stand, their sign-ins (they are signed out at once), what was written to or by them, and the notes, tags and moments about them as an agent. Their place on a list of agents whom nobody listens to goes as well.',
  stays: 'Stays',
  staysWhat:
    'That something was done, when, in which conversation and how it ended, without them. The audit still proves that nothing else was changed. What others typed as the reason of their own acts, and notes a supervisor wrote about others, stay with those.',
  beyond: 'Not reached',
  beyondWhat: 'Backups, logs, files that were exported, and the platform itself.',
  noWayBack: 'Nobody can undo this.',
  erased: 'What was changed or deleted',
  question: (person: string) => `Erase ${person} for good?`,
}

export const erasingWords = inLanguage('erasing-words', english)

export function erasingQuestion({ id, name }: ErasurePerson): string {
  return erasingWords.question(name ?? id)
}
