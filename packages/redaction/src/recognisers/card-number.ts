/** Cards: the issuer's lengths and prefixes and the Luhn digit, as card-validator knows them. */
import cardValidator from 'card-validator'

// Each correction multiplies the readings by five.
const mostCorrections = 3

/** Whether any reading of the corrections is a card number. */
export function isCard(run: {
  readonly digits: string
  readonly correctedAt: readonly number[]
}): boolean {
  return readings(run.digits, run.correctedAt.slice(-mostCorrections)).some(isCardNumber)
}

export function isCardNumber(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19 || /^(\d)\1*$/.test(digits)) return false
  return isLuhn(digits) && cardValidator.number(digits).isValid
}

/** ISO/IEC 7812-1 annex B. */
export function isLuhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const value = digits.charCodeAt(digits.length - 1 - index) - 48
    const doubled = index % 2 === 0 ? value : value * 2
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** "No, nine" replaces one digit, or as many as follow, or the group, or was no correction at all. */
function readings(digits: string, correctedAt: readonly number[]): readonly string[] {
  let found = [digits]
  for (const at of [...correctedAt].reverse())
    found = found.flatMap((reading) =>
      // `at` itself: begun anew.
      [0, 1, 2, 4, at].map(
        (dropped) => reading.slice(0, Math.max(0, at - dropped)) + reading.slice(at),
      ),
    )
  return found
}
