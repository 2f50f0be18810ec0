/** The server's settings as the server takes them: read from the environment by the table, with what follows from them. */
import path from 'node:path'
import { err, ok, type Result, type Secret, secret } from '@sotto/kernel'
import type { z } from 'zod'
import type { DatabasePatience } from './database/postgres/open-pool.ts'
import type { PeerWaySettings } from './peers/peer-way.ts'
import type { RetentionMs } from './retention/forget-what-is-old.ts'
import { databasePatienceOf } from './settings/database-settings.ts'
import { clearPeerAddress, peerWayOf } from './settings/peer-settings.ts'
import {
  halfOfOwnTls,
  type SecuritySettings,
  securitySettingsOf,
} from './settings/security-settings.ts'
import { type LogLevel, serverSettingSchema, serverSettingTable } from './settings/setting-table.ts'
import type { KeptKinds } from './text/redaction-choices.ts'

export interface ServerSettings extends SecuritySettings {
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
  /** As people's browsers see us, without a trailing slash; undefined only with port 0, until the server listens. */
  readonly publicUrl: string | undefined
  /** The platform's address, without a trailing slash. */
  readonly platformUrl: string
  readonly platformClientId: string
  /** Where the client secret lies when it does not come from the environment. */
  readonly platformClientSecretFile: string
  readonly platformClientSecret: Secret<string> | undefined
  /** Absolute. Holds the keys and, when `databaseUrl` is undefined, the embedded database. */
  readonly dataDirectory: string
  readonly databaseUrl: Secret<string> | undefined
  readonly databaseConnections: number
  readonly databasePatience: DatabasePatience
  /** `id:base64` pairs, comma separated; the first one seals. Undefined: made once in the data directory. */
  readonly keys: Secret<string> | undefined
  readonly logLevel: LogLevel
  readonly sessionIdleMs: number
  readonly sessionLifetimeMs: number
  /** Addresses whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[]
  readonly signInsPerMinute: number
  readonly platformRequestsPerSecond: number
  readonly platformTimeoutMs: number
  /** A line that has not opened by then is taken back. */
  readonly lineExpiryMs: number
  /** A text that is not on the agent's desk by then is taken back. */
  readonly textExpiryMs: number
  /** An open microphone nobody speaks into is closed after this. */
  readonly silentMicrophoneMs: number
  /** The client that reads in the background, and where its secret lies; without that file nothing is read. */
  readonly backgroundClientId: string
  readonly backgroundClientSecretFile: string
  /** How long before and after an intervention is measured. */
  readonly outcomeWindows: { readonly beforeMs: number; readonly afterMs: number }
  /** How long phases and figures of conversations are kept. */
  readonly factRetentionMs: number
  /** Where the audit's signed heads are added; best on another machine's disk. */
  readonly auditHeadsFile: string
  /** Kinds of personal data that a team (a queue, by its id) leaves unmasked. */
  readonly redactionKeep: KeptKinds
  /** How long timelines, acts, outcomes and looks behind masks are kept. */
  readonly retentionMs: RetentionMs
  /** Which of several installations on one database this is; undefined: the only one. */
  readonly installation: string | undefined
  /** Where the others of several servers reach this one; undefined: where it listens. */
  readonly peerUrl: string | undefined
  /** How this one reaches them. */
  readonly peerWay: PeerWaySettings
  /** Where traces go; undefined: none are made. */
  readonly tracesUrl: string | undefined
}

/**
 * Reads the settings. An unset or empty variable has its default. Everything wrong is told at once, one line per setting.
 * `places.dataDirectory` is where data lies unless `SOTTO_DATA_DIR` says otherwise.
 */
export function readServerSettings(
  environment: Readonly<Record<string, string | undefined>>,
  places: { readonly dataDirectory: string } = { dataDirectory: '.sotto' },
): Result<ServerSettings, readonly string[]> {
  const written = Object.fromEntries(
    serverSettingTable.map(({ name }) => [name, environment[name]?.trim() || undefined]),
  )
  const parsed = serverSettingSchema.safeParse(written)
  if (!parsed.success) return err(complaints(parsed.error, written))
  const half = halfOfOwnTls(parsed.data)
  if (half !== undefined) return err([half])
  const clear = clearPeerAddress(parsed.data)
  if (clear !== undefined) return err([clear])
  const values = parsed.data
  const dataDirectory = path.resolve(values.SOTTO_DATA_DIR ?? places.dataDirectory)
  const hidden = (text: string | undefined) => (text === undefined ? undefined : secret(text))
  return ok({
    port: values.SOTTO_PORT,
    host: values.SOTTO_HOST,
    publicUrl:
      values.SOTTO_PUBLIC_URL ??
      (values.SOTTO_PORT === 0
        ? undefined
        : `${values.SOTTO_TLS_CERT_FILE === undefined ? 'http' : 'https'}://localhost:${values.SOTTO_PORT}`),
    platformUrl: values.SOTTO_PLATFORM_URL,
    platformClientId: values.SOTTO_PLATFORM_CLIENT_ID,
    platformClientSecret: hidden(values.SOTTO_PLATFORM_CLIENT_SECRET),
    platformClientSecretFile: path.resolve(
      values.SOTTO_PLATFORM_CLIENT_SECRET_FILE ??
        secretFileOf(dataDirectory, values.SOTTO_PLATFORM_CLIENT_ID),
    ),
    dataDirectory,
    databaseUrl: hidden(values.DATABASE_URL),
    databaseConnections: values.SOTTO_DATABASE_CONNECTIONS,
    databasePatience: databasePatienceOf(values),
    keys: hidden(values.SOTTO_KEYS),
    logLevel: values.SOTTO_LOG_LEVEL,
    sessionIdleMs: values.SOTTO_SESSION_IDLE_MINUTES * 60_000,
    sessionLifetimeMs: values.SOTTO_SESSION_HOURS * 3_600_000,
    trustedProxies: values.SOTTO_TRUSTED_PROXIES ?? [],
    signInsPerMinute: values.SOTTO_SIGN_INS_PER_MINUTE,
    platformRequestsPerSecond: values.SOTTO_PLATFORM_REQUESTS_PER_SECOND,
    platformTimeoutMs: values.SOTTO_PLATFORM_TIMEOUT_MS,
    lineExpiryMs: values.SOTTO_LINE_EXPIRY_SECONDS * 1_000,
    textExpiryMs: values.SOTTO_TEXT_EXPIRY_SECONDS * 1_000,
    silentMicrophoneMs: values.SOTTO_SILENT_MICROPHONE_SECONDS * 1_000,
    backgroundClientId: values.SOTTO_BACKGROUND_CLIENT_ID,
    backgroundClientSecretFile: path.resolve(
      values.SOTTO_BACKGROUND_CLIENT_SECRET_FILE ??
        secretFileOf(dataDirectory, values.SOTTO_BACKGROUND_CLIENT_ID),
    ),
    outcomeWindows: {
      beforeMs: values.SOTTO_OUTCOME_BEFORE_SECONDS * 1_000,
      afterMs: values.SOTTO_OUTCOME_AFTER_SECONDS * 1_000,
    },
    factRetentionMs: values.SOTTO_FACT_DAYS * 86_400_000,
    auditHeadsFile: path.resolve(
      values.SOTTO_AUDIT_HEADS_FILE ?? path.join(dataDirectory, 'audit-heads.jsonl'),
    ),
    redactionKeep: values.SOTTO_REDACTION_KEEP,
    retentionMs: {
      'incident-facts': values.SOTTO_TIMELINE_DAYS * 86_400_000,
      acts: values.SOTTO_ACT_DAYS * 86_400_000,
      outcomes: values.SOTTO_OUTCOME_DAYS * 86_400_000,
      reveals: values.SOTTO_REVEAL_DAYS * 86_400_000,
      coachings: values.SOTTO_COACHING_DAYS * 86_400_000,
      audit: values.SOTTO_AUDIT_DAYS * 86_400_000,
    },
    installation: values.SOTTO_INSTALLATION,
    peerUrl: values.SOTTO_PEER_URL,
    peerWay: peerWayOf(values),
    tracesUrl: values.SOTTO_TRACES_URL,
    ...securitySettingsOf(values),
  })
}

/** Where the simulator puts it. */
function secretFileOf(dataDirectory: string, clientId: string): string {
  return path.join(dataDirectory, `oauth-client-${path.basename(clientId)}.secret`)
}

function complaints(
  error: z.ZodError,
  written: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const lines = new Map<string, string>()
  for (const issue of error.issues) {
    const name = String(issue.path[0])
    if (lines.has(name)) continue
    const shown = serverSettingTable.some((row) => row.name === name && row.isSecret)
      ? ''
      : `, not ${JSON.stringify((written[name] ?? '').slice(0, 60))}`
    lines.set(name, `${name} ${issue.message}${shown}`)
  }
  return [...lines.values()]
}
