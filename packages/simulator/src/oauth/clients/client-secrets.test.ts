import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clientSecretFile, ensureClientSecret } from './client-secrets.ts'

const starts = 8
/** A reader with a thread of its own notes every length of the file it meets, until it is told that it is enough. */
const lookForever = `
  const { readFileSync } = require('node:fs')
  const { parentPort, receiveMessageOnPort, workerData } = require('node:worker_threads')
  const lengths = new Set()
  const look = () => {
    try { lengths.add(readFileSync(workerData).length) } catch {}
  }
  parentPort.postMessage('looking')
  while (receiveMessageOnPort(parentPort) === undefined) look()
  look()
  parentPort.postMessage([...lengths])
`
let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'client-secrets-'))
})
afterEach(async () => {
  await rm(directory, { recursive: true, force: true })
})

describe('the secret of a client', () => {
  it('[SD17] is one for all who start at once, and nothing else is left behind', async () => {
    const found = await Promise.all(
      Array.from({ length: starts }, () => ensureClientSecret(directory, 'sotto')),
    )
    expect(new Set(found.map((each) => each.reveal())).size).toBe(1)
    expect(await readdir(directory)).toEqual(['oauth-client-sotto.secret'])
  })

  it('[SD17] is never seen half written by who looks for it meanwhile', async () => {
    const looking = new Worker(lookForever, {
      eval: true,
      workerData: clientSecretFile(directory, 'sotto'),
    })
    await once(looking, 'message')
    for (let start = 0; start < 100; start += 1) {
      await rm(clientSecretFile(directory, 'sotto'), { force: true })
      await ensureClientSecret(directory, 'sotto')
    }
    looking.postMessage('enough')
    const [seen] = await once(looking, 'message')
    await looking.terminate()
    expect(seen).toEqual([44])
  })
})
