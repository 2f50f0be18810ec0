/** Finds each word's time from the times of a sentence's phones and the phones of each word said alone. */

export interface Phone {
  readonly name: string
  readonly startSeconds: number
  readonly endSeconds: number
}

export interface WordTime {
  readonly startSeconds: number
  readonly endSeconds: number
}

const pause = 'pau'
const vowels = new Set([
  'aa',
  'ae',
  'ah',
  'ao',
  'aw',
  'ax',
  'ay',
  'eh',
  'er',
  'ey',
  'ih',
  'iy',
  'ow',
  'oy',
  'uh',
  'uw',
])

/** `end` times as flite prints them: `pau:0.164 hh:0.255 …`. */
export function parsePhones(printed: string): Phone[] {
  let startSeconds = 0
  return printed
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [name = '', end = ''] = entry.split(':')
      const phone = { name, startSeconds, endSeconds: Number(end) }
      startSeconds = phone.endSeconds
      return phone
    })
}

/**
 * Lays the words' own phones along the spoken ones at the least cost (a vowel weakened to another costs half of what a
 * sound gained or lost does) and reads off where each word begins and ends. Pauses belong to no word.
 */
export function alignWords(
  phones: readonly Phone[],
  wordPhones: readonly (readonly string[])[],
): WordTime[] {
  const spoken = phones.filter(({ name }) => name !== pause)
  const expected = wordPhones.flatMap((names, word) => names.map((name) => ({ name, word })))
  const pairs = cheapestPairs(
    spoken.map(({ name }) => name),
    expected.map(({ name }) => name),
  )
  const found: (WordTime | undefined)[] = wordPhones.map(() => undefined)
  for (const [spokenIndex, expectedIndex] of pairs) {
    const phone = spoken[spokenIndex]
    const word = expected[expectedIndex]?.word
    if (phone === undefined || word === undefined) continue
    const before = found[word]
    found[word] = {
      startSeconds: before?.startSeconds ?? phone.startSeconds,
      endSeconds: phone.endSeconds,
    }
  }
  return fillGaps(found, spoken)
}

function cost(spoken: string, expected: string): number {
  if (spoken === expected) return 0
  return vowels.has(spoken) && vowels.has(expected) ? 0.5 : 1.2
}

/** Levenshtein's table, walked back. */
function cheapestPairs(spoken: readonly string[], expected: readonly string[]): [number, number][] {
  const width = expected.length + 1
  const table = new Float64Array((spoken.length + 1) * width)
  const at = (row: number, column: number): number => table[row * width + column] ?? 0
  const pairCost = (row: number, column: number): number =>
    at(row - 1, column - 1) + cost(spoken[row - 1] ?? '', expected[column - 1] ?? '')
  for (let row = 0; row <= spoken.length; row += 1)
    for (let column = 0; column <= expected.length; column += 1) {
      const lost = row === 0 ? Number.POSITIVE_INFINITY : at(row - 1, column) + 1
      const gained = column === 0 ? Number.POSITIVE_INFINITY : at(row, column - 1) + 1
      const paired = row === 0 || column === 0 ? Number.POSITIVE_INFINITY : pairCost(row, column)
      table[row * width + column] = row + column === 0 ? 0 : Math.min(lost, gained, paired)
    }
  const pairs: [number, number][] = []
  let row = spoken.length
  let column = expected.length
  while (row > 0 && column > 0) {
    if (at(row, column) === pairCost(row, column)) {
      row -= 1
      column -= 1
      pairs.push([row, column])
    } else if (at(row, column) === at(row - 1, column) + 1) row -= 1
    else column -= 1
  }
  return pairs.reverse()
}

/** A word that found no phone of its own takes the time between its neighbours. */
function fillGaps(found: readonly (WordTime | undefined)[], spoken: readonly Phone[]): WordTime[] {
  const lastEnd = spoken.at(-1)?.endSeconds ?? 0
  let previousEnd = spoken[0]?.startSeconds ?? 0
  return found.map((time, index) => {
    const next = found.slice(index + 1).find((later) => later !== undefined)
    const filled = time ?? {
      startSeconds: previousEnd,
      endSeconds: next?.startSeconds ?? lastEnd,
    }
    previousEnd = filled.endSeconds
    return filled
  })
}
