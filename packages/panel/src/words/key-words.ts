/** What the page's keys do, in the words of the screen. */
import type { KeyAction } from '../model/keyboard.ts'

export const keyActionWords = {
  'next-row': 'Next conversation',
  'previous-row': 'Previous conversation',
  'focus-search': 'Search',
  monitor: 'Monitor',
  coach: 'Coach',
  barge: 'Barge in',
  'keep-talking': 'Keep talking, or stop it',
  'focus-whisper': 'Write a whisper',
  'show-keys': 'Show these keys',
} as const satisfies Record<KeyAction, string>

/** Theirs for good. */
export const fixedKeyWords = [
  ['Space', 'Hold to talk'],
  ['Esc', 'Be silent at once; pressed again it closes what is open'],
  ['Enter', 'Open the conversation'],
] as const

export function shownKey(key: string): string {
  return key === '' ? 'none' : key.toUpperCase()
}

export function cannotPress(name: string, why: string | undefined): string {
  return `${name} cannot be pressed now${why === undefined || why === '' ? '' : `: ${why}`}`
}
