/** The words of a mask. */
import type { PersonalSpan } from '../kinds.ts'
import { readNumerals } from '../numbers/read-numerals.ts'
import { isCardNumber } from '../recognisers/card-number.ts'
import { labelOf } from '../redacted-text.ts'
import { tokenise } from '../text/tokenise.ts'

/** A card's last four digits are shown when the whole of it was read and its check digit holds. */
export function labelFor(text: string, span: PersonalSpan): string {
  if (span.kind !== 'card') return labelOf(span, '')
  const digits = readNumerals(tokenise(text.slice(span.start, span.end), 0).tokens)
    .map((numeral) => numeral.digits)
    .join('')
  return labelOf(span, isCardNumber(digits) ? digits : '')
}
