/** Builds the tree of RFC 6962 from left to right, out of leaves and of whole subtrees that stand for leaves not shown. */
import { hash } from 'node:crypto'

export interface TreeBuilder {
  readonly size: number
  /** `preimage`: `00` and the leaf's text. */
  addLeaf(preimage: Uint8Array): void
  /** The hashes (hex) that stand for the leaves up to `to`; false when there are too few or too many of them. */
  addGap(to: number, hashes: readonly string[]): boolean
  /** The root so far, as hex. */
  root(): string
}

/** Hashes are texts of 32 bytes, a character each: a buffer for every one of them takes longer than the hashing. */
interface Subtree {
  readonly level: number
  readonly hash: string
}

export function createTreeBuilder(): TreeBuilder {
  /** Whole subtrees side by side, each smaller than the one before. */
  const stack: Subtree[] = []
  const pair = Buffer.alloc(65)
  pair[0] = 1
  let size = 0

  function joined(left: string, right: string): string {
    pair.write(left, 1, 'latin1')
    pair.write(right, 33, 'latin1')
    return hash('sha256', pair, 'binary')
  }

  function push(level: number, own: string): void {
    let top: Subtree = { level, hash: own }
    for (let left = stack.at(-1); left?.level === top.level; left = stack.at(-1)) {
      stack.pop()
      top = { level: top.level + 1, hash: joined(left.hash, top.hash) }
    }
    stack.push(top)
    size += 2 ** level
  }

  return {
    get size() {
      return size
    },
    addLeaf: (preimage) => push(0, hash('sha256', preimage, 'binary')),
    addGap(to, hashes) {
      for (const text of hashes) {
        const level = largestLevel(size, to)
        if (level === undefined) return false
        push(level, Buffer.from(text, 'hex').toString('latin1'))
      }
      return size === to
    },
    root() {
      const [smallest, ...larger] = [...stack].reverse()
      if (smallest === undefined) return hash('sha256', '', 'hex')
      const whole = larger.reduce((right, { hash: left }) => joined(left, right), smallest.hash)
      return Buffer.from(whole, 'latin1').toString('hex')
    },
  }
}

/** Of the whole subtree that begins there and ends at `to` or before; undefined when there is nothing left to cover. */
function largestLevel(from: number, to: number): number | undefined {
  if (from >= to) return undefined
  let level = 0
  while (from % 2 ** (level + 1) === 0 && from + 2 ** (level + 1) <= to) level += 1
  return level
}
