import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { secret } from '@sotto/kernel'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { StartRefusal } from '../start-refusal.ts'
import { requireClientSecret } from './require-client-secret.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sotto-secret-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

const look = (file: string, given?: string) =>
  requireClientSecret({
    dataDirectory: directory,
    platformClientSecret: given === undefined ? undefined : secret(given),
    platformClientSecretFile: file,
  })

it('[PR6] a secret file that is not there, is a folder or is empty ends the start in one line that names the setting', async () => {
  const empty = join(directory, 'empty')
  await writeFile(empty, ' \n')
  for (const [file, what] of [
    ['/nowhere', '/nowhere cannot be read (ENOENT)'],
    [directory, 'cannot be read (EISDIR)'],
    [empty, 'is empty'],
  ] as const) {
    const failure = await look(file).catch((thrown: unknown) => thrown)
    expect(failure).toBeInstanceOf(StartRefusal)
    const line = failure instanceof StartRefusal ? failure.message : ''
    expect(line).toContain(what)
    expect(line).toContain('SOTTO_PLATFORM_CLIENT_SECRET_FILE')
    expect(line).not.toContain('\n')
  }
})

it('[PR6] the simulator may still have to make its own, and a secret from the environment needs no file', async () => {
  await expect(look(join(directory, 'oauth-client-sotto.secret'))).resolves.toBeUndefined()
  await expect(look('/nowhere', 'given')).resolves.toBeUndefined()
})
