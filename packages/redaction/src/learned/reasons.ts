/** The strongest reasons of a learned find in words: classes and where they stand, never a word of the text. */
import { isTurnTemplate, offsetOfTemplate, restOf, templateOf } from './keys.ts'
import { type LearnedKind, reasonsAt } from './model.ts'
import { featureNames, type Reading } from './reading.ts'

const mostReasons = 3

/** "digits-3, type+1, address-asked"; pairs and threes are not named. */
export function reasonsOf(reading: Reading, index: number, kind: LearnedKind): string {
  const named = reasonsAt(reading, index, kind).flatMap(({ key }) => nameOf(key) ?? [])
  return [...new Set(named)].slice(0, mostReasons).join(', ')
}

function nameOf(key: number): string | undefined {
  const template = templateOf(key)
  const feature = featureNames[restOf(key)]
  if (isTurnTemplate(template)) return feature
  const offset = offsetOfTemplate(template)
  if (offset === undefined) return undefined
  const place = offset === 0 ? '' : offset > 0 ? `+${offset}` : String(offset)
  return `${feature ?? 'word'}${place}`
}
