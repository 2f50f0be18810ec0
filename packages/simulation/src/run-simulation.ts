/** One seed from its first to its last simulated second: scripts run, checks watch, and what was found is told. */
import { type ControlStateName, isFinalState } from '@sotto/domain'
import { seededRandom } from '@sotto/kernel'
import { between, forkRandom } from './chance.ts'
import { checkAdoption } from './checks/adoption-checks.ts'
import { checkCoachings } from './checks/coaching-checks.ts'
import { checkEars } from './checks/ear-checks.ts'
import { watchKnownToServer } from './checks/known-to-server.ts'
import { checkLeases } from './checks/lease-checks.ts'
import { checkRegistry } from './checks/registry-checks.ts'
import { checkSpeech } from './checks/speech-checks.ts'
import { checkViews } from './checks/view-checks.ts'
import type { Violation } from './checks/violation.ts'
import { type Coverage, createCoverage } from './coverage.ts'
import type { Plant } from './planted/plant.ts'
import { createScene, type Scene, type ServerPlace } from './scene.ts'
import { createCoachingScript } from './script/coaching-script.ts'
import { createFaultScript } from './script/fault-script.ts'
import { createSupervisorScript } from './script/supervisor-script.ts'
import { createWorldScript } from './script/world-script.ts'

export interface SimulationOptions {
  readonly seed: number
  /** Simulated; the last of them are quiet. */
  readonly minutes: number
  readonly onTraceLine?: ((line: string) => void) | undefined
  readonly plant?: Plant | undefined
  /** Ends as soon as this rule is broken. */
  readonly stopAt?: string | undefined
}

export interface SimulationResult {
  readonly seed: number
  readonly violations: readonly Violation[]
  readonly traceHash: string
  readonly lastLines: readonly string[]
  readonly commands: number
  readonly faults: number
  readonly controls: number
  readonly coachings: number
  readonly spokenFrames: number
  readonly coverage: Coverage
}

const stepMs = 250
/** At the end nothing new goes wrong, and everything has to come right. */
const quietMs = 75_000
const violationsAtMost = 20
export const leastFaults = 10
export const leastCommands = 30

export async function runSimulation(options: SimulationOptions): Promise<SimulationResult> {
  const totalMs = Math.max(options.minutes * 60_000, quietMs + 10_000)
  const random = seededRandom(options.seed)
  const scene = await createScene({
    seed: options.seed,
    accessTokenSeconds: Math.floor(between(random, 60, 400)),
    tabsOf: random.next() < 0.5 ? [1, 1] : random.next() < 0.5 ? [2, 1] : [1, 1, 1],
    servers: 2,
    plant: options.plant,
    onTraceLine: options.onTraceLine,
  })
  const violations: Violation[] = []
  const seen = new Set<string>()
  let isStopped = false

  function report(rule: string, what: string): void {
    const key = `${rule} ${what.replace(/[\d.]+ ms/g, '')}`
    if (seen.has(key) || violations.length >= violationsAtMost) return
    seen.add(key)
    const atMs = scene.clock.monotonicNow()
    scene.trace.note('VIOLATION', `${rule} ${what}`)
    violations.push({ rule, atMs, what })
  }

  const coverage = createCoverage()
  const faults = createFaultScript({
    scene,
    random: forkRandom(random),
    everyMs: between(random, 5_000, 25_000),
    atLeast: { faults: leastFaults, untilMs: totalMs - quietMs - stepMs },
    onBegin(name) {
      for (const state of statesOf()) coverage.meet(name, state)
    },
  })
  const known = watchKnownToServer(scene)
  const speech = checkSpeech(scene, known, faults, report)
  const registry = checkRegistry(scene, faults, report)
  const adoption = checkAdoption(scene, report)
  checkLeases(scene, registry.records, report)
  const views = checkViews(scene, faults, registry.records, report)
  const supervisors = createSupervisorScript({
    scene,
    random: forkRandom(random),
    everyMs: between(random, 2_000, 6_000),
  })
  const world = createWorldScript({
    scene,
    random: forkRandom(random),
    everyMs: between(random, 6_000, 20_000),
  })
  const coachings = checkCoachings(scene, faults, report)
  const keeper = createServerKeeper(scene, forkRandom(random).next)
  const coachingScript = createCoachingScript({
    scene,
    random: forkRandom(random),
    everyMs: between(random, 20_000, 60_000),
  })

  /** The states of all controls that are not over; where none is, the fault meets nothing. */
  function statesOf(): ReadonlySet<ControlStateName> {
    const states = new Set<ControlStateName>()
    for (const { state } of registry.records.values())
      if (!isFinalState(state.name)) states.add(state.name)
    return states
  }

  scene.observe({
    controlSaved(record) {
      for (const name of faults.active) coverage.meet(name, record.state.name)
    },
  })

  async function step(): Promise<void> {
    await keeper.step()
    supervisors.step(stepMs)
    if (!isStopped) {
      faults.step(stepMs)
      world.step(stepMs)
      coachingScript.step(stepMs)
    }
    await scene.clock.advance(stepMs)
    registry.step()
    adoption.step()
    views.step()
    coachings.step()
  }

  const goesOn = (untilMs: number) =>
    scene.clock.monotonicNow() < untilMs && !violations.some(({ rule }) => rule === options.stopAt)
  while (goesOn(totalMs - quietMs)) await step()
  isStopped = true
  faults.end()
  supervisors.rest()
  while (goesOn(totalMs)) await step()
  if (goesOn(Number.POSITIVE_INFINITY)) {
    registry.end()
    views.end()
    coachings.end()
    await checkEars(scene, speech.spans.values(), report)
    for (const failure of new Set(scene.failures)) report('DS35', failure)
  }
  return {
    seed: options.seed,
    violations,
    traceHash: scene.trace.hash(),
    lastLines: scene.trace.lastLines,
    commands: supervisors.count,
    coachings: coachings.count,
    faults: faults.count,
    controls: registry.records.size,
    spokenFrames: speech.frames,
    coverage,
  }
}

/** Whoever looks after the servers starts each again a while after it has died. */
function createServerKeeper(scene: Scene, chance: () => number): { step(): Promise<void> } {
  const startAtMs = new Map<ServerPlace, number>()
  return {
    async step() {
      const now = scene.clock.monotonicNow()
      for (const place of scene.places) {
        if (place.process !== undefined) continue
        const dueAtMs = startAtMs.get(place) ?? now + 200 + chance() * 5_000
        startAtMs.set(place, dueAtMs)
        if (now < dueAtMs) continue
        startAtMs.delete(place)
        await scene.startServer(place)
      }
    },
  }
}
