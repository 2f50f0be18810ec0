/** `sotto doctor`: looks at everything a server needs, also while one runs, changes nothing, and says what to do. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type Clock, type Random, type Secret, secret } from '@sotto/kernel'
import { probeGuidePlatform } from '@sotto/platform-guide'
import {
  type DatabaseReport,
  findRunningDatabase,
  inspectDatabase,
  keyFileOf,
  readKeys,
  readServerSettings,
  type ServerSettings,
  schemaOfInstallation,
  serverSettingTable,
  warningsOfUnknownSettings,
} from '@sotto/server'
import { exitCodes } from '../exit-codes.ts'
import { dataDirectoryFrom } from '../places.ts'
import { withCredentialFiles } from '../settings/credential-files.ts'
import { type Environment, withSettingsFromFiles } from '../settings/settings-from-files.ts'
import { StartRefusal } from '../start-refusal.ts'
import type { Terminal } from '../terminal.ts'
import { databaseFindings, keyFinding, unreachableFinding } from './database-findings.ts'
import { codeOf, type Finding, failure, fine, warning } from './finding.ts'
import { folderFindings, portFinding, spaceLimits } from './machine-findings.ts'
import { clockFindings, platformFindings } from './platform-findings.ts'

export interface RunDoctorInput {
  readonly environment: Environment
  readonly json: boolean
  readonly clock: Clock
  readonly random: Random
  readonly terminal: Terminal
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** When a disk counts as full. */
  readonly space?: typeof spaceLimits
}

/** Exit code 0 when nothing fails; warnings are none. */
export async function runDoctor(input: RunDoctorInput): Promise<number> {
  const findings = await examine(input)
  if (input.json) input.terminal.say(JSON.stringify({ findings }, null, 2))
  else for (const finding of findings) for (const line of linesOf(finding)) input.terminal.say(line)
  return findings.some(({ level }) => level === 'fail') ? exitCodes.failed : exitCodes.ok
}

function linesOf({ check, level, says, todo }: Finding): readonly string[] {
  const line = `${level.padEnd(4)}  ${check.padEnd(11)}  ${says}`
  return todo === undefined ? [line] : [line, `${' '.repeat(19)}→ ${todo}`]
}

async function examine(input: RunDoctorInput): Promise<readonly Finding[]> {
  const { settings, findings } = examineSettings(input.environment)
  if (settings === undefined) return findings
  const [folder, port, database, platform] = await Promise.all([
    folderFindings(settings.dataDirectory, input.space ?? spaceLimits),
    portFinding(settings, (url) => input.fetch(url, { signal: AbortSignal.timeout(3_000) })),
    examineDatabase(settings, input),
    examinePlatform(settings, input),
  ])
  return [
    ...findings,
    ...folder,
    port,
    ...database.findings,
    ...platformFindings(platform),
    ...clockFindings({
      database: database.report?.clockAheadMs,
      platform: platform.clockAheadMs,
    }),
  ]
}

function examineSettings(environment: Environment): {
  readonly settings?: ServerSettings
  readonly findings: readonly Finding[]
} {
  const known = serverSettingTable.map(({ name }) => name)
  const strangers = warningsOfUnknownSettings(environment, known).map((line) =>
    warning('settings', line, 'Take it away, or correct its name.'),
  )
  try {
    const read = readServerSettings(withSettingsFromFiles(withCredentialFiles(environment)), {
      dataDirectory: dataDirectoryFrom(environment),
    })
    if (read.ok) {
      const says = 'All settings can be read.'
      return { settings: read.value, findings: [fine('settings', says), ...strangers] }
    }
    const wrong = read.error.map((line) => failure('settings', `${line}.`, 'See docs/settings.md.'))
    return { findings: [...wrong, ...strangers] }
  } catch (problem) {
    if (!(problem instanceof StartRefusal)) throw problem
    return { findings: [failure('settings', problem.message, 'See docs/settings.md.')] }
  }
}

interface DatabaseExamination {
  readonly report?: DatabaseReport
  readonly findings: readonly Finding[]
}

async function examineDatabase(
  settings: ServerSettings,
  input: RunDoctorInput,
): Promise<DatabaseExamination> {
  const { keys, findings } = await findKeys(settings)
  const url = settings.databaseUrl ?? (await findRunningDatabase(settings.dataDirectory))
  if (url === undefined) return { findings: [...findings, restingFinding(settings)] }
  const { installation } = settings
  try {
    const report = await inspectDatabase({
      ...input,
      url,
      tls: settings.databaseUrl === undefined ? undefined : settings.databaseTls,
      keys,
      schema: installation === undefined ? undefined : schemaOfInstallation(installation),
    })
    const { databaseConnections: connections } = settings
    // Keys that are not there yet are as they should be only while nothing is sealed.
    const isMissed = keys !== undefined || (report.sealed?.unopened ?? 0) > 0
    const aboutKeys = isMissed ? [...findings.filter(isFailure), keyFinding(report)] : findings
    return { report, findings: [...databaseFindings(report, { connections }), ...aboutKeys] }
  } catch (problem) {
    return { findings: [unreachableFinding(problem), ...findings] }
  }
}

function isFailure({ level }: Finding): boolean {
  return level === 'fail'
}

function restingFinding({ dataDirectory }: ServerSettings): Finding {
  const isThere = existsSync(`${dataDirectory}/database/password`)
  return fine(
    'database',
    isThere
      ? 'The embedded database is at rest; the server starts it. Run this again while it runs, to look inside.'
      : 'The embedded database is made at the first start.',
  )
}

async function findKeys(settings: ServerSettings): Promise<{
  readonly keys: Secret<string> | undefined
  readonly findings: readonly Finding[]
}> {
  if (settings.keys !== undefined) return { keys: settings.keys, findings: [] }
  const file = keyFileOf(settings.dataDirectory)
  try {
    return { keys: await readKeys(file), findings: [] }
  } catch (problem) {
    const code = codeOf(problem)
    const finding =
      code === 'ENOENT'
        ? fine('keys', 'There are none yet; the first start makes them.')
        : failure('keys', `${file} cannot be used (${code}).`, 'Restore it from where you keep it.')
    return { keys: undefined, findings: [finding] }
  }
}

async function examinePlatform(settings: ServerSettings, input: RunDoctorInput) {
  return probeGuidePlatform({
    baseUrl: settings.platformUrl,
    clientId: settings.platformClientId,
    clientSecret: await clientSecretOf(settings),
    clock: input.clock,
    fetch: input.fetch,
    timeoutMs: settings.platformTimeoutMs,
  })
}

async function clientSecretOf(settings: ServerSettings): Promise<Secret<string> | undefined> {
  if (settings.platformClientSecret !== undefined) return settings.platformClientSecret
  const text = await readFile(settings.platformClientSecretFile, 'utf8').catch(() => '')
  return text.trim() === '' ? undefined : secret(text.trim())
}
