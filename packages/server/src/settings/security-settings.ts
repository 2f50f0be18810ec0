/** Those of the settings that say who may ask how much, see what, and by which way they reach us. */
import path from 'node:path'
import { z } from 'zod'
import { type DatabaseTlsSettings, databaseTlsModes } from '../database/postgres/database-tls.ts'
import { isNetwork, type OperatorAccessSettings } from '../http/operator-access.ts'
import type { OwnTlsFiles } from '../http/own-tls.ts'
import type { RequestsPerMinute } from '../http/request-limits.ts'
import { optionalSetting, setting } from './declare-setting.ts'
import { filePath, wholeNumber } from './setting-kinds.ts'

export interface SecuritySettings {
  /** Of one session, on one server. */
  readonly requestsPerMinute: RequestsPerMinute
  /** Who may read `/metrics`, and `/api/openapi.json` without a session. */
  readonly operators: OperatorAccessSettings
  readonly databaseTls: DatabaseTlsSettings
  /** Undefined: TLS ends in front of us, or there is none on this machine. */
  readonly ownTls: OwnTlsFiles | undefined
}

/** Empty: nobody. */
const networks = z
  .string()
  .transform((text) => (text === 'none' ? [] : text.split(/[ ,]+/).filter((one) => one !== '')))
  .refine(
    (list) => list.every(isNetwork),
    'must be addresses or networks such as 10.0.0.0/8, comma separated, or none',
  )

export const securitySettings = {
  SOTTO_READS_PER_MINUTE: setting(
    wholeNumber(1, 1_000_000),
    '1200',
    'views one session may ask for in a minute; a person twice as many in all sessions',
  ),
  SOTTO_ACTS_PER_MINUTE: setting(
    wholeNumber(1, 1_000_000),
    '600',
    'changes one session may make in a minute; a person twice as many in all sessions',
  ),
  SOTTO_METRICS_NETWORKS: setting(
    networks,
    '127.0.0.0/8,::1',
    'addresses and networks that read /metrics without a token, comma separated, or none',
  ),
  SOTTO_METRICS_TOKEN_FILE: optionalSetting(
    filePath(),
    '(no token)',
    'file with the bearer token by which others read /metrics; 16 characters or more',
  ),
  SOTTO_DATABASE_TLS: setting(
    z.enum(databaseTlsModes, 'must be one of auto, on, off'),
    'auto',
    'TLS to the database: auto (unless it is on this machine), on, or off on a trusted network',
  ),
  SOTTO_DATABASE_CA_FILE: optionalSetting(
    filePath(),
    '(those that Node knows)',
    "file with the certificates (PEM) that sign the database's",
  ),
  SOTTO_TLS_CERT_FILE: optionalSetting(
    filePath(),
    '(no TLS of its own)',
    "the server's own certificate (PEM, with those that sign it): it then speaks https itself",
  ),
  SOTTO_TLS_KEY_FILE: optionalSetting(
    filePath(),
    '(no TLS of its own)',
    'the key of that certificate (PEM); both files are followed while the server runs',
  ),
} as const

const schema = z.object(securitySettings)

export function securitySettingsOf(values: z.output<typeof schema>): SecuritySettings {
  return {
    requestsPerMinute: {
      reads: values.SOTTO_READS_PER_MINUTE,
      acts: values.SOTTO_ACTS_PER_MINUTE,
    },
    operators: {
      networks: values.SOTTO_METRICS_NETWORKS,
      tokenFile: placeOf(values.SOTTO_METRICS_TOKEN_FILE),
    },
    databaseTls: {
      mode: values.SOTTO_DATABASE_TLS,
      caFile: placeOf(values.SOTTO_DATABASE_CA_FILE),
    },
    ownTls: pairOf(placeOf(values.SOTTO_TLS_CERT_FILE), placeOf(values.SOTTO_TLS_KEY_FILE)),
  }
}

/** One alone is refused before this. */
function pairOf(certificateFile?: string, keyFile?: string): OwnTlsFiles | undefined {
  if (certificateFile === undefined || keyFile === undefined) return undefined
  return { certificateFile, keyFile }
}

/** One line where one of the two files of our own TLS is named without the other. */
export function halfOfOwnTls(values: Readonly<Record<string, unknown>>): string | undefined {
  const [named, other] = ['SOTTO_TLS_CERT_FILE', 'SOTTO_TLS_KEY_FILE'].toSorted(
    (one, two) => Number(values[one] === undefined) - Number(values[two] === undefined),
  )
  if (named === undefined || other === undefined) return undefined
  const isHalf = values[named] !== undefined && values[other] === undefined
  return isHalf
    ? `${other} must be set as well: ${named} alone is no certificate with its key`
    : undefined
}

/** Absolute, from wherever Sotto was started. */
function placeOf(file: string | undefined): string | undefined {
  return file === undefined ? undefined : path.resolve(file)
}
