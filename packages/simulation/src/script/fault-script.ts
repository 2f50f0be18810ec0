/** Which faults strike when, by the seed; and how long it has been quiet since. */
import type { MonotonicMs, Random } from '@sotto/kernel'
import { between, pick } from '../chance.ts'
import type { Scene } from '../scene.ts'
import { type Fault, type FaultName, faultCatalogue, faultNames } from './fault-catalogue.ts'

export interface FaultScript {
  /** One step of the script: perhaps another fault begins. */
  step(stepMs: number): void
  readonly active: ReadonlySet<FaultName>
  /** How many have begun. */
  readonly count: number
  /** Nothing is wrong, and nothing has been for so long. */
  calmForMs(): number
  /** Since anything could make events be lost without a trace. */
  wholeForMs(): number
  /** Everything ends now and nothing new begins. */
  end(): void
}

export interface FaultScriptOptions {
  readonly scene: Scene
  readonly random: Random
  /** The mean time between two faults. */
  readonly everyMs: number
  /** Where chance is kinder than that, it is helped: at least so many faults until then. */
  readonly atLeast: { readonly faults: number; readonly untilMs: number }
  readonly onBegin: (name: FaultName) => void
}

/** Faults that happen once leave their marks for a while. */
const aftermathMs = 3_000

export function createFaultScript(options: FaultScriptOptions): FaultScript {
  const { random, scene } = options
  const active = new Map<FaultName, () => void>()
  let count = 0
  let lastWrongMs: MonotonicMs = 0
  let lastLossMs: MonotonicMs = 0
  let isOver = false
  const names = faultNames()
  /** A few kinds belong together in one run: more meetings of the same than with all of them everywhere. */
  const favourites = names.filter(() => random.next() < 0.4)

  function note(fault: Fault): void {
    const now = scene.clock.monotonicNow()
    lastWrongMs = Math.max(lastWrongMs, now)
    if (fault.reach === 'loses-events') lastLossMs = Math.max(lastLossMs, now)
  }

  function begin(name: FaultName): void {
    const fault: Fault = faultCatalogue[name]
    if (active.has(name)) return
    count += 1
    scene.trace.note('fault begins', name)
    fault.begin(scene, random)
    options.onBegin(name)
    const lastsMs = fault.lastsMs === undefined ? 0 : between(random, ...fault.lastsMs)
    let isEnded = false
    const finish = () => {
      if (isEnded) return
      isEnded = true
      scene.trace.note('fault ends', name)
      fault.end?.(scene)
    }
    const forget = () => {
      finish()
      if (active.get(name) !== forget) return
      active.delete(name)
      note(fault)
    }
    active.set(name, forget)
    scene.clock.schedule(lastsMs, finish)
    scene.clock.schedule(lastsMs + (fault.aftermathMs ?? aftermathMs), forget)
  }

  function strikeAtRandom(): void {
    const name = pick(random, random.next() < 0.8 ? favourites : names)
    if (name !== undefined) begin(name)
  }

  function isBehind(): boolean {
    const { faults, untilMs } = options.atLeast
    return count < Math.floor((faults * scene.clock.monotonicNow()) / untilMs)
  }

  /** A dead server is started again by whoever looks after it, sooner or later. */
  function standsStill(): boolean {
    return scene.places.some(({ process }) => process === undefined || process.machine.isAsleep)
  }

  function look(): void {
    const now = scene.clock.monotonicNow()
    if (standsStill()) {
      lastWrongMs = now
      // Whatever happened meanwhile, nobody heard.
      lastLossMs = now
    }
    for (const name of active.keys()) note(faultCatalogue[name])
  }

  return {
    step(stepMs) {
      look()
      if (!isOver && (random.next() < stepMs / options.everyMs || isBehind())) strikeAtRandom()
    },
    get active() {
      return new Set(active.keys())
    },
    get count() {
      return count
    },
    calmForMs() {
      look()
      return scene.clock.monotonicNow() - lastWrongMs
    },
    wholeForMs() {
      look()
      return scene.clock.monotonicNow() - lastLossMs
    },
    end() {
      isOver = true
      for (const forget of [...active.values()]) forget()
      scene.simulator.faults.clear()
    },
  }
}
