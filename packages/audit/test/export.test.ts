import { readHead, verifyExport } from '@sotto/audit-verify'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHeadSigner, type ExportedEntry, exportLines } from '../src/index.ts'
import { type AuditTree, growTree, installation, someEntries } from './audit-tree.ts'

const size = 21
const tree = growTree(someEntries(size))

interface Wanted {
  readonly isShown?: (index: number) => boolean
  readonly isErased?: (index: number) => boolean
  readonly earlierSizes?: readonly number[]
}

async function exportOf(from: AuditTree, wanted: Wanted = {}): Promise<string> {
  const { earlierSizes = [], isErased = () => false, isShown = () => true } = wanted
  async function* entries(): AsyncGenerator<ExportedEntry> {
    for (const [index, { leaf, personal, salt }] of from.entries.entries())
      if (isShown(index))
        yield isErased(index)
          ? { index, leaf }
          : { index, leaf, personal: { values: personal, salt } }
  }
  const head = from.headAt(from.entries.length)
  let text = ''
  for await (const line of exportLines({
    head,
    entries: entries(),
    readNodes: from.readNodes,
    earlierSizes,
  }))
    text += line
  return text
}

async function* inChunks(bytes: Buffer, length = 97): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

function headOf(from: AuditTree, at: number) {
  const reading = readHead(JSON.stringify(from.headAt(at)))
  if (reading.kind !== 'head') throw new Error('no head')
  return reading.head
}

function judge(text: string | Buffer, head = headOf(tree, size), previous = headOf(tree, 8)) {
  return verifyExport(inChunks(Buffer.from(text)), { head, previous })
}

describe('a true export', () => {
  it('[AL30] [AL41] verifies against its own head and every earlier one', async () => {
    const text = await exportOf(tree)
    for (let earlier = 0; earlier <= size; earlier += 1)
      expect(await judge(text, headOf(tree, size), headOf(tree, earlier))).toEqual({
        good: true,
        size,
        root: tree.rootAt(size),
        entries: size,
        hidden: 0,
        erased: 0,
      })
  })

  it('[AL31] [AL41] verifies when a filter hid entries, and says how many', async () => {
    const isShown = (index: number) => [2, 3, 9, 20].includes(index)
    const text = await exportOf(tree, { isShown, earlierSizes: [8] })
    expect(text).not.toContain('entry-5')
    expect(await judge(text)).toMatchObject({ good: true, entries: 4, hidden: size - 4 })
    const nothing = await exportOf(tree, { isShown: () => false, earlierSizes: [8] })
    expect(await judge(nothing)).toMatchObject({ good: true, entries: 0, hidden: size })
  })

  it('[AL41] does not call good what it cannot tell', async () => {
    const text = await exportOf(tree, { isShown: (index) => index === 20 })
    expect(await judge(text)).toMatchObject({ good: false, problem: 'head-inside-a-gap' })
  })

  it('[AL3] [AL46] verifies when people were erased from it', async () => {
    const text = await exportOf(tree, { isErased: (index) => index % 2 === 0 })
    expect(text).not.toContain(
      'supervisor-0"},"salt":"0000000000000000000000000000000000000000000000000000000000000000',
    )
    expect(await judge(text)).toMatchObject({ good: true, erased: 11 })
  })

  it('[AL30] is not made of entries in another order', async () => {
    async function* entries() {
      yield { index: 3, leaf: '{}' }
      yield { index: 3, leaf: '{}' }
    }
    const lines = exportLines({
      head: tree.headAt(size),
      entries: entries(),
      readNodes: tree.readNodes,
    })
    await expect(async () => {
      for await (const _ of lines);
    }).rejects.toThrow(RangeError)
  })
})

describe('an export that was tampered with', () => {
  it('[AL42] is found by a flipped bit in every byte', async () => {
    const small = growTree(someEntries(3))
    const kept = { head: headOf(small, 3), previous: headOf(small, 2) }
    const bytes = Buffer.from(await exportOf(small, { isShown: (index) => index !== 2 }))
    // Another bit in each byte; all of them are turned in the bench, for it takes seconds.
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = Buffer.from(bytes)
      flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << ((at * 5) % 8)), at)
      const verdict = await verifyExport(inChunks(flipped, flipped.length), kept)
      if (verdict.good) expect.fail(`byte ${at} of ${bytes.toString()}`)
    }
  })

  it('[AL43] is found when it is cut anywhere', async () => {
    const text = await exportOf(tree)
    for (let length = 0; length < text.length; length += 13)
      expect(await judge(text.slice(0, length))).toMatchObject({ good: false })
    const lines = text.split('\n')
    expect(await judge(`${lines.slice(0, 5).join('\n')}\n`)).toEqual({
      good: false,
      problem: 'cut',
      line: 6,
    })
    expect(await judge(text.slice(0, -40))).toMatchObject({ problem: 'cut' })
  })

  it('[AL43] is found when lines are missing, doubled, exchanged or added', async () => {
    const lines = (await exportOf(tree)).trimEnd().split('\n')
    const position = fc.nat({ max: lines.length - 1 })
    await fc.assert(
      fc.asyncProperty(position, position, async (one, other) => {
        const first = lines[one] ?? ''
        const second = lines[other] ?? ''
        const without = lines.toSpliced(one, 1)
        const doubled = lines.toSpliced(one, 0, first)
        const exchanged = lines.with(one, second).with(other, first)
        for (const changed of one === other ? [without, doubled] : [without, doubled, exchanged])
          expect(await judge(`${changed.join('\n')}\n`)).toMatchObject({ good: false })
      }),
    )
  })

  it('[AL43] is named by its line', async () => {
    const lines = (await exportOf(tree)).trimEnd().split('\n')
    expect(await judge(`${lines.toSpliced(4, 1).join('\n')}\n`)).toEqual({
      good: false,
      problem: 'out-of-order',
      line: 5,
    })
    const altered = lines.map((line, at) => (at === 7 ? line.replace('agent-1', 'agent-2') : line))
    expect(await judge(`${altered.join('\n')}\n`)).toEqual({
      good: false,
      problem: 'personal-part-altered',
      line: 8,
    })
  })

  it('[AL44] is found as a fork, though it is consistent in itself', async () => {
    const changed = someEntries(size).map((entry, index) =>
      index === 11 ? (someEntries(size, 'nothing-happened')[11] ?? entry) : entry,
    )
    const fork = growTree(changed)
    const text = await exportOf(fork)
    expect(await judge(text, headOf(fork, size))).toMatchObject({ good: true })
    expect(await judge(text)).toMatchObject({ good: false, problem: 'differs-from-head' })
    const longer = growTree([...changed, ...someEntries(4)])
    expect(await judge(await exportOf(longer), headOf(tree, 12))).toMatchObject({
      problem: 'differs-from-head',
    })
  })

  it('[AL43] [AL44] is found when it ends before the head that was kept', async () => {
    const text = await exportOf(growTree(someEntries(20)))
    expect(await judge(text)).toEqual({ good: false, problem: 'shorter-than-head', line: 1 })
  })
})

describe('a head', () => {
  it('[AL45] of another installation or another key is named', async () => {
    const text = await exportOf(tree)
    const other = growTree(someEntries(size), {
      sign: (head) =>
        createHeadSigner(Buffer.alloc(32, 7)).sign({ ...head, installation: 'other' }),
    })
    expect(await judge(text, headOf(other, size))).toMatchObject({ problem: 'other-installation' })
    const stranger = growTree(someEntries(size), createHeadSigner(Buffer.alloc(32, 8)))
    expect(await judge(text, headOf(stranger, size))).toMatchObject({ problem: 'other-key' })
  })

  it('[AL45] with a false signature, or that is none, is named', () => {
    const head = tree.headAt(size)
    expect(readHead(JSON.stringify(head))).toMatchObject({ kind: 'head', head: { installation } })
    expect(readHead(JSON.stringify({ ...head, size: 20 }))).toEqual({ kind: 'false-signature' })
    for (const text of ['', 'null', '[]', '{}', '{"size":1}', JSON.stringify({ ...head, root: 1 })])
      expect(readHead(text)).toEqual({ kind: 'no-head' })
  })

  it('[AL42] [AL45] inside an export is not believed either', async () => {
    const text = await exportOf(tree)
    expect(await judge(text.replace('"at":1021', '"at":1022'))).toEqual({
      good: false,
      problem: 'false-signature',
      line: 1,
    })
  })

  it.each(['', '\n', 'no JSON\n', '{"format":"other"}\n', '\ufeff{}\n'])(
    '[AL43] %j is no export',
    async (text) => {
      expect(await judge(text)).toMatchObject({ good: false, problem: 'no-export' })
    },
  )
})
