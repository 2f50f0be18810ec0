/** Street addresses, written or spoken: the street, what stands around it, and the town behind it. */
import { tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { chainAt } from './address-chain.ts'
import { boxAt } from './box.ts'
import { envelopes } from './envelope.ts'
import type { Street } from './found-street.ts'
import { flatAfter, flatBefore, streetTail } from './house-number.ts'
import { namedHouse } from './named-house.ts'
import { placeAfter } from './place.ts'
import { placesBeside } from './place-beside.ts'
import { namedBefore, saidAgain, takenBack } from './said-again.ts'
import {
  blockOf,
  cornerOf,
  countyRoad,
  directedAt,
  flatAlone,
  numberlessStreet,
  typelessStreet,
} from './spoken-street.ts'
import { streetAt } from './street.ts'
import { answeredAddress, numberBeforeStreet, toldAt } from './told-address.ts'
import { grownAddresses } from './weighed/grown-addresses.ts'
import { weighedAddresses } from './weighed/weighed-addresses.ts'
import { writtenBlocks } from './written-block.ts'

export function recogniseAddress(view: View): readonly PersonalFinding[] {
  const found = addressesIn(view)
  if (found.length > 0)
    return [
      ...found,
      ...found.flatMap((address) => takenBack(view, address) ?? []),
      ...found.flatMap((address) => namedBefore(view, address)),
    ]
  return saidAgain(view, addressesIn, (to) => wholeEnd(view, { from: to, to, rule: '' }))
}

function addressesIn(view: View): readonly PersonalFinding[] {
  const answered = answeredAddress(view)
  if (answered.length > 0) return answered
  const streets = streetAddresses(view)
  if (streets.length > 0) return streets
  const blocks = writtenBlocks(view)
  if (blocks.length > 0) return blocks
  const beside = envelopes(view)
  if (beside.length > 0) return beside
  const places = placesBeside(view)
  if (places.length > 0) return places
  const grown = grownAddresses(view)
  return grown.length > 0 ? grown : weighedAddresses(view)
}

function streetAddresses(view: View): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  for (let index = 0; index < view.tokens.length; index += 1) {
    if (tokenAt(view.tokens, index).kind === 'mask' || index <= (findings.at(-1)?.to ?? -1))
      continue
    const found =
      boxAt(view, index) ??
      chainAt(view, index) ??
      namedHouse(view, index) ??
      streetAt(view, index) ??
      directedAt(view, index) ??
      toldAt(view, index) ??
      numberBeforeStreet(view, index) ??
      countyRoad(view, index) ??
      blockOf(view, index) ??
      cornerOf(view, index) ??
      numberlessStreet(view, index) ??
      flatAlone(view, index) ??
      typelessStreet(view, index)
    if (found === undefined) continue
    // "With a neighbour at number thirty eight": the word before is no part.
    const from = found.rule === 'address-next-door' ? found.from : flatBefore(view, found.from)
    const to = wholeEnd(view, found)
    const last = findings.at(-1)
    if (last === undefined || from > last.to)
      findings.push({ kind: 'address', from, to, rule: found.rule })
    else findings[findings.length - 1] = { ...last, to: Math.max(to, last.to) }
  }
  return findings
}

// Flat, storey, staircase, town.
const mostDetails = 4

function wholeEnd(view: View, found: Street): number {
  let to = streetTail(view, found.to)
  for (let details = 0; details < mostDetails; details += 1) {
    const next = flatAfter(view, to)
    if (next === to) break
    to = next
  }
  return placeAfter(view, to)
}
