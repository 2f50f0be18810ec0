import { secret } from '@sotto/kernel'
import { expect, it } from 'vitest'
import { type DatabaseTlsSettings, openDatabaseWay } from './database-tls.ts'

const way = (address: string, mode: DatabaseTlsSettings['mode'] = 'auto') =>
  openDatabaseWay(secret(address), { mode, caFile: undefined })

it.each([
  'postgres://u:p@db.example/sotto',
  'postgres://u:p@10.0.0.7:5433/sotto',
  'postgres://u:p@[2001:db8::1]/sotto',
  'postgres://u:p@localhost.evil.example/sotto',
  'postgres://u:p@127.0.0.1.evil.example/sotto',
  // The driver goes to the host of the query.
  'postgres://u:p@localhost/sotto?host=db.example',
  'postgres://u:p@db.example/sotto?sslmode=disable',
  'postgres://u:p@db.example/sotto?sslmode=no-verify&uselibpqcompat=true',
  'postgres://u:p@db.example/sotto?ssl=0',
])(
  '[HT66] %s is reached by TLS with a verified certificate only, whatever it says itself',
  async (address) => {
    const { kind, ssl, url } = await way(address)
    expect({ kind, ssl }).toEqual({ kind: 'tls', ssl: { rejectUnauthorized: true } })
    expect(url.reveal()).not.toMatch(/ssl|libpq/)
  },
)

it.each([
  'postgres://u:p@localhost/sotto',
  'postgres://u:p@127.0.0.1:5555/sotto',
  'postgres://u:p@[::1]/sotto',
  'postgres:///sotto',
  'postgres://u:p@db.example/sotto?host=/run/postgresql',
  'postgres://%2Frun%2Fpostgresql/sotto',
])('[HT66] %s does not leave this machine', async (address) => {
  expect(await way(address)).toMatchObject({ kind: 'this-machine', ssl: false })
  expect(await way(address, 'off')).toMatchObject({ kind: 'this-machine', ssl: false })
})

it('[HT66] where nobody is named it is this machine, whatever the environment says', async () => {
  expect((await way('postgres:///sotto')).url.reveal()).toContain('host=localhost')
})

it('[HT67] TLS to this machine as well, and none on a network one trusts, are said by the setting', async () => {
  expect(await way('postgres://u:p@localhost/sotto', 'on')).toMatchObject({ kind: 'tls' })
  expect(await way('postgres://u:p@db.example/sotto?sslmode=verify-full', 'off')).toMatchObject({
    kind: 'in-clear',
    ssl: false,
  })
})

it('[HT67] files of TLS stand in settings, and one that holds no certificate is refused', async () => {
  await expect(way('postgres://u:planted@db.example/x?sslrootcert=/etc/ca.pem')).rejects.toThrow(
    "DATABASE_URL names a file for TLS (sslrootcert). Use SOTTO_DATABASE_CA_FILE, and a password instead of a client's certificate.",
  )
  const caFile = import.meta.filename
  await expect(
    openDatabaseWay(secret('postgres://u:p@db.example/x'), { mode: 'auto', caFile: `${caFile}x` }),
  ).rejects.toThrow(`SOTTO_DATABASE_CA_FILE: ${caFile}x cannot be read, or holds no certificate.`)
})
