/** Identities and postcodes that are told by their shape, and by their check letter where they have one. */
import type { PersonalKind } from '../kinds.ts'

interface CodeShape {
  readonly kind: PersonalKind
  readonly pattern: RegExp
  readonly rule: string
}

const shapes: readonly CodeShape[] = [
  {
    kind: 'national-id',
    pattern: /^[a-ceghj-prstw-z][a-ceghj-nprstw-z]\d{6}[a-d]$/,
    rule: 'national-id-uk',
  },
  { kind: 'national-id', pattern: /^[a-z]{3}[abcfghljpt][a-z]\d{4}[a-z]$/, rule: 'national-id-in' },
  {
    kind: 'national-id',
    pattern: /^[a-z]{6}\d\d[a-ehlmprst]\d\d[a-z]\d{3}[a-z]$/,
    rule: 'national-id-it',
  },
  { kind: 'national-id', pattern: /^[xyz]?\d{7,8}[a-z]$/, rule: 'national-id-es' },
  { kind: 'national-id', pattern: /^\d{7}[a-w][a-i]?$/, rule: 'national-id-ie' },
  {
    kind: 'national-id',
    pattern: /^[a-z]{5}\d{6}[a-z]{2}\d[a-z]{2}$/,
    rule: 'national-id-licence',
  },
  {
    kind: 'national-id',
    pattern: /^[a-z]{4}\d{6}[hm][a-z]{5}[a-z\d]\d$/,
    rule: 'national-id-mx',
  },
  {
    kind: 'postcode',
    pattern: /^[ac-fhknprtv-y]\d[\dw](?=.*[a-z])[ac-fhknprtv-y\d]{4}$/,
    rule: 'postcode-ie',
  },
  {
    kind: 'postcode',
    pattern: /^(?:[a-pr-uwyz][a-hk-y]?\d[a-z\d]?)\d[abd-hjlnp-uw-z]{2}$/,
    rule: 'postcode-uk',
  },
  {
    kind: 'postcode',
    pattern: /^[abceghj-nprstvxy]\d[abceghj-nprstv-z]\d[abceghj-nprstv-z]\d$/,
    rule: 'postcode-ca',
  },
]

/** `code` has small letters and digits alone. */
export function shapeOf(code: string): CodeShape | undefined {
  return shapes.find(({ pattern, rule }) => pattern.test(code) && isChecked(rule, code))
}

function isChecked(rule: string, code: string): boolean {
  if (rule === 'national-id-es') return isSpanishId(code)
  return rule !== 'national-id-ie' || isIrishId(code)
}

/** A PPS number: weights 8 to 2, a second letter counts nine times, and the letter is the remainder by 23. */
function isIrishId(code: string): boolean {
  let sum = code.length > 8 ? 9 * (code.charCodeAt(8) - 96) : 0
  for (let index = 0; index < 7; index += 1) sum += (8 - index) * Number(code.charAt(index))
  return 'wabcdefghijklmnopqrstuv'.charAt(sum % 23) === code.charAt(7)
}

/** The letter is the remainder by 23; X, Y and Z stand for 0, 1 and 2. */
function isSpanishId(code: string): boolean {
  const digits = code.slice(0, -1).replace('x', '0').replace('y', '1').replace('z', '2')
  return (
    digits.length === 8 && 'trwagmyfpdxbnjzsqvhlcke'.charAt(Number(digits) % 23) === code.at(-1)
  )
}
