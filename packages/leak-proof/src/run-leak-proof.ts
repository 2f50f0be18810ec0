/**
 * The leak proof: a supervisor with a marked voice talks to an agent through every change of a call's state, and the
 * recordings of everybody else are searched for it. At the end a leak is planted, which must be found: a proof that
 * cannot fail proves nothing.
 */
import { sampleRateHz } from '@sotto/audio'
import type { Clock, Random } from '@sotto/kernel'
import { createMarker } from '@sotto/testkit'
import type { ContactCentre } from './contact-centre.ts'
import { decoys, isProved, judgeStory, type LegVerdict, ratioLimit } from './judge/judge-story.ts'
import { createSimulatorDoors, type SimulatorDoors } from './outside/simulator-doors.ts'
import { type Story, stories } from './story/stories.ts'
import { type StoryWorld, tellStory } from './story/tell-story.ts'

export interface LeakProofInput {
  readonly centre: ContactCentre
  /** Names of stories; all when absent. */
  readonly only?: readonly string[]
  /** Of the marker. */
  readonly seed: number
  readonly clock: Clock
  readonly random: Random
  readonly fetch: typeof globalThis.fetch
  /** Told as each story ends. */
  onStory(result: StoryResult, done: number, total: number): void
}

export interface StoryResult {
  readonly name: string
  readonly summary: string
  readonly proved: boolean
  readonly conversationId?: string
  readonly framesSent?: number
  readonly target?: LegVerdict
  readonly others?: readonly LegVerdict[]
  /** Why the story could not be told. */
  readonly problem?: string
}

export interface PlantedLeak {
  readonly gainDb: number
  /** In the customer's ear. */
  readonly ratio: number
  readonly caught: boolean
  readonly problem?: string
}

export interface LeakReport {
  /** Every story is proved, and the planted leak was caught. */
  readonly passed: boolean
  readonly seed: number
  readonly decoys: number
  readonly ratioLimit: number
  readonly stories: readonly StoryResult[]
  readonly planted: PlantedLeak
}

const markerDbfs = -20
const markerMs = 4_000
const plantedGainDb = -40

/** Never rejects for what happens in a story: what cannot be told is not proved. */
export async function runLeakProof(input: LeakProofInput): Promise<LeakReport> {
  const { centre, clock, random, fetch, seed } = input
  const doors = createSimulatorDoors(centre.simulatorUrl, fetch)
  const marker = createMarker({ seed, durationMs: markerMs, levelDbfs: markerDbfs, sampleRateHz })
  const world: StoryWorld = { centre, doors, marker, clock, random, fetch }
  const chosen = stories.filter(({ name }) => input.only?.includes(name) ?? true)
  const results: StoryResult[] = []
  for (const story of chosen) {
    const result = await proveStory(world, story)
    results.push(result)
    input.onStory(result, results.length, chosen.length)
  }
  const planted = await plantLeak(world, doors)
  return {
    passed: results.every(({ proved }) => proved) && planted.caught,
    seed,
    decoys,
    ratioLimit,
    stories: results,
    planted,
  }
}

async function proveStory(world: StoryWorld, story: Story): Promise<StoryResult> {
  const { name, summary } = story
  try {
    const { conversationId, framesSent, evidence } = await tellStory(world, story)
    const verdict = judgeStory(evidence)
    return { name, summary, proved: isProved(verdict), conversationId, framesSent, ...verdict }
  } catch (failure) {
    return { name, summary, proved: false, problem: reasonOf(failure) }
  }
}

async function plantLeak(world: StoryWorld, doors: SimulatorDoors): Promise<PlantedLeak> {
  try {
    await doors.setFaults({ leakWhisperToCustomer: plantedGainDb })
    const { evidence } = await tellStory(world, { name: 'planted', summary: '', steps: [] })
    const found = judgeStory(evidence).others.find(({ leg }) => leg === 'customer-ear')
    return { gainDb: plantedGainDb, ratio: found?.ratio ?? 0, caught: found?.leaks ?? false }
  } catch (failure) {
    return { gainDb: plantedGainDb, ratio: 0, caught: false, problem: reasonOf(failure) }
  } finally {
    await doors.clearFaults().catch(() => {})
  }
}

function reasonOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure)
}
