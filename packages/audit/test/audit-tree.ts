/** A whole tree in memory, for tests: all its nodes, and exports of it. */
import {
  appendLeaf,
  createHeadSigner,
  emptyFrontier,
  type Frontier,
  hashOfLeaf,
  type NodePlace,
  rootOf,
  type SealedEntry,
  type SignedTreeHead,
  sealEntry,
} from '../src/index.ts'

export interface AuditTree {
  readonly leafHashes: readonly string[]
  readonly entries: readonly SealedEntry[]
  rootAt(size: number): string
  headAt(size: number): SignedTreeHead
  readNodes(places: readonly NodePlace[]): Promise<readonly string[]>
}

export const installation = 'demo'

const signer = createHeadSigner(Buffer.alloc(32, 7))

export function growTree(entries: readonly SealedEntry[], sign = signer): AuditTree {
  const nodes = new Map<string, string>()
  const frontiers: Frontier[] = [emptyFrontier]
  for (const [index, { leaf }] of entries.entries()) {
    const grown = appendLeaf(frontiers[index] ?? emptyFrontier, hashOfLeaf(leaf))
    for (const node of grown.nodes) nodes.set(`${node.level}/${node.index}`, node.hash)
    frontiers.push(grown.frontier)
  }
  const rootAt = (size: number) => rootOf(frontiers[size] ?? emptyFrontier)
  return {
    entries,
    leafHashes: entries.map(({ leaf }) => hashOfLeaf(leaf)),
    rootAt,
    headAt: (size) => sign.sign({ installation, size, root: rootAt(size), at: 1_000 + size }),
    readNodes: async (places) =>
      places.map(({ index, level }) => nodes.get(`${level}/${index}`) ?? 'missing'),
  }
}

export function someEntries(count: number, word = 'control-executing'): readonly SealedEntry[] {
  return Array.from({ length: count }, (_, index) =>
    sealEntry(
      { id: `entry-${index}`, at: 1_700_000_000_000 + index, act: word },
      { supervisorId: `supervisor-${index % 3}`, agentUserId: `agent-${index % 5}` },
      index.toString(16).padStart(64, '0'),
    ),
  )
}
