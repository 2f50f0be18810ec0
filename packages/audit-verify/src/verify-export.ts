/** Checks an export offline, line by line, against heads that were kept elsewhere. */
import { isAscii } from 'node:buffer'
import { createHash, hash } from 'node:crypto'
import { TextDecoder } from 'node:util'
import { createPlainEntryReader, type PlainEntry } from './plain-entry.ts'
import { type Head, judgeHead } from './read-head.ts'
import {
  hasKeys,
  isObject,
  type Json,
  type JsonObject,
  readStrictObject,
  strictText,
} from './strict-json.ts'
import { createTreeBuilder } from './tree-builder.ts'

export type ExportProblem =
  /** No line, or a line that is not what an export has there, to the letter. */
  | 'no-export'
  | 'malformed-line'
  /** It ends before its last line. */
  | 'cut'
  | 'after-the-end'
  | 'false-signature'
  | 'other-installation'
  /** Signed by another key than the head that was kept. */
  | 'other-key'
  /** It has fewer entries than the head that was kept. */
  | 'shorter-than-head'
  /** Entries are missing, twice there or in another order. */
  | 'out-of-order'
  | 'personal-part-altered'
  | 'digest-differs'
  | 'count-differs'
  /** The tree is another one than its own head says. */
  | 'root-differs'
  /** The tree is another one than the head that was kept says: changed, or a fork. */
  | 'differs-from-head'
  /** The kept head lies inside what a filter hid: nothing is said about it. Export with that size, or everything. */
  | 'head-inside-a-gap'

export type ExportVerdict =
  | {
      readonly good: true
      readonly size: number
      readonly root: string
      /** Shown entries; those hidden by a filter; shown ones whose personal part was erased. */
      readonly entries: number
      readonly hidden: number
      readonly erased: number
    }
  | { readonly good: false; readonly problem: ExportProblem; readonly line: number }

export interface KeptHeads {
  readonly head: Head
  /** An older one: the tree must begin with what it says. */
  readonly previous?: Head | undefined
}

class Finding extends Error {
  readonly problem: ExportProblem

  constructor(problem: ExportProblem) {
    super(problem)
    this.problem = problem
  }
}

/** `chunks`: the export's bytes. Never throws for what is in them. Memory does not grow with their number. */
export async function verifyExport(
  chunks: AsyncIterable<Uint8Array>,
  kept: KeptHeads,
): Promise<ExportVerdict> {
  const judge = createJudge(kept)
  let line = 0
  try {
    let rest: Buffer = Buffer.alloc(0)
    for await (const chunk of chunks) {
      const bytes = rest.length === 0 ? viewOf(chunk) : Buffer.concat([rest, chunk])
      let start = 0
      // A line has its line feed; what is left behind the last one is a line that was cut.
      for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
        line += 1
        judge.take(bytes, start, end)
        start = end + 1
      }
      judge.digestTo(bytes, start)
      rest = bytes.subarray(start)
    }
    if (rest.length > 0) throw new Finding('cut')
    line += 1
    return judge.conclude()
  } catch (failure) {
    if (failure instanceof Finding) return { good: false, problem: failure.problem, line }
    throw failure
  }
}

function viewOf({ buffer, byteLength, byteOffset }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

function createJudge({ head, previous }: KeptHeads) {
  const tree = createTreeBuilder()
  const digest = createHash('sha256')
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const toMeet = [head, ...(previous === undefined ? [] : [previous])]
  const plain = createPlainEntryReader()
  let own: Head | undefined
  /** Up to here the bytes in hand are in the digest: many lines go into it at once. */
  let digested = 0
  let entries = 0
  let erased = 0
  let isOver = false

  function meetHeads(): void {
    for (const { root, size } of toMeet)
      if (size === tree.size && tree.root() !== root) throw new Finding('differs-from-head')
  }

  function begin(line: JsonObject): void {
    if (!hasKeys(line, ['format', 'head']) || line.format !== 'sotto-audit-export/1')
      throw new Finding('no-export')
    const reading = judgeHead(line.head)
    if (reading.kind !== 'head')
      throw new Finding(reading.kind === 'no-head' ? 'no-export' : 'false-signature')
    own = reading.head
    for (const { installation, publicKey, size } of toMeet) {
      if (installation !== own.installation) throw new Finding('other-installation')
      if (publicKey !== own.publicKey) throw new Finding('other-key')
      if (size > own.size) throw new Finding('shorter-than-head')
    }
    meetHeads()
  }

  function takeEntry({ index, leaf, personal, salt }: JsonObject): void {
    if (typeof leaf !== 'string') throw new Finding('malformed-line')
    if (index !== tree.size) throw new Finding('out-of-order')
    checkPersonal(leaf, personal, salt)
    if (personal === null) erased += 1
    entries += 1
    tree.addLeaf(Buffer.from(`\u0000${leaf}`))
    meetHeads()
  }

  function takePlain({ isErased, leafPreimage }: PlainEntry): void {
    if (isErased) erased += 1
    entries += 1
    tree.addLeaf(leafPreimage)
    meetHeads()
  }

  function takeGap({ from, nodes, to }: JsonObject): void {
    if (!isHashes(nodes) || typeof to !== 'number') throw new Finding('malformed-line')
    if (from !== tree.size || to <= tree.size) throw new Finding('out-of-order')
    const start = tree.size
    if (!tree.addGap(to, nodes)) throw new Finding('malformed-line')
    if (toMeet.some(({ size }) => size > start && size < to)) throw new Finding('head-inside-a-gap')
    meetHeads()
  }

  function takeEnd(line: JsonObject): void {
    if (tree.size !== own?.size) throw new Finding('out-of-order')
    if (tree.root() !== own.root) throw new Finding('root-differs')
    if (line.entries !== entries) throw new Finding('count-differs')
    if (line.digest !== digest.digest('hex')) throw new Finding('digest-differs')
    isOver = true
  }

  function takeAny(bytes: Buffer, start: number, end: number): void {
    const line = readLine(decoder, bytes.subarray(start, end))
    if (line === undefined) throw new Finding(own === undefined ? 'no-export' : 'malformed-line')
    if (own === undefined) return begin(line)
    if (hasKeys(line, ['index', 'leaf', 'personal', 'salt'])) return takeEntry(line)
    if (hasKeys(line, ['from', 'nodes', 'to'])) return takeGap(line)
    if (!hasKeys(line, ['digest', 'entries'])) throw new Finding('malformed-line')
    digest.update(bytes.subarray(digested, start))
    digested = end + 1
    takeEnd(line)
  }

  return {
    /** `end` is where its line feed stands. */
    take(bytes: Buffer, start: number, end: number): void {
      if (isOver) throw new Finding('after-the-end')
      const entry = own && plain.read(bytes, start, end, tree.size)
      if (entry === undefined) takeAny(bytes, start, end)
      else takePlain(entry)
    },
    /** Other bytes follow in hand. */
    digestTo(bytes: Buffer, end: number): void {
      if (!isOver) digest.update(bytes.subarray(digested, end))
      digested = 0
    },
    conclude(): ExportVerdict {
      if (own === undefined) throw new Finding('no-export')
      if (!isOver) throw new Finding('cut')
      const { root, size } = own
      return { good: true, size, root, entries, hidden: size - entries, erased }
    },
  }
}

function readLine(decoder: TextDecoder, text: Buffer): JsonObject | undefined {
  // Most lines are ASCII, which has nothing to decode.
  if (isAscii(text)) return readStrictObject(text.toString('latin1'))
  try {
    return readStrictObject(decoder.decode(text))
  } catch {
    return undefined
  }
}

/** What is shown as personal must be what the entry was sealed with. */
function checkPersonal(leaf: string, personal: Json | undefined, salt: Json | undefined): void {
  const entry = readStrictObject(leaf)
  if (typeof entry?.personal !== 'string') throw new Finding('malformed-line')
  if (personal === null && salt === null) return
  if (!isObject(personal) || typeof salt !== 'string' || !/^[0-9a-f]{64}$/.test(salt))
    throw new Finding('malformed-line')
  const sealed = Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(strictText(personal))])
  if (hash('sha256', sealed, 'hex') !== entry.personal) throw new Finding('personal-part-altered')
}

function isHashes(value: Json | undefined): value is string[] {
  return (
    Array.isArray(value) &&
    value.every((hashText) => typeof hashText === 'string' && /^[0-9a-f]{64}$/.test(hashText))
  )
}
