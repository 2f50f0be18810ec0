/**
 * Whether a proof of a Merkle tree of RFC 6962 holds, by the algorithms of RFC 9162 sections 2.1.3.2 and 2.1.4.2. Hashes and
 * leaves come as hex in small letters; the answer is yes or no, whatever comes.
 */
import { createHash } from 'node:crypto'

export interface InclusionClaim {
  /** `leafHash` of the leaf. */
  readonly leafHash: string
  /** From 0. */
  readonly index: number
  readonly size: number
  /** From the leaf upwards. */
  readonly proof: readonly string[]
  readonly root: string
}

export interface ConsistencyClaim {
  readonly firstSize: number
  readonly firstRoot: string
  readonly secondSize: number
  readonly secondRoot: string
  readonly proof: readonly string[]
}

/** SHA-256 over `00` and the leaf. `leaf`: hex of any length. Throws a `TypeError` on what is not hex. */
export function leafHash(leaf: string): string {
  if (!/^(?:[0-9a-f]{2})*$/.test(leaf)) throw new TypeError('a leaf is given in hex, small letters')
  return createHash('sha256').update('00', 'hex').update(leaf, 'hex').digest('hex')
}

/** Whether the leaf stands at that index of the tree with that root. */
export function verifyInclusion({ leafHash, index, size, proof, root }: InclusionClaim): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false
  if (![leafHash, root, ...proof].every(isHash)) return false
  let place = index
  let last = size - 1
  let hash = leafHash
  for (const other of proof) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(other, hash)
      while (place % 2 === 0 && place !== 0) {
        place /= 2
        last = Math.floor(last / 2)
      }
    } else {
      hash = nodeHash(hash, other)
    }
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && hash === root
}

/** Whether the second tree begins with all leaves of the first, in their order. */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const { firstRoot, firstSize, proof, secondRoot, secondSize } = claim
  if (!isCount(firstSize) || !isCount(secondSize)) return false
  if (firstSize === 0 || firstSize > secondSize) return false
  if (![firstRoot, secondRoot, ...proof].every(isHash)) return false
  if (firstSize === secondSize) return proof.length === 0 && firstRoot === secondRoot
  // A first tree that is one whole subtree of the second is the first node of its own proof.
  const path = isPowerOfTwo(firstSize) ? [firstRoot, ...proof] : proof
  const [start, ...others] = path
  if (start === undefined) return false
  let place = firstSize - 1
  let last = secondSize - 1
  while (place % 2 === 1) {
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  let first = start
  let second = start
  for (const other of others) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      first = nodeHash(other, first)
      second = nodeHash(other, second)
      while (place % 2 === 0 && place !== 0) {
        place /= 2
        last = Math.floor(last / 2)
      }
    } else {
      second = nodeHash(second, other)
    }
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && first === firstRoot && second === secondRoot
}

function nodeHash(left: string, right: string): string {
  return createHash('sha256')
    .update('01', 'hex')
    .update(left, 'hex')
    .update(right, 'hex')
    .digest('hex')
}

function isHash(text: unknown): boolean {
  return typeof text === 'string' && /^[0-9a-f]{64}$/.test(text)
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value))
}
