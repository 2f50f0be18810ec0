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
  /** Same seed, same world, ids included. Absent: the same people, and a day of its own at every start. */
  readonly seed?: number
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
}

interface Setting {
  readonly name: string
  readonly field: keyof typeof defaultNumbers | 'seed'
  /** In words where there is no number: the field is then left out. */
  readonly default: number | string
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
    default: 'another one at every start',
    minimum: 0,
    maximum: 4_294_967_295,
    meaning: 'same seed, same world, to the last id; the people are always the same',
  },
] as const satisfies readonly Setting[]

/** Reads the settings. An unset or empty variable has its default; a wrong one gives one line that names it. */
export function readSimulatorSettings(
  environment: Readonly<Record<string, string | undefined>>,
  places: Pick<SimulatorSettings, 'dataDirectory' | 'panelUrl'>,
): Result<SimulatorSettings, string> {
  const settings: Mutable<SimulatorSettings> = { ...defaultNumbers, ...places }
  for (const setting of simulatorSettingTable) {
    const read = readWholeNumber(setting, environment[setting.name])
    if (!read.ok) return read
    if (read.value !== undefined) settings[setting.field] = read.value
  }
  return ok(settings)
}

type Mutable<Shape> = { -readonly [Field in keyof Shape]: Shape[Field] }

/** undefined: not set, and there is no number that stands for it. */
function readWholeNumber(
  setting: Setting,
  written: string | undefined,
): Result<number | undefined, string> {
  const text = written?.trim() ?? ''
  if (text === '') return ok(typeof setting.default === 'number' ? setting.default : undefined)
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (value >= setting.minimum && value <= setting.maximum) return ok(value)
  const range = `from ${setting.minimum} to ${setting.maximum}`
  return err(
    `${setting.name} must be a whole number ${range}, not ${JSON.stringify(text.slice(0, 40))}`,
  )
}
