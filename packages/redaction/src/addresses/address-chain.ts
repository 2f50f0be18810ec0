/** Addresses that are a chain of parts: "number forty two third main sixth cross jayanagar fourth block bangalore". */

import { isUncommon } from '../names/name-shape.ts'
import { textAt, tokenAt } from '../text/token.ts'
import type { View } from '../view.ts'
import { cities, flatWords, regions, streetTypes } from '../words/street-words.ts'
import type { Street } from './found-street.ts'
import { ordinals } from './house-number.ts'
import { saysAny } from './said-words.ts'

const chainWords = new Set(
  'sector phase block main cross street road nagar colony layout floor house flat plot villa tower wing lane gali stage extension enclave residency apartments apartment society complex bazaar market town village district tehsil near opposite behind beside barangay brgy purok sitio mohalla quarter temple mandir masjid mosque station ward estate avenue compound scheme'.split(
    ' ',
  ),
)
const links = new Set(['slash', 'dash', 'number', 'no', 'hyphen', ',', '-', '/', '.'])
const mostChainTokens = 24
const fewestParts = 5
// Without a word for a part among them they are a code.
const mostNumbers = 5

type Part = 'number' | 'word' | 'name' | 'link' | 'none'

function partAt(view: View, index: number): { readonly part: Part; readonly to: number } {
  const { kind, text } = tokenAt(view.tokens, index)
  const numeral = view.numeralFrom(index)
  if (numeral !== undefined && numeral.digits.length <= 6) return { part: 'number', to: numeral.to }
  if (links.has(text)) return { part: 'link', to: index }
  if (kind !== 'word') return { part: 'none', to: index }
  if (ordinals.has(text)) return { part: 'number', to: index }
  if (chainWords.has(text)) return { part: 'word', to: index }
  if (text.length === 1 && text !== 'i') return { part: 'number', to: index }
  if (cities.has(text) || regions.has(text) || isUncommon(text)) return { part: 'name', to: index }
  return { part: 'none', to: index }
}

/** A number or a word for a part, then numbers, such words and names only: two words for parts, or one and a town. */
export function chainAt(view: View, index: number): Street | undefined {
  if (!saysAny(view, chainWords)) return undefined
  const before = tokenAt(view.tokens, index - 1)
  if (before.kind === 'number' || (before.kind === 'word' && before.text.length === 1))
    return undefined
  const first = partAt(view, index)
  if (first.part !== 'number' && first.part !== 'word') return undefined
  // Only where a chain can begin: otherwise a text of nothing but parts is walked again at each of them.
  if (index > 0 && isInside(view, index - 1)) return undefined
  const isFlat = flatWords.has(textAt(view.tokens, index))
  const isStreet =
    streetTypes.has(textAt(view.tokens, index)) && tokenAt(view.tokens, index - 1).kind !== 'word'
  if (first.part === 'word' && !isFlat && !isStreet) return undefined
  const counts = { number: 0, word: 0, name: 0, link: 0, none: 0 }
  let to = index - 1
  let towns = 0
  for (let next = index; next < index + mostChainTokens; ) {
    const { part, to: end } = partAt(view, next)
    if (part === 'none') break
    counts[part] += 1
    if (counts.number > mostNumbers && counts.word === 0) break
    if (cities.has(textAt(view.tokens, next))) towns += 1
    if (part !== 'link') to = end
    next = end + 1
  }
  const parts = counts.number + counts.word + counts.name
  const isChain =
    parts >= fewestParts &&
    counts.number > 1 &&
    counts.name > 0 &&
    (counts.word > 1 || (counts.word === 1 && towns > 0)) &&
    counts.number <= counts.word * 4 + 1
  return isChain ? { from: index, to, rule: 'address-chain' } : undefined
}

function isInside(view: View, index: number): boolean {
  const { part } = partAt(view, index)
  return part === 'word' || part === 'number' || view.numeralTo(index) !== undefined
}
