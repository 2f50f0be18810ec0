/** Shops and pages that are said with "at" as mail addresses are. */
import { textAt } from '../text/token.ts'
import type { View } from '../view.ts'
import { mailProviders } from '../words/mail-words.ts'

const siteWords = new Set(
  'look looked looking shop shopping shopped online website websites site sites page pages bought buy order ordered ordering available go going found find read posted post listed check checked visit visiting us log logged login sign signed available work works working worked play playing shown showing price prices sold sale store deals see seen saw'.split(
    ' ',
  ),
)

/** "I ordered it at target dot com": a shop's name, and nobody's address. */
export function isOfSite(view: View, at: number, domain: number): boolean {
  if (mailProviders.has(textAt(view.tokens, domain))) return false
  const before = textAt(view.tokens, at - 1)
  if (siteWords.has(before)) return true
  return (
    ['it', 'them', 'in', 'out', 'one', 'this', 'that'].includes(before) &&
    siteWords.has(textAt(view.tokens, at - 2))
  )
}
