import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { systemClock, systemRandom } from '@sotto/kernel'
import { readServerSettings } from '@sotto/server'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import type { StartRefusal } from '../start-refusal.ts'
import type { KeysAct } from './keys-acts.ts'
import { runKeys } from './run-keys.ts'

let directory: string
let said: string[]
let laterMs: number

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'sotto-keys-'))
  said = []
  laterMs = 0
  const made = directory
  onTestFinished(() => rm(made, { recursive: true, force: true }))
})

const run = (act: KeysAct, environment: Record<string, string> = {}) =>
  runKeys({
    act,
    environment: { SOTTO_DATA_DIR: directory, ...environment },
    random: systemRandom,
    clock: { ...systemClock, wallNow: () => systemClock.wallNow() + laterMs },
    terminal: { say: (line) => void said.push(line), complain: (line) => void said.push(line) },
  })

const keyFile = () => readFile(path.join(directory, 'sealing-keys'), 'utf8')

it('[SI23] a rotation puts a new key in front, keeps the old ones and shows none', async () => {
  expect(await run('rotate')).toBe(0)
  const [first = ''] = (await keyFile()).trim().split(',').slice(-1)
  await run('rotate')
  const keys = (await keyFile()).trim().split(',')
  expect(keys).toHaveLength(3)
  expect(keys.at(-1)).toBe(first)
  expect((await stat(path.join(directory, 'sealing-keys'))).mode & 0o777).toBe(0o600)
  for (const key of keys) expect(said.join('\n')).not.toContain(key.split(':')[1])
  said = []
  await run('list')
  expect(said.slice(1).map((line) => line.trim().split(' ')[0])).toEqual(
    keys.map((key) => key.split(':')[0]),
  )
})

it('[SI23] old keys go when somebody says so, and not while servers may still be sealing anew', async () => {
  await run('rotate')
  await expect(run('drop-old')).rejects.toThrow('Try again in a minute')
  expect((await keyFile()).split(',')).toHaveLength(2)
  laterMs = 61_000
  const [current = ''] = (await keyFile()).trim().split(',')
  await run('drop-old')
  expect((await keyFile()).trim()).toBe(current)
})

it('[SI23] without keys, with damaged ones, with keys from outside, and under another hand it is refused in one line', async () => {
  const refusal = (act: KeysAct, environment?: Record<string, string>) =>
    run(act, environment).catch((failure: StartRefusal) => failure.message)
  expect(await refusal('list')).toContain('There are no keys in')
  expect(await refusal('rotate', { SOTTO_KEYS: 'a:b' })).toContain('SOTTO_KEYS or SOTTO_KEYS_FILE is set')
  await writeFile(path.join(directory, 'sealing-keys'), 'nonsense')
  expect(await refusal('rotate')).toContain('holds no usable keys')
  expect(await keyFile()).toBe('nonsense')
  await rm(path.join(directory, 'sealing-keys'))
  await writeFile(path.join(directory, 'sealing-keys.next'), '')
  expect(await refusal('rotate')).toContain('just being changed')
})

it('[SI23] a key made here is one that SOTTO_KEYS takes', async () => {
  expect(await run('make', { SOTTO_KEYS: 'whatever:it is' })).toBe(0)
  expect(readServerSettings({ SOTTO_KEYS: said[0] ?? '' }).ok).toBe(true)
})
