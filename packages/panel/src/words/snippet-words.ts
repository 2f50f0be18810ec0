/** Texts kept to be whispered again, in words. */
import {
  longestSnippet,
  longestSnippetTitle,
  type SnippetFault,
  type SnippetVariable,
  snippetVariables,
} from '@sotto/domain'
import type { OwnQueues, SnippetSaved, SnippetView } from '@sotto/protocol'
import type { SnippetsState } from '../model/snippets/snippets.ts'
import { piecesWords } from './masking-words.ts'

const variableList = snippetVariables.map((name) => `{${name}}`).join(', ')

export const snippetWords = {
  heading: 'Snippets',
  lead: 'Texts you whisper again and again. Where you write a whisper, press W, type a word of one, and choose it with the arrow keys and Enter: it is put into the field, and nothing is sent by that.',
  variables: `Written in braces, these are filled in when a snippet is put into a whisper: ${variableList}. What nobody can say then is left for you to fill in.`,
  add: 'New snippet',
  mine: 'My own',
  noneOfMine: 'You have none yet.',
  noneShared: 'None yet.',
  none: 'There are no snippets yet. What you keep here, you can put into a whisper with a few keys.',
  loading: 'Reading the snippets …',
  tryAgain: 'Try again',
  title: 'Title',
  text: 'Text',
  queue: 'For',
  allQueues: 'All my queues',
  shelf: 'Who uses it',
  own: 'Only I',
  shared: 'Everybody of the queue',
  save: 'Save',
  saveOver: 'Save mine in its place',
  leave: 'Cancel',
  change: 'Change',
  remove: 'Take away',
  bringBack: 'Bring it back',
  gone: 'Somebody has taken this snippet away meanwhile. What you wrote is kept here; saving adds it anew.',
  manage: 'Snippets',
  listLabel: 'Snippets',
  goThere: 'Go there',
} as const

export function sharedHeading(queueId: string, queues: OwnQueues): string {
  return `Shared in ${queueNameOf(queueId, queues)}`
}

/** By its present name; one that is no longer theirs has none. */
export function queueNameOf(queueId: string, queues: OwnQueues): string {
  return queues.find(({ id }) => id === queueId)?.name ?? 'a queue that is no longer yours'
}

export function faultWords({ fault, field, names = [] }: SnippetFault): string {
  const what = field === 'title' ? 'The title' : 'The text'
  switch (fault) {
    case 'empty':
      return `${what} is missing.`
    case 'too-long':
      return `${what} is too long: at most ${(field === 'title' ? longestSnippetTitle : longestSnippet).toLocaleString('en')} characters.`
    case 'bad-character':
      return `${what} holds a character that cannot be kept; type it again.`
    case 'unknown-variable':
      return `Nothing stands for ${names.map((name) => `{${name}}`).join(', ')}. There are ${variableList}.`
  }
}

export function savedWords({ masked, title }: SnippetSaved): string {
  const without = masked.length === 0 ? '' : ` without ${piecesWords(masked)}`
  return `“${title}” is saved${without}.`
}

export function removedWords({ title }: SnippetSaved): string {
  return `“${title}” is taken away. It can be brought back for a day.`
}

export function theirsWords(theirs: SnippetView): string {
  return `${theirs.changedByName} has changed it meanwhile to: “${theirs.title}”: ${theirs.text}`
}

export function notReadWords(state: Pick<SnippetsState, 'list'>, why: string): string {
  return state.list === undefined
    ? `The snippets could not be read: ${why}`
    : `The snippets could not be read again: ${why} What stands here is as it was read last.`
}

export function fillInWords(names: readonly SnippetVariable[]): string {
  return `Fill in ${[...new Set(names)].map((name) => `{${name}}`).join(', ')} before it can be sent.`
}

/** For who does not see the list come. */
export function foundWords(count: number): string {
  return count === 1
    ? 'One snippet. Arrow down to choose it.'
    : `${count} snippets. Arrow down to choose one.`
}
