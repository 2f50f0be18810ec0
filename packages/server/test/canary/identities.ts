/** People who do not exist, with numbers that check out, said and written in several ways; and what must never be met again. */
import { type Random, seededRandom } from '@sotto/kernel'

export interface Identity {
  readonly index: number
  readonly name: string
  /** What somebody says or types, each holding something personal. */
  readonly sentences: readonly string[]
  /** What a whisper must not hold, as a supervisor would type it. */
  readonly highRisk: string
  /** Parts of what is personal, in the form in which they would come out. */
  readonly needles: readonly string[]
}

const given =
  'James Mary Robert Patricia Michael Linda David Barbara Richard Susan Joseph Jessica Thomas Karen Charles Sarah Daniel Nancy Matthew Sandra Anthony Ashley Steven Kimberly Andrew Donna Kenneth Michelle Kevin Carol Brian Amanda George Melissa Edward Deborah'.split(
    ' ',
  )
const family =
  'Johnson Williams Garcia Rodriguez Martinez Hernandez Gonzalez Anderson Jackson Thompson Robinson Nguyen Gutierrez Peterson Kowalski Mitchell Campbell Phillips Edwards Sullivan Schneider Hoffmann Lindberg Castillo Fernandez Morales Petrov Novak Silva Oliveira'.split(
    ' ',
  )
const streets = 'Maple Oak Cedar Pine Elm Walnut Chestnut Willow Juniper Sycamore'.split(' ')
const areas = ['212', '305', '415', '503', '617', '702', '713', '802', '916', '972']
const months = 'January February March April May June July August September October'.split(' ')
const digitWords = 'zero one two three four five six seven eight nine'.split(' ')

export const spoken = (digits: string): string =>
  [...digits].map((digit) => digitWords[Number(digit)] ?? '').join(' ')

/** The same for the same seed. */
export function makeIdentities(count: number, seed = 1): readonly Identity[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (_, index) => makeIdentity(index, random))
}

function makeIdentity(index: number, random: Random): Identity {
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random.next() * items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  const digits = (count: number) =>
    Array.from({ length: count }, () => Math.floor(random.next() * 10)).join('')
  const first = pick(given)
  const last = pick(family)
  const name = `${first} ${last}`
  const card = withLuhn(`${pick(['4', '51', '53', '55'])}${digits(15)}`.slice(0, 15))
  const cardWritten = card.replace(/(?=(?:.{4})+$)(?!^)/g, pick([' ', '-']))
  const cvv = `${1 + Math.floor(random.next() * 9)}${digits(2)}`
  const phone = `${pick(areas)}555${digits(4)}`
  const [area, exchange, line] = [phone.slice(0, 3), phone.slice(3, 6), phone.slice(6)]
  const phoneWritten = pick([`(${area}) ${exchange}-${line}`, `${area}-${exchange}-${line}`])
  const email = `${first}.${last}${index}@example.com`.toLowerCase()
  const street = `${100 + Math.floor(random.next() * 9_000)} ${pick(streets)} Street`
  const year = 1_940 + Math.floor(random.next() * 60)
  const born = `${pick(months)} ${1 + Math.floor(random.next() * 28)}, ${year}`
  const social = `${100 + Math.floor(random.next() * 500)}-${10 + Math.floor(random.next() * 89)}-${1_000 + Math.floor(random.next() * 8_999)}`
  const iban = germanIban(`${1 + Math.floor(random.next() * 9)}${digits(17)}`)
  return {
    index,
    name,
    sentences: [
      `my name is ${name}`,
      `my card number is ${cardWritten}`,
      `the card is ${spoken(card)}`,
      `and the security code is ${spoken(cvv)}`,
      `you can call me back on ${phoneWritten}`,
      `my phone number is ${spoken(phone)}`,
      `please write to ${email}`,
      `my email is ${first} dot ${last} at example dot com`.toLowerCase(),
      `I live at ${street}`,
      `my date of birth is ${born}`,
      `my social security number is ${social}`,
      `the iban is ${iban.replace(/(.{4})(?=.)/g, '$1 ')}`,
    ],
    highRisk: `Card ${cardWritten}, security code ${cvv}, IBAN ${iban}, social security number ${social}`,
    needles: [
      name,
      card.slice(0, 12),
      spoken(card).split(' ').slice(0, 8).join(' '),
      `code is ${spoken(cvv)}`,
      phone,
      spoken(phone),
      email,
      `${first} dot ${last} at`,
      street,
      born,
      social.replaceAll('-', ''),
      iban.slice(2),
    ],
  }
}

/** Fifteen digits and the sixteenth (ISO/IEC 7812-1, Luhn). */
function withLuhn(payload: string): string {
  const sum = [...payload].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return `${payload}${(10 - (sum % 10)) % 10}`
}

/** ISO 13616: `DE` is 1314 at the end, with the check digits as 00. */
function germanIban(account: string): string {
  const check = 98n - (BigInt(`${account}131400`) % 97n)
  return `DE${String(check).padStart(2, '0')}${account}`
}
