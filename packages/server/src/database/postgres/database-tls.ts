/** How the way to the database is kept from others: TLS with a verified certificate, unless it never leaves this machine. */
import { readFile } from 'node:fs/promises'
import { isIPv6 } from 'node:net'
import { type Secret, secret } from '@sotto/kernel'
import type { ClientConfig } from 'pg'
import { DatabaseRefusal } from './database-refusal.ts'

export const databaseTlsModes = ['auto', 'on', 'off'] as const

export interface DatabaseTlsSettings {
  /**
   * - `auto`: TLS, unless the database is on this machine
   * - `on`: TLS to this machine as well
   * - `off`: in clear, on a network one trusts
   */
  readonly mode: (typeof databaseTlsModes)[number]
  /** Absolute; certificates (PEM) that are believed instead of those that Node knows. */
  readonly caFile: string | undefined
}

export interface DatabaseWay {
  /** Without what the driver would make of the address's own words on TLS. */
  readonly url: Secret<string>
  readonly host: string
  readonly kind: 'tls' | 'this-machine' | 'in-clear'
  /** For the driver. Certificate and name are checked, whatever the address says. */
  readonly ssl: false | { readonly rejectUnauthorized: true; readonly ca?: string }
}

/** What an address may say of TLS itself, in libpq's words. Weaker than what is done here, or done by settings of ours. */
const saidOfTls = ['ssl', 'sslmode', 'sslnegotiation', 'uselibpqcompat']
const filesOfTls = ['sslrootcert', 'sslcert', 'sslkey']

/** In `auto`, and certificates that Node knows, unless told. Throws a `DatabaseRefusal` with one line for the operator. */
export async function openDatabaseWay(
  address: Secret<string>,
  { caFile, mode }: DatabaseTlsSettings = { mode: 'auto', caFile: undefined },
): Promise<DatabaseWay> {
  const url = new URL(address.reveal())
  for (const name of filesOfTls)
    if (url.searchParams.has(name))
      throw new DatabaseRefusal(
        `DATABASE_URL names a file for TLS (${name}). Use SOTTO_DATABASE_CA_FILE, and a password instead of a client's certificate.`,
      )
  for (const name of saidOfTls) url.searchParams.delete(name)
  const host = hostOf(url)
  const kind = wayTo(host, mode)
  const way = { url: secret(url.href), host, kind }
  if (kind !== 'tls') return { ...way, ssl: false }
  const ca = caFile === undefined ? undefined : await readCertificates(caFile)
  return { ...way, ssl: { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) } }
}

/** One line on what went wrong with TLS; undefined when it was something else. */
export function tlsComplaint(failure: unknown, { host }: DatabaseWay): string | undefined {
  if (!(failure instanceof Error)) return undefined
  if (failure.message === 'The server does not support SSL connections')
    return `The database at ${host} offers no TLS, and its traffic would be in clear. Turn TLS on there, or set SOTTO_DATABASE_TLS=off on a network you trust.`
  const code = 'code' in failure ? String(failure.code) : ''
  if (!/^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code)) return undefined
  return `The certificate of the database at ${host} is not to be trusted (${code}). Name who signed it by SOTTO_DATABASE_CA_FILE, and the database as its certificate does.`
}

/** For a client of the driver: without `ssl` a variable of the environment would decide. */
export function drivenBy({
  ssl,
  url,
}: DatabaseWay): Pick<ClientConfig, 'connectionString' | 'ssl'> {
  return { connectionString: url.reveal(), ssl }
}

/** What went wrong with TLS as a `DatabaseRefusal`, anything else as it is. */
export function refusedByTls(failure: unknown, way: DatabaseWay): unknown {
  const complaint = tlsComplaint(failure, way)
  return complaint === undefined ? failure : new DatabaseRefusal(complaint, failure)
}

/** The driver takes it from the query before it takes it from its place; a path is a socket of this machine. */
function hostOf(url: URL): string {
  const named = url.searchParams.get('host') ?? decodeURIComponent(url.hostname)
  // Nobody named: said here, or a variable of the environment would decide.
  if (named === '') url.searchParams.set('host', 'localhost')
  return named === '' ? 'localhost' : named.replace(/^\[(.+)\]$/, '$1')
}

function wayTo(host: string, mode: DatabaseTlsSettings['mode']): DatabaseWay['kind'] {
  const isSocket = host.startsWith('/')
  const isHere = isSocket || isLoopback(host)
  switch (mode) {
    case 'auto':
      return isHere ? 'this-machine' : 'tls'
    case 'on':
      return isSocket ? 'this-machine' : 'tls'
    case 'off':
      return isHere ? 'this-machine' : 'in-clear'
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || /^127(\.\d{1,3}){3}$/.test(host) || (isIPv6(host) && isOne(host))
}

/** `::1`, however it is written. */
function isOne(address: string): boolean {
  return new URL(`http://[${address}]`).hostname === '[::1]'
}

async function readCertificates(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  throw new DatabaseRefusal(
    `SOTTO_DATABASE_CA_FILE: ${file} cannot be read, or holds no certificate.`,
  )
}
