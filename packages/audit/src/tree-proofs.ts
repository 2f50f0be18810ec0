/** Which nodes prove what (RFC 6962 sections 2.1.1 and 2.1.2), and which stand for the leaves an export leaves out. */
import { foldToRoot, type TreeNode } from './frontier.ts'

/** Where a whole subtree stands. */
export type NodePlace = Pick<TreeNode, 'level' | 'index'>

/** Reads the hashes (hex) of whole subtrees, in the order asked for. */
export type ReadNodes = (places: readonly NodePlace[]) => Promise<readonly string[]>

/** The fewest whole subtrees that cover the leaves `from` to `to` (not included), from left to right. */
export function coverOf(from: number, to: number): readonly NodePlace[] {
  const places: NodePlace[] = []
  let start = from
  while (start < to) {
    let level = 0
    while (start % 2 ** (level + 1) === 0 && start + 2 ** (level + 1) <= to) level += 1
    places.push({ level, index: start / 2 ** level })
    start += 2 ** level
  }
  return places
}

/** The proof that leaf `index` is in the tree of `size` leaves. Throws a `RangeError` when there is no such leaf. */
export async function inclusionProof(
  index: number,
  size: number,
  readNodes: ReadNodes,
): Promise<readonly string[]> {
  if (!isWhole(index) || !isWhole(size) || index >= size)
    throw new RangeError('there is no such leaf in that tree')
  return readHashes(siblingsOf(index, 0, size), readNodes)
}

/** The proof that the tree of `first` leaves begins the one of `second`. Throws a `RangeError` when it cannot. */
export async function consistencyProof(
  first: number,
  second: number,
  readNodes: ReadNodes,
): Promise<readonly string[]> {
  if (!isWhole(first) || !isWhole(second) || first < 1 || first > second)
    throw new RangeError('an earlier tree has at least one leaf and no more than the later')
  return readHashes(consistencyRanges(first, 0, second, true), readNodes)
}

interface LeafRange {
  readonly from: number
  readonly to: number
}

/** PATH(m, D[n]): the other half at each level, the lowest first. */
function siblingsOf(index: number, from: number, to: number): readonly LeafRange[] {
  if (to - from === 1) return []
  const middle = from + largestPowerBelow(to - from)
  return index < middle
    ? [...siblingsOf(index, from, middle), { from: middle, to }]
    : [...siblingsOf(index, middle, to), { from, to: middle }]
}

/** SUBPROOF(m, D[n], b): `isKnown` while the earlier tree's root is what the reader holds already. */
function consistencyRanges(
  first: number,
  from: number,
  to: number,
  isKnown: boolean,
): readonly LeafRange[] {
  if (first === to) return isKnown ? [] : [{ from, to }]
  const middle = from + largestPowerBelow(to - from)
  return first <= middle
    ? [...consistencyRanges(first, from, middle, isKnown), { from: middle, to }]
    : [...consistencyRanges(first, middle, to, false), { from, to: middle }]
}

async function readHashes(
  ranges: readonly LeafRange[],
  readNodes: ReadNodes,
): Promise<readonly string[]> {
  const covers = ranges.map(({ from, to }) => coverOf(from, to))
  const hashes = await readNodes(covers.flat())
  let start = 0
  return covers.map((cover) => {
    const hash = foldToRoot(hashes.slice(start, start + cover.length))
    start += cover.length
    if (hash === undefined) throw new RangeError('a node of the tree is missing')
    return hash
  })
}

function largestPowerBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
