/** What no learned find is, however much speaks for it: one of ours, a thing, somebody famous, a word of everybody's by itself. */
import { addressAsked } from '../addresses/address-asked.ts'
import { behindAddresses } from '../addresses/place.ts'
import { isOwnAgentName } from '../names/agent-introductions.ts'
import { isLabel } from '../names/name-shape.ts'
import { isFamous } from '../names/recognise-names.ts'
import { isPlaceInRow, isProduct } from '../names/thing-names.ts'
import { innocentUnits } from '../numbers/innocent-words.ts'
import { scaleWords } from '../numbers/number-words.ts'
import { textAt, tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { brandWords, organisationWords } from '../words/organisation-words.ts'
import { flatWords, houseWords, streetTypes } from '../words/street-words.ts'

export function isLikely(view: View, found: PersonalFinding): boolean {
  return found.kind === 'name' ? isLikelyName(view, found) : isLikelyAddress(view, found)
}

const greetings = new Set(
  'hi hello hey thanks thank bye goodbye cheers morning afternoon you'.split(' '),
)

function isLikelyName(view: View, found: PersonalFinding): boolean {
  const { tokens, isAgent } = view
  const { from, to } = found
  if (isFamous(view, found) || isProduct(view, found) || isPlaceInRow(view, found)) return false
  for (let index = from; index <= to; index += 1) if (isOwnAgentName(view, index)) return false
  if (isBesideFirm(view, found) || isLabel(view, from)) return false
  // Whom the customer thanks or greets is ours.
  if (!isAgent && from === to && greetings.has(textAt(tokens, from - 1))) return false
  return !isOfEveryDay(view, found)
}

function isBesideFirm({ tokens }: View, { from, to }: PersonalFinding): boolean {
  return [textAt(tokens, from - 1), textAt(tokens, to + 1)].some(
    (text) => text === '&' || organisationWords.has(text) || brandWords.has(text),
  )
}

function isOfEveryDay({ tokens }: View, { from, to }: PersonalFinding): boolean {
  for (let index = from; index <= to; index += 1) {
    const { kind, text, isCapitalised } = tokenAt(tokens, index)
    if (kind === 'word' && (!everydayWords.has(text) || isCapitalised)) return false
  }
  return true
}

const partsOfAddresses = new Set([...streetTypes, ...flatWords, ...houseWords])
const besideMasks = new Set(['[address]', '[postcode]'])

/** Two words of which one is no word of every day, or one where an address is talked about already. */
function isLikelyAddress(view: View, found: PersonalFinding): boolean {
  const { tokens } = view
  const { from, to } = found
  const next = textAt(tokens, to + 1)
  // "… ashdown road top bell".
  if (behindAddresses.has(textAt(tokens, from))) return false
  if (scaleWords.has(next) || innocentUnits.has(next)) return false
  const isBeside = besideMasks.has(textAt(tokens, from - 1)) || besideMasks.has(next)
  if (from === to && !isBeside && addressAsked(view) === undefined) return false
  for (let index = from; index <= to; index += 1) {
    const { text } = tokenAt(tokens, index)
    if (view.numeralFrom(index) !== undefined || partsOfAddresses.has(text)) return true
    if (!everydayWords.has(text)) return true
  }
  return false
}
