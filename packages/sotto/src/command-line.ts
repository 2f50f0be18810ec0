/** The command line of `sotto`. Each command loads only what it runs. */
import { systemClock, systemRandom } from '@sotto/kernel'
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import type { AuditVerifyChoice } from './audit/run-audit-verify.ts'
import type { ErasePersonChoice } from './audit/run-erase-person.ts'
import { exitCodes } from './exit-codes.ts'
import type { HelpSubject } from './help-text.ts'
import { type KeysAct, keysActs } from './keys/keys-acts.ts'
import type { LeakTestChoice } from './leak-test/run-leak-test.ts'
import { chooseLogLevel, type LogLevel, logLevels } from './log-level.ts'
import { ownVersion } from './own-version.ts'
import { StartRefusal } from './start-refusal.ts'
import { systemTerminal } from './terminal.ts'

interface LogChoice {
  readonly logLevel?: LogLevel
  readonly logFile?: string
}

interface RedactChoice {
  readonly explain?: boolean
  readonly customer?: readonly string[]
  readonly agent?: readonly string[]
  readonly keep?: readonly string[]
}

/** Runs one command to its end and resolves to the exit code. Never rejects for anything the user did. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let code: number = exitCodes.ok
  const program = describeProgram(await loadHelp(args), (result) => {
    code = result
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (failure) {
    if (failure instanceof CommanderError)
      return failure.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    if (!(failure instanceof StartRefusal)) throw failure
    systemTerminal.complain(failure.message)
    return exitCodes.failed
  }
}

type HelpAfter = (subject: HelpSubject) => string

/** The tables of settings belong to the server and the simulator, which nobody loads who does not read them. */
async function loadHelp(args: readonly string[]): Promise<HelpAfter> {
  const isAsked = args.length === 0 || args.includes('--help') || args.includes('-h')
  return isAsked ? (await import('./help-text.ts')).helpAfter : () => ''
}

function describeProgram(helpAfter: HelpAfter, done: (code: number) => void): Command {
  const program = new Command('sotto')
    .description("Sotto: a supervisor's coaching console for contact centres.")
    .version(ownVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .showHelpAfterError('Try "sotto --help".')
    .exitOverride()
    .addHelpText('after', helpAfter('program'))
  program
    .command('demo')
    .description('start a simulated contact centre and the console; what npm start runs')
    .addOption(logLevelOption())
    .addHelpText('after', helpAfter('demo'))
    .action(async ({ logLevel }: LogChoice) => done(await demo(logLevel)))
  program
    .command('serve')
    .description("start the console's server alone, against the platform of SOTTO_PLATFORM_URL")
    .addOption(logLevelOption())
    .addOption(logFileOption())
    .addHelpText('after', helpAfter('serve'))
    .action(async (choice: LogChoice) => done(await runAlone('server', choice)))
  program
    .command('simulator')
    .description('start the simulated contact centre alone')
    .addOption(logLevelOption())
    .addOption(logFileOption())
    .addHelpText('after', helpAfter('simulator'))
    .action(async (choice: LogChoice) => done(await runAlone('simulator', choice)))
  program
    .command('leak-test')
    .description('prove, on a contact centre of its own, that no customer hears a whisper')
    .option('--short', 'three changes of a call instead of all')
    .option('--story <name...>', 'only these changes of a call')
    .option('--seed <number>', 'of the marked voice and of the simulated world', readSeed, 1)
    .option('--json', 'the report as JSON on standard output, progress on standard error')
    .addHelpText('after', helpAfter('leak-test'))
    .action(async (choice: LeakTestChoice) => done(await leakTest(choice)))
  program
    .command('redact')
    .description('find personal data in JSON lines from standard input; one JSON line out for each')
    .option('--explain', 'add the rule that fired to each span')
    .option('--customer <name...>', 'names of customers, to be found wherever they are said')
    .option('--agent <name...>', 'names of agents, to be kept')
    .option('--keep <kind...>', 'kinds that are not looked for, such as name')
    .addHelpText('after', helpAfter('redact'))
    .action(async (choice: RedactChoice) => done(await redact(choice)))
  program
    .command('doctor')
    .description('look at settings, data folder, port, keys, database, clocks and platform')
    .option('--json', 'the findings as JSON on standard output')
    .addHelpText('after', helpAfter('doctor'))
    .action(async ({ json }: { readonly json?: boolean }) => done(await doctor(json === true)))
  program
    .command('backup')
    .description('write everything in the database to a file, also while servers run')
    .argument('<file>', 'file to be made; it must not be there yet')
    .addHelpText('after', helpAfter('backup'))
    .action(async (file: string) => done(await backup(file)))
  program
    .command('restore')
    .description('bring a backup back into an empty database, while no server runs')
    .argument('<file>', 'a backup')
    .option('--replace', 'drop what is in the database')
    .addHelpText('after', helpAfter('restore'))
    .action(async (file: string, { replace }: { readonly replace?: boolean }) =>
      done(await restore(file, replace === true)),
    )
  program
    .command('keys')
    .description('the keys that seal tokens: list, rotate, drop-old, make')
    .addArgument(new Argument('<act>', 'what to do').choices([...keysActs]))
    .addHelpText('after', helpAfter('keys'))
    .action(async (act: KeysAct) => done(await keys(act)))
  const auditing = program.command('audit').description('the audit: verify, erase-person')
  auditing
    .command('verify')
    .description('check an export of the audit, offline, against heads that were kept elsewhere')
    .argument('<export>', 'file with the export, JSON lines')
    .requiredOption('--head <file>', 'the head to check against')
    .option('--previous <file>', 'an earlier head: the export must begin with what it says')
    .option('--json', 'the verdict as JSON on standard output')
    .addHelpText('after', helpAfter('audit'))
    .action(async (file: string, choice: AuditVerifyChoice) => done(await audit(file, choice)))
  auditing
    .command('erase-person')
    .description('take a person out of everything that is kept; shows what, until told to do it')
    .argument('<person>', 'id of the person at the platform')
    .requiredOption('--by <administrator>', 'id of who answers for it; stands in the audit')
    .option('--yes', 'do it: what is erased cannot be brought back')
    .action(async (personId: string, choice: ErasePersonChoice) =>
      done(await erasePerson(personId, choice)),
    )
  return program
}

function logLevelOption(): Option {
  return new Option('--log-level <level>', 'how much is logged; default: SOTTO_LOG_LEVEL').choices([
    ...logLevels,
  ])
}

function logFileOption(): Option {
  return new Option('--log-file <file>', 'append the log to this file instead of standard error')
}

async function redact(choice: RedactChoice): Promise<number> {
  const [{ readKinds, runRedact }, { createInterface }] = await Promise.all([
    import('./redact/run-redact.ts'),
    import('node:readline'),
  ])
  const { explain: explains = false, customer = [], agent = [], keep = [] } = choice
  const kinds = readKinds(keep)
  if (!kinds.ok) {
    systemTerminal.complain(kinds.error)
    return exitCodes.usage
  }
  const input = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
  const options = { explains, participantNames: customer, agentNames: agent, kindsOff: kinds.value }
  return runRedact(input, options, systemTerminal)
}

async function audit(file: string, choice: AuditVerifyChoice): Promise<number> {
  const { runAuditVerify } = await import('./audit/run-audit-verify.ts')
  return runAuditVerify(file, choice, systemTerminal)
}

async function doctor(json: boolean): Promise<number> {
  const { runDoctor } = await import('./doctor/run-doctor.ts')
  return runDoctor({ ...byHand, json, fetch })
}

const byHand = {
  environment: process.env,
  random: systemRandom,
  clock: systemClock,
  terminal: systemTerminal,
}

async function backup(file: string): Promise<number> {
  const { runBackup } = await import('./backup/run-backup.ts')
  return runBackup({ ...byHand, file })
}

async function restore(file: string, replace: boolean): Promise<number> {
  const { runRestore } = await import('./backup/run-backup.ts')
  return runRestore({ ...byHand, file, replace })
}

async function erasePerson(personId: string, choice: ErasePersonChoice): Promise<number> {
  const { erasePersonFromDatabase } = await import('./audit/erase-person-from-database.ts')
  return erasePersonFromDatabase({ ...byHand, personId, choice })
}

async function keys(act: KeysAct): Promise<number> {
  const { runKeys } = await import('./keys/run-keys.ts')
  return runKeys({ ...byHand, act })
}

async function runAlone(name: 'server' | 'simulator', choice: LogChoice): Promise<number> {
  const level = chooseLogLevel(choice.logLevel, process.env)
  const [{ runPart }, { openLog }, part] = await Promise.all([
    import('./run-part.ts'),
    import('./log.ts'),
    name === 'server'
      ? import('./parts/server-part.ts').then(({ serverPart }) => serverPart)
      : import('./parts/simulator-part.ts').then(({ simulatorPart }) => simulatorPart),
  ])
  const { logFile: file } = choice
  const log = openLog({ part: name, level, ...(file === undefined ? {} : { file }) })
  return runPart({
    part,
    environment: process.env,
    log,
    terminal: systemTerminal,
    clock: systemClock,
  })
}

async function demo(asked: LogLevel | undefined): Promise<number> {
  const [{ runDemo }, { readDemoSettings }, { programFile }] = await Promise.all([
    import('./demo/run-demo.ts'),
    import('./demo/demo-settings.ts'),
    import('./places.ts'),
  ])
  return runDemo({
    ...readDemoSettings(process.env),
    programFile,
    version: ownVersion(),
    environment: process.env,
    logLevel: chooseLogLevel(asked, process.env),
    terminal: systemTerminal,
    clock: systemClock,
  })
}

async function leakTest(choice: LeakTestChoice): Promise<number> {
  const [{ runLeakTest }, { programFile }] = await Promise.all([
    import('./leak-test/run-leak-test.ts'),
    import('./places.ts'),
  ])
  return runLeakTest({
    choice,
    programFile,
    environment: process.env,
    terminal: systemTerminal,
    clock: systemClock,
    random: systemRandom,
  })
}

/** Throws commander's InvalidArgumentError, which ends in one line and exit code 2. */
function readSeed(text: string): number {
  const seed = Number(text)
  if (/^\d+$/.test(text) && seed <= 0xffff_ffff) return seed
  throw new InvalidArgumentError('A seed is a whole number from 0 to 4,294,967,295.')
}
