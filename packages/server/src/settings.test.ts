import path from 'node:path'
import { expect, it } from 'vitest'
import { serverSettingTable } from './settings/setting-table.ts'
import { readServerSettings } from './settings.ts'

function readOrThrow(environment: Record<string, string>) {
  const read = readServerSettings(environment)
  if (!read.ok) throw new Error(read.error.join('\n'))
  return read.value
}

it('[HT1] an empty environment gives the documented defaults', () => {
  const settings = readOrThrow({ SOTTO_PORT: '' })
  expect(settings).toMatchObject({
    port: 4400,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:4400',
    platformUrl: 'http://127.0.0.1:4500',
    platformClientId: 'sotto',
    logLevel: 'info',
    sessionIdleMs: 3_600_000,
    sessionLifetimeMs: 43_200_000,
    trustedProxies: [],
    databaseUrl: undefined,
  })
  expect(settings.dataDirectory).toBe(path.resolve('.sotto'))
  expect(settings.platformClientSecretFile).toBe(path.resolve('.sotto/oauth-client-sotto.secret'))
})

it('[HT1] the public address follows the port and loses its trailing slash', () => {
  expect(readOrThrow({ SOTTO_PORT: '5000' }).publicUrl).toBe('http://localhost:5000')
  expect(readOrThrow({ SOTTO_PUBLIC_URL: 'https://Sotto.example/' }).publicUrl).toBe(
    'https://sotto.example',
  )
  expect(readOrThrow({ SOTTO_PORT: '0' }).publicUrl).toBeUndefined()
})

it('[HT2] every wrong setting is told in one line of its own, all at once', () => {
  const read = readServerSettings({
    SOTTO_PORT: '70000',
    SOTTO_PUBLIC_URL: 'http://console.example',
    SOTTO_PLATFORM_URL: 'telnet://x',
    SOTTO_LOG_LEVEL: 'loud',
    SOTTO_SESSION_HOURS: '-1',
  })
  expect(read).toEqual({
    ok: false,
    error: [
      'SOTTO_PORT must be a whole number from 0 to 65535, not "70000"',
      'SOTTO_PUBLIC_URL must begin with https:// unless it is this machine (localhost, 127.0.0.1), not "http://console.example"',
      'SOTTO_PLATFORM_URL must be an address such as https://console.example, not "telnet://x"',
      'SOTTO_LOG_LEVEL must be one of debug, info, warn, error, silent, not "loud"',
      'SOTTO_SESSION_HOURS must be a whole number from 1 to 720, not "-1"',
    ],
  })
})

it('[HT2] a wrong secret setting is named, its value is not shown', () => {
  const read = readServerSettings({
    DATABASE_URL: 'mysql://root:planted-password@db/x',
    SOTTO_KEYS: 'k1:planted-key',
  })
  expect(read.ok).toBe(false)
  const lines = read.ok ? '' : read.error.join('\n')
  expect(lines).toContain('DATABASE_URL must begin with postgres://')
  expect(lines).toContain('SOTTO_KEYS must be id:key pairs')
  expect(lines).not.toContain('planted')
})

it('[HT2] keys are told wrong when an id stands twice', () => {
  const key = Buffer.alloc(32, 1).toString('base64')
  expect(readServerSettings({ SOTTO_KEYS: `a:${key},b:${key}` }).ok).toBe(true)
  expect(readServerSettings({ SOTTO_KEYS: `a:${key},a:${key}` }).ok).toBe(false)
})

it('[HT1] secrets among the settings cannot be printed by accident', () => {
  const settings = readOrThrow({ DATABASE_URL: 'postgres://u:planted@h/d' })
  expect(JSON.stringify(settings)).not.toContain('planted')
  expect(settings.databaseUrl?.reveal()).toBe('postgres://u:planted@h/d')
})

it('[HT40] what expires when, and the silent microphone, are settings with bounds', () => {
  expect(readOrThrow({})).toMatchObject({
    lineExpiryMs: 8_000,
    textExpiryMs: 60_000,
    silentMicrophoneMs: 60_000,
  })
  expect(
    readOrThrow({
      SOTTO_LINE_EXPIRY_SECONDS: '12',
      SOTTO_TEXT_EXPIRY_SECONDS: '300',
      SOTTO_SILENT_MICROPHONE_SECONDS: '20',
    }),
  ).toMatchObject({ lineExpiryMs: 12_000, textExpiryMs: 300_000, silentMicrophoneMs: 20_000 })
  const wrong = {
    SOTTO_LINE_EXPIRY_SECONDS: '1',
    SOTTO_TEXT_EXPIRY_SECONDS: '1.5',
    SOTTO_SILENT_MICROPHONE_SECONDS: '61',
  }
  expect(readServerSettings(wrong)).toEqual({
    ok: false,
    error: [
      'SOTTO_LINE_EXPIRY_SECONDS must be a whole number from 2 to 60, not "1"',
      'SOTTO_TEXT_EXPIRY_SECONDS must be a whole number from 5 to 3600, not "1.5"',
      'SOTTO_SILENT_MICROPHONE_SECONDS must be a whole number from 5 to 60, not "61"',
    ],
  })
})

it('[HT1] each setting stands once in the table, with a meaning', () => {
  const names = serverSettingTable.map((row) => row.name)
  expect(new Set(names).size).toBe(names.length)
  for (const row of serverSettingTable) expect(row.meaning.length).toBeGreaterThan(10)
})

it('[DB141] how long each kind is kept is a setting in days, with bounds', () => {
  const day = 86_400_000
  expect(readOrThrow({}).retentionMs).toEqual({
    'incident-facts': 90 * day,
    acts: 365 * day,
    outcomes: 365 * day,
    reveals: 365 * day,
    coachings: 365 * day,
    audit: 3_650 * day,
  })
  const given = {
    SOTTO_TIMELINE_DAYS: '1',
    SOTTO_ACT_DAYS: '3650',
    SOTTO_OUTCOME_DAYS: '2',
    SOTTO_REVEAL_DAYS: '3',
    SOTTO_COACHING_DAYS: '4',
  }
  expect(readOrThrow(given).retentionMs).toEqual({
    'incident-facts': day,
    acts: 3_650 * day,
    outcomes: 2 * day,
    reveals: 3 * day,
    coachings: 4 * day,
    audit: 3_650 * day,
  })
  for (const name of Object.keys(given))
    for (const wrong of ['0', '3651', 'never'])
      expect(readServerSettings({ [name]: wrong })).toMatchObject({
        error: [expect.stringContaining(`${name} must be a whole number from 1 to 3650`)],
      })
})

it('[FC11] the windows of an outcome and how long facts are kept are settings with bounds', () => {
  expect(readOrThrow({})).toMatchObject({
    outcomeWindows: { beforeMs: 120_000, afterMs: 120_000 },
    factRetentionMs: 30 * 86_400_000,
  })
  expect(
    readOrThrow({
      SOTTO_OUTCOME_BEFORE_SECONDS: '60',
      SOTTO_OUTCOME_AFTER_SECONDS: '300',
      SOTTO_FACT_DAYS: '7',
    }),
  ).toMatchObject({
    outcomeWindows: { beforeMs: 60_000, afterMs: 300_000 },
    factRetentionMs: 7 * 86_400_000,
  })
  const wrong = { SOTTO_OUTCOME_AFTER_SECONDS: '29', SOTTO_FACT_DAYS: '0' }
  expect(readServerSettings(wrong)).toEqual({
    ok: false,
    error: [
      'SOTTO_OUTCOME_AFTER_SECONDS must be a whole number from 30 to 900, not "29"',
      'SOTTO_FACT_DAYS must be a whole number from 1 to 365, not "0"',
    ],
  })
})

it('[HT30] which kinds stay unmasked in a queue is a setting, and cards and security codes are no choice', () => {
  expect(readOrThrow({}).redactionKeep).toEqual({})
  const kept = { 'queue-1': ['name', 'phone'] }
  expect(readOrThrow({ SOTTO_REDACTION_KEEP: JSON.stringify(kept) }).redactionKeep).toEqual(kept)
  for (const wrong of ['{"q":["card"]}', '{"q":["cvv"]}', '{"q":["nose"]}', '["name"]', '{'])
    expect(readServerSettings({ SOTTO_REDACTION_KEEP: wrong })).toEqual({
      ok: false,
      error: [
        `SOTTO_REDACTION_KEEP must be JSON such as {"queue-1":["name","phone"]}, without card and cvv, not ${JSON.stringify(wrong)}`,
      ],
    })
})

it('[HT65] the networks that read figures are addresses and prefixes, or none', () => {
  const of = (text: string) => readOrThrow({ SOTTO_METRICS_NETWORKS: text }).operators.networks
  expect(of('')).toEqual(['127.0.0.0/8', '::1'])
  expect(of('10.0.0.0/8, ::1')).toEqual(['10.0.0.0/8', '::1'])
  expect(of('none')).toEqual([])
  for (const wrong of [
    '10.0.0.0/33',
    'localhost',
    '10.0.0.0/8/8',
    '10.0.0',
    '::1/129',
    '1.2.3.4/x',
  ])
    expect(readServerSettings({ SOTTO_METRICS_NETWORKS: wrong })).toEqual({
      ok: false,
      error: [
        `SOTTO_METRICS_NETWORKS must be addresses or networks such as 10.0.0.0/8, comma separated, or none, not "${wrong}"`,
      ],
    })
})

it('[HT65] how much a session may ask has a default and bounds', () => {
  expect(readOrThrow({}).requestsPerMinute).toEqual({ reads: 1_200, acts: 600 })
  expect(
    readServerSettings({ SOTTO_READS_PER_MINUTE: '0', SOTTO_ACTS_PER_MINUTE: 'many' }),
  ).toEqual({
    ok: false,
    error: [
      'SOTTO_READS_PER_MINUTE must be a whole number from 1 to 1000000, not "0"',
      'SOTTO_ACTS_PER_MINUTE must be a whole number from 1 to 1000000, not "many"',
    ],
  })
})

it('[HT67] TLS to the database is automatic unless told', () => {
  expect(readOrThrow({}).databaseTls).toEqual({ mode: 'auto', caFile: undefined })
  expect(
    readOrThrow({ SOTTO_DATABASE_TLS: 'off', SOTTO_DATABASE_CA_FILE: 'ca.pem' }).databaseTls,
  ).toEqual({ mode: 'off', caFile: path.resolve('ca.pem') })
  expect(readServerSettings({ SOTTO_DATABASE_TLS: 'require' })).toEqual({
    ok: false,
    error: ['SOTTO_DATABASE_TLS must be one of auto, on, off, not "require"'],
  })
})

it('[HT69] a certificate of its own makes the address https, and comes with its key', () => {
  const pair = { SOTTO_TLS_CERT_FILE: 'cert.pem', SOTTO_TLS_KEY_FILE: 'key.pem' }
  const settings = readOrThrow(pair)
  expect(settings.ownTls).toEqual({
    certificateFile: path.resolve('cert.pem'),
    keyFile: path.resolve('key.pem'),
  })
  expect(settings.publicUrl).toBe('https://localhost:4400')
  for (const [named, other] of [
    ['SOTTO_TLS_CERT_FILE', 'SOTTO_TLS_KEY_FILE'],
    ['SOTTO_TLS_KEY_FILE', 'SOTTO_TLS_CERT_FILE'],
  ] as const)
    expect(readServerSettings({ [named]: 'one.pem' })).toEqual({
      ok: false,
      error: [`${other} must be set as well: ${named} alone is no certificate with its key`],
    })
})
