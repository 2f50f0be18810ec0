/** Which key means what, and where it means nothing. Pure. */

/** What the keys of the page do; each can be given another key, or none. */
export const keyActions = [
  'next-row',
  'previous-row',
  'focus-search',
  'monitor',
  'coach',
  'barge',
  'keep-talking',
  'focus-whisper',
  'show-keys',
] as const

export type KeyAction = (typeof keyActions)[number]

/** Space and Esc are nobody's to move: in a hurry the hand must find them. */
export type ShortcutAction = KeyAction | 'silence' | 'talk'

/** A key as the browser names it, letters small; an empty one is no key at all. */
export type KeyMap = Readonly<Record<KeyAction, string>>

export const defaultKeys: KeyMap = {
  'next-row': 'j',
  'previous-row': 'k',
  'focus-search': '/',
  monitor: '4',
  coach: '5',
  barge: '6',
  'keep-talking': 'l',
  'focus-whisper': 'w',
  'show-keys': '?',
}

export interface KeyPress {
  readonly key: string
  readonly withModifier: boolean
  /** Where the focus is: a text field keeps its keys, a control keeps Space. */
  readonly place: KeyPlace
  /** Whether it belongs to a sign that is being put together (an input method). */
  readonly isComposing?: boolean
  /** Without them the usual ones. */
  readonly keys?: KeyMap
}

/** `control`: a button, switch or the like that does something of its own on Space. */
export type KeyPlace = 'page' | 'text-field' | 'control' | 'talk-button'

/** Esc works everywhere: silence comes first. Everything else is off in text fields; an input method keeps all of them. */
export function shortcutFor(press: KeyPress): ShortcutAction | undefined {
  const { key, withModifier, place, isComposing, keys = defaultKeys } = press
  if (isComposing === true) return undefined
  if (key === 'Escape') return 'silence'
  if (withModifier || place === 'text-field') return undefined
  if (key === ' ') return place === 'control' ? undefined : 'talk'
  const small = key.toLowerCase()
  return keyActions.find((action) => keys[action] === small && small !== '')
}

/** One sign that can be typed, other than a space. */
export function isUsableKey(key: string): boolean {
  return [...key].length === 1 && key.trim() === key && !/\p{C}/u.test(key)
}

/** Gives the action that key; whoever had it before has none from then on. An unusable key changes nothing. */
export function withKey(keys: KeyMap, action: KeyAction, key: string): KeyMap {
  const small = key.toLowerCase()
  if (small !== '' && !isUsableKey(small)) return keys
  const next = { ...keys }
  for (const other of keyActions) if (small !== '' && next[other] === small) next[other] = ''
  next[action] = small
  return next
}

/** What was stored, as far as it makes sense; an action without a sensible key has its usual one, if that is free. */
export function readKeys(raw: unknown): KeyMap {
  if (typeof raw !== 'object' || raw === null) return defaultKeys
  const stored: Partial<Record<string, unknown>> = { ...raw }
  const taken = new Set<string>()
  const keys: Record<KeyAction, string> = { ...defaultKeys }
  const chosen = keyActions.filter((action) => {
    const key = stored[action]
    const isSensible =
      typeof key === 'string' && (key === '' || (isUsableKey(key) && !taken.has(key.toLowerCase())))
    if (!isSensible) return false
    keys[action] = key.toLowerCase()
    if (key !== '') taken.add(key.toLowerCase())
    return true
  })
  for (const action of keyActions)
    if (!chosen.includes(action) && taken.has(keys[action])) keys[action] = ''
  return keys
}

/** As `aria-keyshortcuts` has it; undefined for an action without a key. */
export function ariaKey(key: string): string | undefined {
  return key === '' ? undefined : key.toUpperCase()
}
