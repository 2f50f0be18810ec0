/** The server's settings: read from the environment, each with its default and its meaning for `--help`. */
import path from 'node:path'
import { err, ok, type Result, type Secret, secret } from '@sotto/kernel'
import { z } from 'zod'
import { peerUrlSchema } from './peers/peer-address.ts'
import type { RetentionMs } from './retention/forget-what-is-old.ts'
import { type KeptKinds, keptKindsSchema } from './text/redaction-choices.ts'

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export interface ServerSettings {
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
}

export interface ServerSettingRow {
  readonly name: string
  /** As `--help` shows it. */
  readonly default: string
  readonly meaning: string
}

/** Every setting that comes from the environment, in the order in which `--help` prints them. */
export const serverSettingTable = [
  { name: 'SOTTO_PORT', default: '4400', meaning: 'port of the console (0 takes a free one)' },
  { name: 'SOTTO_HOST', default: '127.0.0.1', meaning: 'address the console listens on' },
  {
    name: 'SOTTO_PUBLIC_URL',
    default: 'http://localhost:<SOTTO_PORT>',
    meaning: "the console's address as browsers see it; https unless it is this machine",
  },
  {
    name: 'SOTTO_PLATFORM_URL',
    default: 'http://127.0.0.1:4500',
    meaning: "the contact-centre platform's address",
  },
  {
    name: 'SOTTO_PLATFORM_CLIENT_ID',
    default: 'sotto',
    meaning: 'how the platform knows this console',
  },
  {
    name: 'SOTTO_PLATFORM_CLIENT_SECRET',
    default: '(read from the file)',
    meaning: "this console's secret at the platform",
  },
  {
    name: 'SOTTO_PLATFORM_CLIENT_SECRET_FILE',
    default: '<SOTTO_DATA_DIR>/oauth-client-sotto.secret',
    meaning: 'file with that secret; the simulator writes it at its first start',
  },
  {
    name: 'SOTTO_DATA_DIR',
    default: '.sotto',
    meaning: 'folder for keys and the embedded database',
  },
  {
    name: 'DATABASE_URL',
    default: '(embedded PostgreSQL)',
    meaning: 'postgres://… of a PostgreSQL server to use instead',
  },
  {
    name: 'SOTTO_DATABASE_CONNECTIONS',
    default: '10',
    meaning: 'database connections held at most, 2 to 200',
  },
  {
    name: 'SOTTO_KEYS',
    default: '(made once in SOTTO_DATA_DIR)',
    meaning: 'keys that seal tokens: id:base64 of 32 bytes, comma separated, the first one seals',
  },
  { name: 'SOTTO_LOG_LEVEL', default: 'info', meaning: 'debug, info, warn, error or silent' },
  {
    name: 'SOTTO_SESSION_IDLE_MINUTES',
    default: '60',
    meaning: 'a session without any open panel ends after this',
  },
  {
    name: 'SOTTO_SESSION_HOURS',
    default: '12',
    meaning: 'a session ends after this, however busy',
  },
  {
    name: 'SOTTO_TRUSTED_PROXIES',
    default: '(none)',
    meaning: 'addresses or networks, comma separated, whose X-Forwarded headers are believed',
  },
  {
    name: 'SOTTO_SIGN_INS_PER_MINUTE',
    default: '60',
    meaning: 'sign-in requests taken from one address in a minute',
  },
  {
    name: 'SOTTO_PLATFORM_REQUESTS_PER_SECOND',
    default: '80',
    meaning: 'requests to the platform in a second at most; a quarter on top as a burst',
  },
  {
    name: 'SOTTO_PLATFORM_TIMEOUT_MS',
    default: '5000',
    meaning: 'how long one request to the platform may take',
  },
  {
    name: 'SOTTO_LINE_EXPIRY_SECONDS',
    default: '8',
    meaning: 'a voice line that has not opened by then is taken back, 2 to 60',
  },
  {
    name: 'SOTTO_TEXT_EXPIRY_SECONDS',
    default: '60',
    meaning: "a text that is not on the agent's desk by then is taken back, 5 to 3600",
  },
  {
    name: 'SOTTO_SILENT_MICROPHONE_SECONDS',
    default: '60',
    meaning: 'an open microphone nobody speaks into is closed after this, 5 to 60',
  },
  {
    name: 'SOTTO_BACKGROUND_CLIENT_ID',
    default: 'sotto-background',
    meaning: 'client that reads names of queues in the background, and acts on nothing',
  },
  {
    name: 'SOTTO_BACKGROUND_CLIENT_SECRET_FILE',
    default: '<SOTTO_DATA_DIR>/oauth-client-sotto-background.secret',
    meaning: 'file with its secret; without it nothing is read in the background',
  },
  {
    name: 'SOTTO_OUTCOME_BEFORE_SECONDS',
    default: '120',
    meaning: 'how long before a whisper or coaching session is measured, 30 to 900',
  },
  {
    name: 'SOTTO_OUTCOME_AFTER_SECONDS',
    default: '120',
    meaning: 'how long after a whisper or coaching session is measured, 30 to 900',
  },
  {
    name: 'SOTTO_FACT_DAYS',
    default: '30',
    meaning: 'how long phases and figures of conversations (no speech) are kept, 1 to 365',
  },
  {
    name: 'SOTTO_AUDIT_HEADS_FILE',
    default: '<SOTTO_DATA_DIR>/audit-heads.jsonl',
    meaning: "file to which the audit's signed heads are added; best on another machine's disk",
  },
  {
    name: 'SOTTO_TIMELINE_DAYS',
    default: '90',
    meaning: 'how long the facts of conversations’ timelines are kept, 1 to 3650',
  },
  {
    name: 'SOTTO_ACT_DAYS',
    default: '365',
    meaning: 'how long whispers, lines and the acts on them are kept, 1 to 3650',
  },
  {
    name: 'SOTTO_OUTCOME_DAYS',
    default: '365',
    meaning: 'how long what came before and after an intervention is kept, 1 to 3650',
  },
  {
    name: 'SOTTO_REVEAL_DAYS',
    default: '365',
    meaning: 'how long it is kept who looked behind which mask, and why, 1 to 3650',
  },
  {
    name: 'SOTTO_AUDIT_DAYS',
    default: '3650',
    meaning: 'how long entries of the audit are kept; the tree keeps their hashes, 1 to 36500',
  },
  {
    name: 'SOTTO_INSTALLATION',
    default: '(the only one)',
    meaning: 'name of this installation, where several share a database: each has its own tables',
  },
  {
    name: 'SOTTO_PEER_URL',
    default: '(the address it listens on)',
    meaning:
      'where other servers on the same database reach this one, such as http://10.0.0.5:4400',
  },
  {
    name: 'SOTTO_REDACTION_KEEP',
    default: '{}',
    meaning: 'kinds left unmasked by queue id, {"queue-1":["name"]}; never card or cvv',
  },
] as const satisfies readonly ServerSettingRow[]

type SettingName = (typeof serverSettingTable)[number]['name']

/** Their values are never shown, not even in the line that calls them wrong. */
const secretSettings: readonly string[] = [
  'DATABASE_URL',
  'SOTTO_KEYS',
  'SOTTO_PLATFORM_CLIENT_SECRET',
] satisfies readonly SettingName[]

function wholeNumber(minimum: number, maximum: number, fallback: number) {
  const wanted = `must be a whole number from ${minimum} to ${maximum}`
  return z
    .string()
    .regex(/^\d{1,15}$/, wanted)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, wanted)
    .default(fallback)
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\]|.+\.localhost)$/.test(hostname)
}

/** Plain http carries cookies and tokens in the open; it is for this machine only. */
function webAddress() {
  return z.string().transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined
    const problem =
      url === undefined || !['http:', 'https:'].includes(url.protocol)
        ? 'must be an address such as https://console.example'
        : url.protocol === 'http:' && !isLoopback(url.hostname)
          ? 'must begin with https:// unless it is this machine (localhost, 127.0.0.1)'
          : url.username !== '' || url.search !== '' || url.hash !== ''
            ? 'must not carry a user, a query or a fragment'
            : undefined
    if (problem !== undefined || url === undefined) {
      context.addIssue({ code: 'custom', message: problem ?? 'must be an address' })
      return z.NEVER
    }
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
  })
}

const publicAddress = webAddress().refine(
  (address) => new URL(address).pathname === '/',
  'must not carry a path: the console lives at the root of its address',
)

const clientName = z.string().regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 printable characters')

const databaseAddress = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol),
    'must begin with postgres://',
  )

/** `id:base64` pairs, each key of 32 bytes; ids of 1–32 letters, digits, `-` and `_`, each once. */
export function isKeyList(text: string): boolean {
  const pairs = text
    .split(',')
    .map((pair) => /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]{43}=?)$/.exec(pair.trim()))
  if (pairs.some((pair) => pair === null)) return false
  return new Set(pairs.map((pair) => pair?.[1])).size === pairs.length
}

/** A team's choice as JSON: queue id → kinds that stay. */
function keptKinds() {
  return z
    .string()
    .default('{}')
    .transform((text, context): KeptKinds => {
      const parsed = keptKindsSchema.safeParse(jsonOf(text))
      if (parsed.success) return parsed.data
      const message = 'must be JSON such as {"queue-1":["name","phone"]}, without card and cvv'
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const environmentSchema = z.object({
  SOTTO_PORT: wholeNumber(0, 65_535, 4_400),
  SOTTO_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]{1,253}$/, 'must be a host name or an IP address')
    .default('127.0.0.1'),
  SOTTO_PUBLIC_URL: publicAddress.optional(),
  SOTTO_PLATFORM_URL: webAddress().default('http://127.0.0.1:4500'),
  SOTTO_PLATFORM_CLIENT_ID: clientName.default('sotto'),
  SOTTO_PLATFORM_CLIENT_SECRET: z.string().max(1_024, 'is too long').optional(),
  SOTTO_PLATFORM_CLIENT_SECRET_FILE: z.string().optional(),
  SOTTO_DATA_DIR: z.string().optional(),
  DATABASE_URL: databaseAddress.optional(),
  SOTTO_AUDIT_HEADS_FILE: z.string().optional(),
  SOTTO_INSTALLATION: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,30}$/,
      'must be a small letter and up to 30 small letters, digits and -',
    )
    .optional(),
  SOTTO_DATABASE_CONNECTIONS: wholeNumber(2, 200, 10),
  SOTTO_KEYS: z
    .string()
    .refine(isKeyList, 'must be id:key pairs, comma separated, each key 32 bytes in base64')
    .optional(),
  SOTTO_LOG_LEVEL: z
    .enum(logLevels, 'must be one of debug, info, warn, error, silent')
    .default('info'),
  SOTTO_SESSION_IDLE_MINUTES: wholeNumber(1, 10_080, 60),
  SOTTO_SESSION_HOURS: wholeNumber(1, 720, 12),
  SOTTO_TRUSTED_PROXIES: z
    .string()
    .regex(/^[0-9A-Fa-f.:/, ]+$/, 'must be addresses or networks, comma separated')
    .optional(),
  SOTTO_SIGN_INS_PER_MINUTE: wholeNumber(1, 100_000, 60),
  SOTTO_PLATFORM_REQUESTS_PER_SECOND: wholeNumber(1, 10_000, 80),
  SOTTO_PLATFORM_TIMEOUT_MS: wholeNumber(100, 60_000, 5_000),
  SOTTO_LINE_EXPIRY_SECONDS: wholeNumber(2, 60, 8),
  SOTTO_TEXT_EXPIRY_SECONDS: wholeNumber(5, 3_600, 60),
  // The panel closes by itself after 60 s: a longer time here would promise what nobody gets.
  SOTTO_SILENT_MICROPHONE_SECONDS: wholeNumber(5, 60, 60),
  SOTTO_BACKGROUND_CLIENT_ID: clientName.default('sotto-background'),
  SOTTO_BACKGROUND_CLIENT_SECRET_FILE: z.string().optional(),
  SOTTO_OUTCOME_BEFORE_SECONDS: wholeNumber(30, 900, 120),
  SOTTO_OUTCOME_AFTER_SECONDS: wholeNumber(30, 900, 120),
  SOTTO_FACT_DAYS: wholeNumber(1, 365, 30),
  SOTTO_REDACTION_KEEP: keptKinds(),
  SOTTO_PEER_URL: peerUrlSchema.optional(),
  SOTTO_TIMELINE_DAYS: wholeNumber(1, 3_650, 90),
  SOTTO_ACT_DAYS: wholeNumber(1, 3_650, 365),
  SOTTO_OUTCOME_DAYS: wholeNumber(1, 3_650, 365),
  SOTTO_REVEAL_DAYS: wholeNumber(1, 3_650, 365),
  SOTTO_AUDIT_DAYS: wholeNumber(1, 36_500, 3_650),
}) satisfies z.ZodObject<Record<SettingName, z.ZodType>>

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
  const parsed = environmentSchema.safeParse(written)
  if (!parsed.success) return err(complaints(parsed.error, written))
  const values = parsed.data
  const dataDirectory = path.resolve(values.SOTTO_DATA_DIR ?? places.dataDirectory)
  const hidden = (text: string | undefined) => (text === undefined ? undefined : secret(text))
  return ok({
    port: values.SOTTO_PORT,
    host: values.SOTTO_HOST,
    publicUrl:
      values.SOTTO_PUBLIC_URL ??
      (values.SOTTO_PORT === 0 ? undefined : `http://localhost:${values.SOTTO_PORT}`),
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
    keys: hidden(values.SOTTO_KEYS),
    logLevel: values.SOTTO_LOG_LEVEL,
    sessionIdleMs: values.SOTTO_SESSION_IDLE_MINUTES * 60_000,
    sessionLifetimeMs: values.SOTTO_SESSION_HOURS * 3_600_000,
    trustedProxies: (values.SOTTO_TRUSTED_PROXIES ?? '')
      .split(/[ ,]+/)
      .filter((text) => text !== ''),
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
      audit: values.SOTTO_AUDIT_DAYS * 86_400_000,
    },
    installation: values.SOTTO_INSTALLATION,
    peerUrl: values.SOTTO_PEER_URL,
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
    const shown = secretSettings.includes(name)
      ? ''
      : `, not ${JSON.stringify((written[name] ?? '').slice(0, 60))}`
    lines.set(name, `${name} ${issue.message}${shown}`)
  }
  return [...lines.values()]
}
