/** The smallest things the recognisers look at. */

export type TokenKind = 'word' | 'number' | 'mark' | 'mask'

export interface Token {
  readonly kind: TokenKind
  /** Normalised. */
  readonly text: string
  /** UTF-16 offsets into the segment's own text. */
  readonly start: number
  readonly end: number
  /** Index of the segment within what is analysed together. */
  readonly segment: number
  /** Nothing stands between this token and the one before. */
  readonly isGlued: boolean
  readonly isCapitalised: boolean
}

/** A stretch of tokens, both ends included, that is personal. */
export interface Finding<Kind = string> {
  readonly kind: Kind
  readonly from: number
  readonly to: number
  readonly rule: string
  /** What else may be said of why; never anything of the text. */
  readonly reasons?: string
}

export const nothing: Token = {
  kind: 'mark',
  text: '',
  start: 0,
  end: 0,
  segment: -1,
  isGlued: false,
  isCapitalised: false,
}

/** The token at an index, or one that equals nothing: saves every rule its own look at the borders. */
export function tokenAt(tokens: readonly Token[], index: number): Token {
  return tokens[index] ?? nothing
}

export function textAt(tokens: readonly Token[], index: number): string {
  return tokens[index]?.text ?? ''
}
