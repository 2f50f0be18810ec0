/** What `--help` prints below the options: settings with their defaults, and how the program ends. */
import { serverSettingTable } from '@sotto/server'
import { simulatorSettingTable } from '@sotto/simulator'

interface SettingRow {
  readonly name: string
  readonly default: string | number
  readonly meaning: string
}

export type HelpSubject =
  | 'program'
  | 'demo'
  | 'serve'
  | 'simulator'
  | 'leak-test'
  | 'redact'
  | 'keys'
  | 'doctor'
  | 'backup'
  | 'restore'
  | 'audit'

const exitCodeLines = `
Exit codes:
  0  it did what was asked, or was asked to end and did
  1  it could not start, or something it runs ended by itself
  2  the command line was wrong`

const leakTestLines = `
A supervisor with a marked voice whispers to an agent while the call is held, transferred, ended, while connections are
cut and the server is killed. The recordings of everybody else are searched for the mark, and every ear is compared,
sample by sample, with what the other parties said. At the end a leak is planted, which must be found.

Exit codes:
  0  nobody but the agent heard the whisper, and the planted leak was caught
  1  a leak was found, something could not be proved, or the contact centre did not start
  2  the command line was wrong`

export function helpAfter(subject: HelpSubject): string {
  switch (subject) {
    case 'program':
      return [
        '\nSettings come from the environment; "sotto <command> --help" lists them with their defaults.',
        exitCodeLines,
      ].join('\n')
    case 'demo':
      return [
        settingLines('Settings of the console (environment)', demoServerSettings()),
        settingLines(
          'Settings of the simulated contact centre (environment)',
          simulatorSettingTable,
        ),
        logLines('<SOTTO_DATA_DIR>/logs'),
        exitCodeLines,
      ].join('\n')
    case 'serve':
      return [settingLines('Settings (environment)', serverSettingTable), exitCodeLines].join('\n')
    case 'simulator':
      return [
        settingLines('Settings (environment)', [...simulatorSettingTable, ...sharedPlaces()]),
        exitCodeLines,
      ].join('\n')
    case 'leak-test':
      return leakTestLines
    case 'redact':
      return redactLines
    case 'backup':
      return backupLines
    case 'restore':
      return restoreLines
    case 'doctor':
      return doctorLines
    case 'keys':
      return keysLines
    case 'audit':
      return auditLines
  }
}

const redactLines = `
Reads   { "id", "text", "conversation"?, "speaker"? }, one a line; the same conversation is one talk, in order.
Writes  { "id", "text", "spans": [{ "kind", "start", "end" }] }, one a line, in the order of the input, after its end;
        offsets are UTF-16 units into the text.

Exit codes:
  0  every line was read
  1  some line could not be read; standard error names it, the others were done
  2  the command line was wrong`

const fileExitLines = `
Exit codes:
  0  done
  1  refused, in one sentence; nothing was changed
  2  the command line was wrong`

const backupLines = `
It reads the settings of "serve" from the environment (DATABASE_URL, SOTTO_DATA_DIR, SOTTO_INSTALLATION). All tables are of one
moment. The file is gzip over lines of JSON; it holds what people wrote and who they are, but no keys and no logs.
${fileExitLines}`

const restoreLines = `
It reads the settings of "serve" from the environment. The file is judged from its first to its last line before anything is
touched, and taken whole or not at all. The tables are then of the backup's version; the next start brings them up to its own.
${fileExitLines}`

const doctorLines = `
It changes nothing and may run beside a server. It reads the settings of "serve" from the environment. At the platform it asks the
doors that can be asked without signing in; the token endpoint with a code that nobody was given.

Exit codes:
  0  nothing fails; there may be warnings
  1  something fails: a line that begins with "fail", and below it what to do
  2  the command line was wrong`

const keysLines = `
  list      the names of the keys in <SOTTO_DATA_DIR>/sealing-keys, the one that seals first
  rotate    puts a new key in front; running servers seal anew within seconds, and nobody is signed out
  drop-old  leaves only the key that seals; whoever is still sealed with another one signs in again
  make      prints a new key for SOTTO_KEYS, where the keys come from the environment

Exit codes:
  0  done
  1  the keys are not in a file, or it cannot be used
  2  the command line was wrong`

const auditLines = `
erase-person needs the settings of "sotto serve"; a database of Sotto's own is opened only while no server runs.
Without --yes it shows what it would erase, and changes nothing.

HEAD is a file with a signed head: a line of <SOTTO_DATA_DIR>/audit-heads.jsonl, or of the log (event "audit-head"), best one
that was kept on another machine. Of a file of many heads the last line counts.

Exit codes:
  0  the export is what the heads say
  1  it is not, or it cannot be told; one sentence says what and in which line
  2  the command line was wrong, or a file cannot be read`

/** The demonstration finds its own platform, so what leads to another one has no effect there. */
function demoServerSettings(): SettingRow[] {
  return serverSettingTable.filter(({ name }) => !/^SOTTO_(PLATFORM|BACKGROUND)_/.test(name))
}

/** Settings of the server that the simulator reads too: its secret and its redirect address depend on them. */
function sharedPlaces(): SettingRow[] {
  const names: readonly string[] = ['SOTTO_DATA_DIR', 'SOTTO_PORT', 'SOTTO_PUBLIC_URL']
  return serverSettingTable.filter(({ name }) => names.includes(name))
}

function logLines(place: string): string {
  return `\nLogs are written to ${place}, one JSON object a line.`
}

function settingLines(title: string, rows: readonly SettingRow[]): string {
  const nameWidth = Math.max(...rows.map(({ name }) => name.length))
  const lines = rows.map(
    (row) =>
      `  ${row.name.padEnd(nameWidth)}  ${row.meaning}\n  ${' '.repeat(nameWidth)}  default: ${row.default}`,
  )
  return [`\n${title}:`, ...lines].join('\n')
}
