/** The growing edge of the tree (RFC 6962 section 2.1): what has to be remembered to append, and nothing more. */
import { createHash } from 'node:crypto'

/** A whole subtree of 2^level leaves; `index` counts those of its level from the left. */
export interface TreeNode {
  readonly level: number
  readonly index: number
  /** Hex. */
  readonly hash: string
}

/** The roots of the whole subtrees that `size` leaves make, largest first: one for each bit of `size`. */
export interface Frontier {
  readonly size: number
  /** Hex. */
  readonly hashes: readonly string[]
}

export const emptyFrontier: Frontier = { size: 0, hashes: [] }

/** The hash of a leaf's text. */
export function hashOfLeaf(leaf: string): string {
  return createHash('sha256').update('\u0000').update(leaf).digest('hex')
}

export function hashOfChildren(left: string, right: string): string {
  return createHash('sha256')
    .update('\u0001')
    .update(left, 'hex')
    .update(right, 'hex')
    .digest('hex')
}

/** Appends one leaf; `nodes` are the subtrees that became whole by it, the leaf's own first. */
export function appendLeaf(
  frontier: Frontier,
  leafHash: string,
): { readonly frontier: Frontier; readonly nodes: readonly TreeNode[] } {
  const hashes = [...frontier.hashes]
  const nodes: TreeNode[] = []
  let node: TreeNode = { level: 0, index: frontier.size, hash: leafHash }
  nodes.push(node)
  // An odd index is a right child: its left sibling is the last of the frontier.
  while (node.index % 2 === 1) {
    const left = hashes.pop()
    if (left === undefined) throw new RangeError('a frontier has one hash for each bit of its size')
    node = {
      level: node.level + 1,
      index: (node.index - 1) / 2,
      hash: hashOfChildren(left, node.hash),
    }
    nodes.push(node)
  }
  hashes.push(node.hash)
  return { frontier: { size: frontier.size + 1, hashes }, nodes }
}

/** The tree's root; that of no leaves is the hash of nothing. */
export function rootOf({ hashes }: Frontier): string {
  return foldToRoot(hashes) ?? createHash('sha256').digest('hex')
}

/** Whole subtrees side by side, largest first, are joined from the right. Undefined when there are none. */
export function foldToRoot(hashes: readonly string[]): string | undefined {
  return hashes.reduceRight<string | undefined>(
    (right, left) => (right === undefined ? left : hashOfChildren(left, right)),
    undefined,
  )
}
