/** Numbers, lists and order, as the page's language has them. */
import { pageLocale } from './in-language.ts'

const whole = new Intl.NumberFormat(pageLocale(), { maximumFractionDigits: 0 })
const lists = new Intl.ListFormat(pageLocale(), { style: 'long', type: 'conjunction' })

/** `10,000` */
export function wholeNumber(value: number): string {
  return whole.format(value)
}

/** `0.3`, with just so many places. */
export function decimal(value: number, places: number): string {
  return value.toLocaleString(pageLocale(), {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
    useGrouping: false,
  })
}

/** `44.1`, `48`: at most so many places. */
export function shortDecimal(value: number, places: number): string {
  return value.toLocaleString(pageLocale(), { maximumFractionDigits: places, useGrouping: false })
}

/** `45 %` of 0.45 */
export function percentOf(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** `Monitor, Coach and Barge in` */
export function listed(parts: readonly string[]): string {
  return lists.format(parts)
}

/** By the alphabet of the page's language, numbers by their size. */
export const inOrder: (left: string, right: string) => number = new Intl.Collator(pageLocale(), {
  numeric: true,
}).compare
