/** Builds the tree of RFC 6962 from left to right, out of leaves and of whole subtrees that stand for leaves not shown. */
import { hash } from 'node:crypto'

export interface TreeBuilder {
  readonly size: number
  addLeaf(leaf: string): void
  /** The hashes (hex) that stand for the leaves up to `to`; false when there are too few or too many of them. */
  addGap(to: number, hashes: readonly string[]): boolean
  /** The root so far, as hex. */
  root(): string
}

interface Subtree {
  readonly level: number
  readonly hash: Buffer
}

export function createTreeBuilder(): TreeBuilder {
  /** Whole subtrees side by side, each smaller than the one before. */
  const stack: Subtree[] = []
  const pair = Buffer.alloc(65)
  pair[0] = 1
  let size = 0

  function joined(left: Buffer, right: Buffer): Buffer {
    left.copy(pair, 1)
    right.copy(pair, 33)
    return hash('sha256', pair, 'buffer')
  }

  function push(level: number, bytes: Buffer): void {
    let top: Subtree = { level, hash: bytes }
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
    addLeaf: (leaf) => push(0, hash('sha256', `\u0000${leaf}`, 'buffer')),
    addGap(to, hashes) {
      for (const text of hashes) {
        const level = largestLevel(size, to)
        if (level === undefined) return false
        push(level, Buffer.from(text, 'hex'))
      }
      return size === to
    },
    root() {
      const [smallest, ...larger] = [...stack].reverse()
      if (smallest === undefined) return hash('sha256', '', 'hex')
      return larger
        .reduce((right, { hash: left }) => joined(left, right), smallest.hash)
        .toString('hex')
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
