/** A number in a text, written or spoken. */

export interface Numeral {
  /** First and last token. */
  readonly from: number
  readonly to: number
  readonly digits: string
  readonly isSpoken: boolean
  /** Said with "hundred" or "thousand": a quantity more often than a piece of a number. */
  readonly isCardinal: boolean
  /** "Double four". */
  readonly isRepeated?: boolean
}
