/** What a key does to the list beside the field it is pressed in. Pure. */

export interface ChoicePress {
  readonly key: string
  readonly withModifier: boolean
  readonly withShift: boolean
  /** Whether it belongs to a sign that is being put together. */
  readonly isComposing: boolean
}

export type ChoiceStep =
  /** To that one of the list; -1 is back in the text. */
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'choose'; readonly index: number }
  | { readonly kind: 'close' }
  /** The field's own: whoever types on is back in the text. */
  | { readonly kind: 'type' }
  /** Nothing to do with the list. */
  | { readonly kind: 'none' }

/** `active`: which one the keys are at, -1 while they are in the text; of `count`. */
export function choiceStep(press: ChoicePress, active: number, count: number): ChoiceStep {
  if (count === 0 || press.withModifier || press.isComposing) return { kind: 'none' }
  switch (press.key) {
    case 'ArrowDown':
      return { kind: 'move', to: Math.min(active + 1, count - 1) }
    case 'ArrowUp':
      return active < 0 ? { kind: 'none' } : { kind: 'move', to: active - 1 }
    case 'Enter':
    case 'Tab':
      return active < 0 || press.withShift ? { kind: 'none' } : { kind: 'choose', index: active }
    case 'Escape':
      return { kind: 'close' }
    default:
      return { kind: 'type' }
  }
}
