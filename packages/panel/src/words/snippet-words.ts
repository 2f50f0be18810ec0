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
import { inLanguage } from './in-language.ts'
import { piecesWords } from './masking-words.ts'
import { wholeNumber } from './number-words.ts'

const variableList = snippetVariables.map((name) => `{${name}}`).join(', ')

export const english = {
  page: {
    heading: 'Snippets',
    lead: 'Texts you whisper again and again. Where you write a whisper, press W, type a word of one, and choose it with the arrow keys and Enter: it is put into the field, and nothing is sent by that.',
    variables: (names: string) =>
      `Written in braces, these are filled in when a snippet is put into a whisper: ${names}. What nobody can say then is left for you to fill in.`,
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
  },
  sharedIn: (queue: string) => `Shared in ${queue}`,
  lostQueue: 'a queue that is no longer yours',
  missing: { title: 'The title is missing.', text: 'The text is missing.' },
  tooLong: {
    title: (most: string) => `The title is too long: at most ${most} characters.`,
    text: (most: string) => `The text is too long: at most ${most} characters.`,
  },
  badCharacter: {
    title: 'The title holds a character that cannot be kept; type it again.',
    text: 'The text holds a character that cannot be kept; type it again.',
  },
  unknownVariable: (unknown: string, known: string) =>
    `Nothing stands for ${unknown}. There are ${known}.`,
  saved: (title: string) => `“${title}” is saved.`,
  savedWithout: (title: string, pieces: string) => `“${title}” is saved without ${pieces}.`,
  notSaved: (why: string) => `Not saved: ${why} What you wrote is kept.`,
  notChanged: (why: string) => `Not changed: ${why}`,
  removed: (title: string) => `“${title}” is taken away. It can be brought back for a day.`,
  theirs: (who: string, title: string, text: string) =>
    `${who} has changed it meanwhile to: “${title}”: ${text}`,
  notRead: (why: string) => `The snippets could not be read: ${why}`,
  notReadAgain: (why: string) =>
    `The snippets could not be read again: ${why} What stands here is as it was read last.`,
  fillIn: (names: string) => `Fill in ${names} before it can be sent.`,
  found: (count: number) =>
    count === 1
      ? 'One snippet. Arrow down to choose it.'
      : `${count} snippets. Arrow down to choose one.`,
}

const words = inLanguage('snippet-words', english)

export const snippetWords = { ...words.page, variables: words.page.variables(variableList) }

export function sharedHeading(queueId: string, queues: OwnQueues): string {
  return words.sharedIn(queueNameOf(queueId, queues))
}

/** By its present name; one that is no longer theirs has none. */
export function queueNameOf(queueId: string, queues: OwnQueues): string {
  return queues.find(({ id }) => id === queueId)?.name ?? words.lostQueue
}

export function faultWords({ fault, field, names = [] }: SnippetFault): string {
  const most = field === 'title' ? longestSnippetTitle : longestSnippet
  switch (fault) {
    case 'empty':
      return words.missing[field]
    case 'too-long':
      return words.tooLong[field](wholeNumber(most))
    case 'bad-character':
      return words.badCharacter[field]
    case 'unknown-variable':
      return words.unknownVariable(braced(names), variableList)
  }
}

function braced(names: readonly string[]): string {
  return names.map((name) => `{${name}}`).join(', ')
}

export function savedWords({ masked, title }: SnippetSaved): string {
  return masked.length === 0 ? words.saved(title) : words.savedWithout(title, piecesWords(masked))
}

export const notSavedWords: (why: string) => string = words.notSaved
export const notChangedWords: (why: string) => string = words.notChanged

export function removedWords({ title }: SnippetSaved): string {
  return words.removed(title)
}

export function theirsWords({ changedByName, text, title }: SnippetView): string {
  return words.theirs(changedByName, title, text)
}

export function notReadWords(state: Pick<SnippetsState, 'list'>, why: string): string {
  return state.list === undefined ? words.notRead(why) : words.notReadAgain(why)
}

export function fillInWords(names: readonly SnippetVariable[]): string {
  return words.fillIn(braced([...new Set(names)]))
}

/** For who does not see the list come. */
export const foundWords: (count: number) => string = words.found
