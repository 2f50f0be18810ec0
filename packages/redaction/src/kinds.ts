/** The kinds of personal data that are found, and the words a mask says. */

export const personalKinds = [
  'card',
  'cvv',
  'phone',
  'email',
  'address',
  'postcode',
  'name',
  'national-id',
  'iban',
  'account',
  'birth-date',
  'ip',
  'secret-url',
] as const

export type PersonalKind = (typeof personalKinds)[number]

/** `held` is a number that nobody can judge yet: masked now, opened or named later. */
export type MaskKind = PersonalKind | 'held'

/** What is found: UTF-16 offsets into the text that was given, end exclusive, and the rule that fired. */
export interface PersonalSpan {
  readonly kind: PersonalKind
  readonly start: number
  readonly end: number
  /** A stable name such as `card-luhn`; never anything of the text. */
  readonly rule: string
}
