import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  appendLeaf,
  createHeadSigner,
  emptyFrontier,
  exportLines,
  hashOfLeaf,
  rootOf,
  type SignedTreeHead,
  sealEntry,
} from '@sotto/audit'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { runAuditVerify } from './run-audit-verify.ts'

let directory: string
let said: string[]
let complaints: string[]
let head: SignedTreeHead
let text: string

const file = (name: string) => path.join(directory, name)
const keep = (name: string, content: string) => writeFile(file(name), content)
const verify = (change: { previous?: string; json?: boolean } = {}) =>
  runAuditVerify(
    file('export.jsonl'),
    { head: file('head.json'), ...change },
    { say: (line) => void said.push(line), complain: (line) => void complaints.push(line) },
  )

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'sotto-audit-'))
  const made = directory
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  said = []
  complaints = []
  const entries = ['one', 'two'].map((id) =>
    sealEntry({ id, at: 5, act: 'reveal' }, { supervisorId: 'rosa' }, 'ab'.repeat(32)),
  )
  const frontier = entries.reduce(
    (grown, { leaf }) => appendLeaf(grown, hashOfLeaf(leaf)).frontier,
    emptyFrontier,
  )
  head = createHeadSigner(Buffer.alloc(32, 1)).sign({
    installation: 'demo',
    size: 2,
    root: rootOf(frontier),
    at: 6,
  })
  async function* exported() {
    for (const [index, { leaf, personal, salt }] of entries.entries())
      yield { index, leaf, personal: { values: personal, salt } }
  }
  text = ''
  for await (const line of exportLines({ head, entries: exported(), readNodes: async () => [] }))
    text += line
  await keep('export.jsonl', text)
  await keep('head.json', JSON.stringify(head, undefined, 2))
})

it('[AL60] a true export is called good, with what stands in it', async () => {
  expect(await verify({ previous: file('head.json') })).toBe(0)
  expect(said.join('\n')).toContain('Good: 2 entries of "demo"')
  expect(said.join('\n')).not.toContain('rosa')
  await keep('head.json', `{"an":"older line"}\n${JSON.stringify(head)}\n`)
  expect(await verify({ json: true })).toBe(0)
  expect(JSON.parse(said.at(-1) ?? '')).toMatchObject({ good: true, size: 2, entries: 2 })
})

it('[AL60] a changed one is named by its line, in one sentence', async () => {
  await keep('export.jsonl', text.replace('"rosa"', '"rose"'))
  expect(await verify()).toBe(1)
  expect(complaints).toEqual([
    `${file('export.jsonl')}, line 2: who or why of this entry is not what was written.`,
  ])
  await keep('export.jsonl', text.slice(0, -30))
  expect(await verify({ json: true })).toBe(1)
  expect(JSON.parse(said.at(-1) ?? '')).toMatchObject({ good: false, problem: 'cut' })
})

it('[AL60] what is not there, or is no head, ends with 2', async () => {
  expect(await verify({ previous: file('nowhere') })).toBe(2)
  expect(complaints.at(-1)).toBe(`${file('nowhere')}: there is no such file.`)
  await keep('head.json', 'no head')
  expect(await verify()).toBe(2)
  await keep('head.json', JSON.stringify({ ...head, size: 1 }))
  expect(await verify()).toBe(2)
  expect(complaints.at(-1)).toContain('signature of this head is false')
  await keep('head.json', JSON.stringify(head))
  await rm(file('export.jsonl'))
  expect(await verify()).toBe(2)
})
