/** The simulator's settings: read from the environment, each with its default and its meaning for `--help`. */
import { err, ok, type Result } from '@sotto/kernel'

export interface SimulatorSettings {
  /** 0 takes any free port. */
  readonly port: number
  readonly agents: number
  /** All supervisors, the fixed cast included. */
  readonly supervisors: number
  /** New background conversations; 0 starts none after those at "ready". */
  readonly callsPerMinute: number
  readonly eventsPerSecond: number
  readonly accessTokenSeconds: number
  readonly refreshGraceSeconds: number
  readonly seed: number
  /** Where the client secret, the signing keys and the recordings lie. */
  readonly dataDirectory: string
  /** The panel's origin: the redirect address of client `sotto` starts with it. */
  readonly panelUrl: string
}

const defaultNumbers = {
  port: 4_500,
  agents: 40,
  supervisors: 8,
  callsPerMinute: 8,
  eventsPerSecond: 0,
  accessTokenSeconds: 1_800,
  refreshGraceSeconds: 10,
  seed: 1,
}

interface Setting {
  readonly name: string
  readonly field: keyof typeof defaultNumbers
  readonly default: number
  readonly minimum: number
  readonly maximum: number
  readonly meaning: string
}

/** Every setting that comes from the environment, in the order in which `--help` prints them. All are whole numbers. */
export const simulatorSettingTable = [
  {
    name: 'SIM_PORT',
    field: 'port',
    default: defaultNumbers.port,
    minimum: 0,
    maximum: 65_535,
    meaning: 'port the simulated platform answers on (0 takes a free one)',
  },
  {
    name: 'SIM_AGENTS',
    field: 'agents',
    default: defaultNumbers.agents,
    minimum: 12,
    maximum: 1_000,
    meaning: 'agents in the contact centre',
  },
  {
    name: 'SIM_SUPERVISORS',
    field: 'supervisors',
    default: defaultNumbers.supervisors,
    minimum: 8,
    maximum: 500,
    meaning: 'supervisors, the eight of the fixed cast included',
  },
  {
    name: 'SIM_CALLS_PER_MINUTE',
    field: 'callsPerMinute',
    default: defaultNumbers.callsPerMinute,
    minimum: 0,
    maximum: 6_000,
    meaning: 'conversations that start by themselves (0: none after those at the start)',
  },
  {
    name: 'SIM_EVENTS_PER_SECOND',
    field: 'eventsPerSecond',
    default: defaultNumbers.eventsPerSecond,
    minimum: 0,
    maximum: 20_000,
    meaning: 'background load: events of other queues, which only the director sees',
  },
  {
    name: 'SIM_ACCESS_TOKEN_SECONDS',
    field: 'accessTokenSeconds',
    default: defaultNumbers.accessTokenSeconds,
    minimum: 1,
    maximum: 86_400,
    meaning: 'lifetime of an access token',
  },
  {
    name: 'SIM_REFRESH_GRACE_SECONDS',
    field: 'refreshGraceSeconds',
    default: defaultNumbers.refreshGraceSeconds,
    minimum: 0,
    maximum: 3_600,
    meaning: 'how long the previous refresh token is accepted once more',
  },
  {
    name: 'SIM_SEED',
    field: 'seed',
    default: defaultNumbers.seed,
    minimum: 0,
    maximum: 4_294_967_295,
    meaning: 'same seed, same world',
  },
] as const satisfies readonly Setting[]

/** Reads the settings. An unset or empty variable has its default; a wrong one gives one line that names it. */
export function readSimulatorSettings(
  environment: Readonly<Record<string, string | undefined>>,
  places: Pick<SimulatorSettings, 'dataDirectory' | 'panelUrl'>,
): Result<SimulatorSettings, string> {
  const settings = { ...defaultNumbers, ...places }
  for (const setting of simulatorSettingTable) {
    const read = readWholeNumber(setting, environment[setting.name])
    if (!read.ok) return read
    settings[setting.field] = read.value
  }
  return ok(settings)
}

function readWholeNumber(setting: Setting, written: string | undefined): Result<number, string> {
  const text = written?.trim() ?? ''
  if (text === '') return ok(setting.default)
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (value >= setting.minimum && value <= setting.maximum) return ok(value)
  const range = `from ${setting.minimum} to ${setting.maximum}`
  return err(
    `${setting.name} must be a whole number ${range}, not ${JSON.stringify(text.slice(0, 40))}`,
  )
}
