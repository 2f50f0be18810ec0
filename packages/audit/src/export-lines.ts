/** An export: entries in the tree's order, gaps for what a filter hid, and everything that is needed to check it alone. */
import { createHash } from 'node:crypto'
import { canonicalJson, type JsonValue } from './canonical-json.ts'
import type { AuditPersonal } from './seal-entry.ts'
import type { SignedTreeHead } from './tree-head.ts'
import { coverOf, type ReadNodes } from './tree-proofs.ts'

export interface ExportedEntry {
  /** Its place in the tree, from 0. */
  readonly index: number
  readonly leaf: string
  /** Undefined when it was erased. */
  readonly personal?: { readonly values: AuditPersonal; readonly salt: string } | undefined
}

export const exportFormat = 'sotto-audit-export/1'

export interface ExportOptions {
  readonly head: SignedTreeHead
  /** In rising order of `index`, each below the head's size. */
  readonly entries: AsyncIterable<ExportedEntry>
  readonly readNodes: ReadNodes
  /** Sizes of earlier heads that the export is to be checked against as well: gaps are parted there. */
  readonly earlierSizes?: readonly number[]
}

/** The export's lines, each with its line feed. Nothing is held back: it may be as long as the tree. */
export async function* exportLines(options: ExportOptions): AsyncGenerator<string> {
  const { head, entries, readNodes, earlierSizes = [] } = options
  const digest = createHash('sha256')
  const line = (value: JsonValue): string => {
    const text = `${canonicalJson(value)}\n`
    digest.update(text)
    return text
  }
  async function* gap(from: number, to: number): AsyncGenerator<string> {
    const edges = [from, ...earlierSizes.filter((size) => size > from && size < to), to]
    edges.sort((left, right) => left - right)
    for (const [at, start] of edges.entries()) {
      const end = edges[at + 1]
      if (end === undefined || end === start) continue
      const nodes = await readNodes(coverOf(start, end))
      yield line({ from: start, nodes, to: end })
    }
  }

  yield line({ format: exportFormat, head: { ...head } })
  let next = 0
  let count = 0
  for await (const { index, leaf, personal } of entries) {
    if (index < next || index >= head.size)
      throw new RangeError('the entries of an export come in the order of the tree')
    yield* gap(next, index)
    yield line({
      index,
      leaf,
      personal: personal === undefined ? null : { ...personal.values },
      salt: personal === undefined ? null : personal.salt,
    })
    next = index + 1
    count += 1
  }
  yield* gap(next, head.size)
  yield `${canonicalJson({ digest: digest.digest('hex'), entries: count })}\n`
}
