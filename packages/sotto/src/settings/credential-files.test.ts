import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { requireServerSettings } from './read-server-settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'sotto-credentials-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('[SI90] every secret may come from the folder of credentials, named the same on every machine', () => {
  const address = 'postgres://sotto:planted@db.example/sotto'
  writeFileSync(join(folder, 'database-url'), `${address}\n`)
  const key = Buffer.alloc(32, 7).toString('base64')
  writeFileSync(join(folder, 'keys'), `one:${key}\n`)
  const settings = requireServerSettings({
    CREDENTIALS_DIRECTORY: folder,
    DATABASE_URL_FILE: '$CREDENTIALS_DIRECTORY/database-url',
    SOTTO_KEYS_FILE: '$CREDENTIALS_DIRECTORY/keys',
    SOTTO_PLATFORM_CLIENT_SECRET_FILE: '$CREDENTIALS_DIRECTORY/client-secret',
    SOTTO_BACKGROUND_CLIENT_SECRET_FILE: '$CREDENTIALS_DIRECTORY/background-secret',
    SOTTO_METRICS_TOKEN_FILE: '$CREDENTIALS_DIRECTORY/metrics-token',
    SOTTO_TLS_CERT_FILE: '/etc/sotto/cert.pem',
    SOTTO_TLS_KEY_FILE: '$CREDENTIALS_DIRECTORY/key.pem',
  })
  expect(settings.databaseUrl?.reveal()).toBe(address)
  expect(settings.keys?.reveal()).toBe(`one:${key}`)
  expect(settings).toMatchObject({
    platformClientSecretFile: join(folder, 'client-secret'),
    backgroundClientSecretFile: join(folder, 'background-secret'),
    operators: { tokenFile: join(folder, 'metrics-token') },
    ownTls: { certificateFile: '/etc/sotto/cert.pem', keyFile: join(folder, 'key.pem') },
  })
})

it('[SI90] without that folder the start is refused in one line; a name cannot lead out of it', () => {
  expect(() => requireServerSettings({ SOTTO_KEYS_FILE: '$CREDENTIALS_DIRECTORY/keys' })).toThrow(
    'SOTTO_KEYS_FILE names a credential, and there is no CREDENTIALS_DIRECTORY: it is set by the service manager.',
  )
  for (const outside of ['$CREDENTIALS_DIRECTORY/../keys', '$CREDENTIALS_DIRECTORY/..'])
    expect(() =>
      requireServerSettings({ CREDENTIALS_DIRECTORY: folder, SOTTO_KEYS_FILE: outside }),
    ).toThrow('cannot be read (ENOENT)')
})
