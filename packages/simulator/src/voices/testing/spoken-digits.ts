/** Digits as people say them ("double four", "oh", "nine hundred"), turned back into figures, so that planted data can be judged. */

const digitWords: Readonly<Record<string, string>> = {
  oh: '0',
  zero: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
}

export function spokenDigits(text: string): string {
  let digits = ''
  let repeat = 1
  for (const word of text.toLowerCase().split(/[^a-z]+/)) {
    const digit = digitWords[word]
    if (word === 'double') repeat = 2
    else if (word === 'hundred') digits += '00'
    else if (digit !== undefined) {
      digits += digit.repeat(repeat)
      repeat = 1
    }
  }
  return digits
}

/** The check digit of payment cards (ISO/IEC 7812-1, annex B). */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}
