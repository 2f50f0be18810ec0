/** What the page's keys do, in the words of the screen. */
import type { KeyAction } from '../model/keyboard.ts'
import { inLanguage } from './in-language.ts'

export const english = {
  keyActionWords: {
    'next-row': 'Next conversation',
    'previous-row': 'Previous conversation',
    'focus-search': 'Search',
    monitor: 'Monitor',
    coach: 'Coach',
    barge: 'Barge in',
    'keep-talking': 'Keep talking, or stop it',
    'focus-whisper': 'Write a whisper',
    'show-keys': 'Show these keys',
  } satisfies Record<KeyAction, string>,
  fixedKeyWords: [
    ['Space', 'Hold to talk'],
    ['Esc', 'Be silent at once; pressed again it closes what is open'],
    ['Enter', 'Open the conversation'],
  ] satisfies readonly (readonly [string, string])[],
  none: 'none',
  cannotPress: (name: string) => `${name} cannot be pressed now`,
}

const words = inLanguage('key-words', english)

export const keyActionWords = words.keyActionWords

/** Theirs for good. */
export const fixedKeyWords = words.fixedKeyWords

export function shownKey(key: string): string {
  return key === '' ? words.none : key.toUpperCase()
}

export function cannotPress(name: string, why: string | undefined): string {
  const what = words.cannotPress(name)
  return why === undefined || why === '' ? what : `${what}: ${why}`
}
