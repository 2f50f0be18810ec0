/** The simulator itself, by its own composition root, on the simulation's clock and without files, sockets and sign-in pages. */
import { type Logger, type Random, seededRandom } from '@sotto/kernel'
import {
  createSimulator,
  type Dialogue,
  type Simulator,
  type SimulatorStage,
  type VoiceLibrary,
} from '@sotto/simulator'
import { createInProcessUpgrades, type InProcessUpgrades } from '../network/in-process-upgrade.ts'
import { platformAddress } from '../network/platform-link.ts'
import type { WorldClock } from '../time/world-clock.ts'
import { createTokenDesk, type TokenDesk } from './token-desk.ts'

export interface PlatformOptions {
  readonly clock: WorldClock
  readonly random: Random
  readonly logger: Logger
  readonly seed: number
  readonly accessTokenSeconds: number
  readonly onHeard: (heard: HeardLines) => void
  /** How large it is: 24 agents, 8 supervisors and no new calls unless told. */
  readonly centre?: CentreSize
}

export interface CentreSize {
  readonly agents: number
  readonly supervisors: number
  readonly callsPerMinute: number
  /** How long a call talks. */
  readonly callMs: number
}

const smallCentre: CentreSize = { agents: 24, supervisors: 8, callsPerMinute: 0, callMs: 60_000 }

/** What the simulator's mixer put into one agent's ear in one frame. */
export type HeardLines = Parameters<NonNullable<SimulatorStage['onAgentHeard']>>[0]

export interface RunningPlatform {
  readonly simulator: Simulator
  readonly upgrades: InProcessUpgrades
  readonly tokenDesk: TokenDesk
}

export async function startPlatform(options: PlatformOptions): Promise<RunningPlatform> {
  const { centre = smallCentre, clock, logger, random, seed } = options
  const upgrades = createInProcessUpgrades()
  const tokenDesk = createTokenDesk({
    clock,
    random,
    issuer: platformAddress,
    accessTokenSeconds: options.accessTokenSeconds,
    refreshGraceSeconds: 10,
  })
  const simulator = await createSimulator({
    clock,
    random,
    logger,
    voices: silentVoices(centre.callMs),
    settings: {
      port: 0,
      agents: centre.agents,
      supervisors: centre.supervisors,
      callsPerMinute: centre.callsPerMinute,
      eventsPerSecond: 0,
      accessTokenSeconds: options.accessTokenSeconds,
      refreshGraceSeconds: 10,
      seed: Math.floor(seededRandom(seed).next() * 4_294_967_295),
      dataDirectory: '/nowhere',
      panelUrl: 'http://localhost:4400',
    },
    stage: {
      webSockets: upgrades.webSockets,
      onAgentHeard: options.onHeard,
      registerTokens(app) {
        tokenDesk.register(app)
        return tokenDesk
      },
    },
  })
  return { simulator, upgrades, tokenDesk }
}

/** Nobody makes a sound, so that every sample in an ear that is not zero is a whisper. */
function silentVoices(durationMs: number): VoiceLibrary {
  const half = durationMs / 2
  const turn = { text: 'Hum.', words: [], personal: [] }
  const dialogue: Dialogue = {
    id: 'silence',
    title: 'Silence',
    mood: 'calm',
    topic: 'billing',
    durationMs,
    turns: [
      { ...turn, speaker: 'agent', startMs: 0, endMs: half },
      { ...turn, speaker: 'customer', startMs: half, endMs: durationMs },
    ],
  }
  const silence = new Int16Array((durationMs / 1_000) * 16_000)
  return { dialogues: [dialogue], samples: async () => silence }
}
