/**
 * Which words of a dictated number or mail address are none of its own. The sets mark them differently, as part of one entity
 * or as gaps between two pieces, so neither masking them nor leaving them is held against the redactor.
 */
import type { Stretch } from './read-set.ts'

const pauses =
  'uh uhm um er erm hm hmm mm mmm mhm mhmm mm-hm mm-hmm uh-huh ah eh okay ok right yeah yes yep yup sorry wait oops actually'
const besidePauses = 'no nope not and then so well hang correction scratch'
// Said of what is dictated, between two pieces of it.
const besidePieces =
  "space spaces dash hyphen dot at underscore slash area code extension capital lowercase uppercase case lower upper all one word letter the double pause that's is it's its with a an again hang on hold plus number"
const inMail = new Set(pauses.split(' '))
const inNumbers = new Set([...inMail, ...besidePauses.split(' ')])
const inGaps = new Set([...inNumbers, ...besidePieces.split(' ')])

// Words between these are words of everybody's; what is said between the pieces of a name or a street stays.
const saidInWords = new Set(['name', 'address', 'postcode', 'ip', 'secret-url'])

interface Entity extends Stretch {
  readonly kind: string
}

/** The entity's own words: without what only fills a pause or takes back, unless it begins or ends with it. */
export function ownStretches(text: string, entity: Entity): readonly Stretch[] {
  if (saidInWords.has(entity.kind)) return [entity]
  const words = wordsIn(text, entity)
  return words.filter(
    ({ start, end }, index) =>
      index === 0 ||
      index === words.length - 1 ||
      !isFiller(text.slice(start, end), entity.kind === 'email' ? inMail : inNumbers),
  )
}

/** What lies between two pieces of one kind and only fills a pause or takes back. */
export function gapsOfFillers(text: string, entities: readonly Entity[]): readonly Stretch[] {
  const inOrder = [...entities].sort((one, other) => one.start - other.start)
  return inOrder.flatMap((after, index) => {
    const before = inOrder[index - 1]
    if (before === undefined || before.kind !== after.kind || saidInWords.has(after.kind)) return []
    const gap = { start: before.end, end: after.start }
    const words = wordsIn(text, gap)
    return words.every(({ start, end }) => isFiller(text.slice(start, end), inGaps)) ? [gap] : []
  })
}

function wordsIn(text: string, { start, end }: Stretch): readonly Stretch[] {
  return [...text.slice(start, Math.max(start, end)).matchAll(/\S+/gu)].map((match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
  }))
}

function isFiller(word: string, fillers: ReadonlySet<string>): boolean {
  return fillers.has(word.toLowerCase().replace(/[.,;:!?…]+$/u, ''))
}
