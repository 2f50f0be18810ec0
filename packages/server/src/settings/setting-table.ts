/** Every setting of the server there is: reading, `--help` and docs/settings.md all come from this one table, in its order. */

import { z } from 'zod'
import { peerUrlSchema } from '../peers/peer-address.ts'
import { databaseSettings } from './database-settings.ts'
import {
  describeSetting,
  optionalSetting,
  type SettingDescription,
  secretSetting,
  setting,
} from './declare-setting.ts'
import { peerSettings } from './peer-settings.ts'
import { securitySettings } from './security-settings.ts'
import {
  clientName,
  databaseAddress,
  filePath,
  hostName,
  installationName,
  keptKinds,
  keyList,
  networkList,
  publicAddress,
  shortText,
  webAddress,
  wholeNumber,
} from './setting-kinds.ts'

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** To add one, add a line; a test tells what docs/settings.md then has to say. */
export const serverSettingSchema = z.object({
  SOTTO_PORT: setting(wholeNumber(0, 65_535), '4400', 'port of the console (0 takes a free one)'),
  SOTTO_HOST: setting(hostName(), '127.0.0.1', 'address the console listens on'),
  SOTTO_PUBLIC_URL: optionalSetting(
    publicAddress(),
    'http://localhost:<SOTTO_PORT>',
    "the console's address as browsers see it; https unless it is this machine",
  ),
  SOTTO_PLATFORM_URL: setting(
    webAddress(),
    'http://127.0.0.1:4500',
    "the contact-centre platform's address",
  ),
  SOTTO_PLATFORM_CLIENT_ID: setting(clientName(), 'sotto', 'how the platform knows this console'),
  SOTTO_PLATFORM_CLIENT_SECRET: secretSetting(
    shortText(1_024),
    '(read from the file)',
    "this console's secret at the platform",
  ),
  SOTTO_PLATFORM_CLIENT_SECRET_FILE: optionalSetting(
    filePath(),
    '<SOTTO_DATA_DIR>/oauth-client-sotto.secret',
    'file with that secret; the simulator writes it at its first start',
  ),
  SOTTO_DATA_DIR: optionalSetting(
    filePath(),
    '.sotto',
    'folder for keys and the embedded database',
  ),
  DATABASE_URL: secretSetting(
    databaseAddress(),
    '(embedded PostgreSQL)',
    'postgres://… of a PostgreSQL server to use instead',
  ),
  DATABASE_URL_FILE: optionalSetting(
    filePath(),
    '(none)',
    'file with that address instead, such as a credential of systemd',
  ),
  SOTTO_DATABASE_CONNECTIONS: setting(
    wholeNumber(2, 200),
    '10',
    'database connections held at most, 2 to 200',
  ),
  SOTTO_KEYS: secretSetting(
    keyList(),
    '(made once in SOTTO_DATA_DIR)',
    'keys that seal tokens: id:base64 of 32 bytes, comma separated, the first one seals',
  ),
  SOTTO_KEYS_FILE: optionalSetting(
    filePath(),
    '(none)',
    'file with those keys instead, such as a credential of systemd',
  ),
  SOTTO_LOG_LEVEL: setting(
    z.enum(logLevels, 'must be one of debug, info, warn, error, silent'),
    'info',
    'debug, info, warn, error or silent',
  ),
  SOTTO_SESSION_IDLE_MINUTES: setting(
    wholeNumber(1, 10_080),
    '60',
    'a session without any open panel ends after this',
  ),
  SOTTO_SESSION_HOURS: setting(
    wholeNumber(1, 720),
    '12',
    'a session ends after this, however busy',
  ),
  SOTTO_TRUSTED_PROXIES: optionalSetting(
    networkList(),
    '(none)',
    'addresses or networks, comma separated, whose X-Forwarded headers are believed',
  ),
  SOTTO_SIGN_INS_PER_MINUTE: setting(
    wholeNumber(1, 100_000),
    '60',
    'sign-in requests taken from one address in a minute',
  ),
  SOTTO_PLATFORM_REQUESTS_PER_SECOND: setting(
    wholeNumber(1, 10_000),
    '80',
    'requests to the platform in a second at most; a quarter on top as a burst',
  ),
  SOTTO_PLATFORM_TIMEOUT_MS: setting(
    wholeNumber(100, 60_000),
    '5000',
    'how long one request to the platform may take',
  ),
  SOTTO_LINE_EXPIRY_SECONDS: setting(
    wholeNumber(2, 60),
    '8',
    'a voice line that has not opened by then is taken back, 2 to 60',
  ),
  SOTTO_TEXT_EXPIRY_SECONDS: setting(
    wholeNumber(5, 3_600),
    '60',
    "a text that is not on the agent's desk by then is taken back, 5 to 3600",
  ),
  // The panel closes by itself after 60 s: a longer time here would promise what nobody gets.
  SOTTO_SILENT_MICROPHONE_SECONDS: setting(
    wholeNumber(5, 60),
    '60',
    'an open microphone nobody speaks into is closed after this, 5 to 60',
  ),
  SOTTO_BACKGROUND_CLIENT_ID: setting(
    clientName(),
    'sotto-background',
    'client that reads names of queues in the background, and acts on nothing',
  ),
  SOTTO_BACKGROUND_CLIENT_SECRET_FILE: optionalSetting(
    filePath(),
    '<SOTTO_DATA_DIR>/oauth-client-sotto-background.secret',
    'file with its secret; without it nothing is read in the background',
  ),
  SOTTO_OUTCOME_BEFORE_SECONDS: setting(
    wholeNumber(30, 900),
    '120',
    'how long before a whisper or coaching session is measured, 30 to 900',
  ),
  SOTTO_OUTCOME_AFTER_SECONDS: setting(
    wholeNumber(30, 900),
    '120',
    'how long after a whisper or coaching session is measured, 30 to 900',
  ),
  SOTTO_FACT_DAYS: setting(
    wholeNumber(1, 365),
    '30',
    'how long phases and figures of conversations (no speech) are kept, 1 to 365',
  ),
  SOTTO_AUDIT_HEADS_FILE: optionalSetting(
    filePath(),
    '<SOTTO_DATA_DIR>/audit-heads.jsonl',
    "file to which the audit's signed heads are added; best on another machine's disk",
  ),
  SOTTO_TIMELINE_DAYS: setting(
    wholeNumber(1, 3_650),
    '90',
    'how long the facts of conversations’ timelines are kept, 1 to 3650',
  ),
  SOTTO_ACT_DAYS: setting(
    wholeNumber(1, 3_650),
    '365',
    'how long whispers, lines and the acts on them are kept, 1 to 3650',
  ),
  SOTTO_OUTCOME_DAYS: setting(
    wholeNumber(1, 3_650),
    '365',
    'how long what came before and after an intervention is kept, 1 to 3650',
  ),
  SOTTO_REVEAL_DAYS: setting(
    wholeNumber(1, 3_650),
    '365',
    'how long it is kept who looked behind which mask, and why, 1 to 3650',
  ),
  SOTTO_COACHING_DAYS: setting(
    wholeNumber(1, 3_650),
    '365',
    'how long finished coaching sessions are kept with their notes, 1 to 3650',
  ),
  SOTTO_AUDIT_DAYS: setting(
    wholeNumber(1, 36_500),
    '3650',
    'how long entries of the audit are kept; the tree keeps their hashes, 1 to 36500',
  ),
  SOTTO_INSTALLATION: optionalSetting(
    installationName(),
    '(the only one)',
    'name of this installation, where several share a database: each has its own tables',
  ),
  SOTTO_PEER_URL: optionalSetting(
    peerUrlSchema,
    '(the address it listens on)',
    'where other servers on the same database reach this one, such as http://10.0.0.5:4400',
  ),
  SOTTO_REDACTION_KEEP: setting(
    keptKinds(),
    '{}',
    'kinds left unmasked by queue id, {"queue-1":["name"]}; never card or cvv',
  ),
  SOTTO_TRACES_URL: optionalSetting(
    webAddress(),
    '(no traces)',
    'where traces go by OTLP over HTTP, such as http://127.0.0.1:4318/v1/traces',
  ),
  ...securitySettings,
  ...databaseSettings,
  ...peerSettings,
})

export interface ServerSettingRow extends SettingDescription {
  readonly name: string
}

/** The same for people. */
export const serverSettingTable: readonly ServerSettingRow[] = Object.entries(
  serverSettingSchema.shape,
).map(([name, declared]) => ({ name, ...describeSetting(name, declared) }))
