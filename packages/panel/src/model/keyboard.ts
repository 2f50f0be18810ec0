/** Which key means what, and where it means nothing. Pure. */

export type ShortcutAction =
  | 'next-row'
  | 'previous-row'
  | 'focus-search'
  | 'focus-whisper'
  | 'silence'
  | 'talk'
  | 'keep-talking'

export interface KeyPress {
  readonly key: string
  readonly withModifier: boolean
  /** Where the focus is: a text field keeps its keys, a control keeps Space. */
  readonly place: KeyPlace
}

/** `control`: a button, switch or the like that does something of its own on Space. */
export type KeyPlace = 'page' | 'text-field' | 'control' | 'talk-button'

const pageKeys: Readonly<Record<string, ShortcutAction>> = {
  j: 'next-row',
  k: 'previous-row',
  '/': 'focus-search',
  w: 'focus-whisper',
  l: 'keep-talking',
}

/** Esc works everywhere: silence comes first. Everything else is off in text fields. */
export function shortcutFor({ key, withModifier, place }: KeyPress): ShortcutAction | undefined {
  if (key === 'Escape') return 'silence'
  if (withModifier || place === 'text-field') return undefined
  if (key === ' ') return place === 'control' ? undefined : 'talk'
  return pageKeys[key.toLowerCase()]
}
