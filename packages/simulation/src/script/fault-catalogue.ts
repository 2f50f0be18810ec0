/** Every way in which a simulation is made to suffer, each with its beginning and its end. */
import type { Random } from '@sotto/kernel'
import { between, pick } from '../chance.ts'
import { calm } from '../network/conditions.ts'
import type { Scene } from '../scene.ts'
import { calmStore } from '../server/mortal-stores.ts'
import type { ServerProcess } from '../server/start-server.ts'

/** What a fault leaves in doubt, and so how much later the product may be expected to be right again. */
export type FaultReach =
  /** Nothing lasting: what failed is tried again. */
  | 'passing'
  /** Events are gone without a trace until the next one shows the hole. */
  | 'loses-events'
  /** The one in question starts anew, or sleeps. */
  | 'stops-somebody'

export interface Fault {
  readonly reach: FaultReach
  /** Undefined: it happens once. */
  readonly lastsMs?: readonly [number, number]
  /** How long what happened once goes on being felt. */
  readonly aftermathMs?: number
  begin(scene: Scene, random: Random): void
  end?(scene: Scene): void
}

const short = [500, 6_000] as const
const long = [2_000, 20_000] as const

function onWires(
  scene: Scene,
  kind: 'events' | 'media',
  act: (wire: { cut(): void; stall(ms: number): void; vanish(): void }) => void,
): void {
  for (const place of scene.places)
    for (const entry of [...place.wires]) if (entry.kind === kind) act(entry.wire)
}

function onServer(scene: Scene, random: Random, act: (process: ServerProcess) => void): void {
  const process = pick(random, scene.places)?.process
  if (process !== undefined) act(process)
}

function onPanelWire(
  scene: Scene,
  random: Random,
  act: (wire: { cut(): void; stall(ms: number): void; vanish(): void }) => void,
): void {
  const tab = pick(random, scene.tabs)
  const entry = pick(random, [...(tab?.wires ?? [])])
  if (entry !== undefined) act(entry.wire)
}

function onRest(change: Partial<typeof calm>): Pick<Fault, 'begin' | 'end'> {
  return {
    begin(scene) {
      scene.conditions = { ...scene.conditions, rest: { ...scene.conditions.rest, ...change } }
    },
    end(scene) {
      scene.conditions = { ...scene.conditions, rest: calm }
    },
  }
}

function onPanelRest(change: Partial<typeof calm>): Pick<Fault, 'begin' | 'end'> {
  return {
    begin(scene) {
      const panelRest = { ...scene.conditions.panelRest, ...change }
      scene.conditions = { ...scene.conditions, panelRest }
    },
    end(scene) {
      scene.conditions = { ...scene.conditions, panelRest: calm }
    },
  }
}

function onBoard(
  change: Partial<Scene['simulator']['faults']['current']>,
  calmed: Partial<Scene['simulator']['faults']['current']>,
): Pick<Fault, 'begin' | 'end'> {
  return {
    begin: (scene) => scene.simulator.faults.merge(change),
    end: (scene) => scene.simulator.faults.merge(calmed),
  }
}

/** A stream that dies without a word is noticed by its silence. */
const silenceMs = 45_000

export const faultCatalogue = {
  'events-lost': {
    reach: 'loses-events',
    lastsMs: long,
    ...onBoard({ loseEvents: 0.3 }, { loseEvents: 0 }),
  },
  'all-events-lost': {
    reach: 'loses-events',
    lastsMs: short,
    ...onBoard({ loseEvents: 1 }, { loseEvents: 0 }),
  },
  'events-duplicated': {
    reach: 'passing',
    lastsMs: long,
    ...onBoard({ duplicateEvents: 0.7 }, { duplicateEvents: 0 }),
  },
  'events-reordered': {
    reach: 'passing',
    lastsMs: long,
    ...onBoard({ reorderEvents: 0.6 }, { reorderEvents: 0 }),
  },
  'control-events-silent': {
    reach: 'loses-events',
    lastsMs: long,
    ...onBoard({ controlEventsSilent: 'events' }, { controlEventsSilent: null }),
  },
  'controls-silent': {
    reach: 'loses-events',
    lastsMs: long,
    ...onBoard({ controlEventsSilent: 'all' }, { controlEventsSilent: null }),
  },
  'event-streams-dropped': {
    reach: 'passing',
    begin: (scene) => scene.simulator.faults.strike({ type: 'drop-event-streams' }),
  },
  'event-streams-rotated': {
    reach: 'passing',
    begin: (scene, random) =>
      scene.simulator.faults.strike({
        type: 'rotate-event-streams',
        closesInMs: Math.floor(between(random, 100, 4_000)),
      }),
  },
  'event-streams-late': {
    reach: 'passing',
    begin: (scene, random) =>
      onWires(scene, 'events', (wire) => wire.stall(between(random, 200, 8_000))),
  },
  'event-streams-vanish': {
    reach: 'loses-events',
    aftermathMs: silenceMs,
    begin: (scene) => onWires(scene, 'events', (wire) => wire.vanish()),
  },
  'rest-limited': {
    reach: 'passing',
    lastsMs: long,
    ...onBoard({ rateLimit: 2 }, { rateLimit: 0 }),
  },
  'rest-unavailable': {
    reach: 'passing',
    lastsMs: long,
    ...onBoard({ restErrorRate: 0.5 }, { restErrorRate: 0 }),
  },
  'rest-errors': { reach: 'passing', lastsMs: long, ...onRest({ serverErrors: 0.5 }) },
  'rest-questions-lost': { reach: 'passing', lastsMs: long, ...onRest({ lostQuestions: 0.4 }) },
  'rest-answers-lost': { reach: 'passing', lastsMs: long, ...onRest({ lostAnswers: 0.4 }) },
  'rest-refused': { reach: 'passing', lastsMs: short, ...onRest({ refusedConnections: 1 }) },
  'rest-slow': { reach: 'passing', lastsMs: long, ...onRest({ slowMs: 1_800 }) },
  'platform-cut-off': {
    reach: 'loses-events',
    lastsMs: long,
    aftermathMs: silenceMs,
    begin(scene) {
      scene.conditions = { ...scene.conditions, platformCutOff: true }
      for (const place of scene.places) for (const { wire } of [...place.wires]) wire.vanish()
    },
    end(scene) {
      scene.conditions = { ...scene.conditions, platformCutOff: false }
    },
  },
  'media-queue-slow': {
    reach: 'passing',
    lastsMs: long,
    ...onBoard({ mediaQueueDelayMs: 9_000 }, { mediaQueueDelayMs: 0 }),
  },
  'media-sockets-dropped': {
    reach: 'passing',
    begin: (scene) => scene.simulator.faults.strike({ type: 'drop-media-sockets' }),
  },
  'media-sockets-late': {
    reach: 'passing',
    begin: (scene, random) =>
      onWires(scene, 'media', (wire) => wire.stall(between(random, 100, 3_000))),
  },
  'media-sockets-vanish': {
    reach: 'passing',
    begin: (scene) => onWires(scene, 'media', (wire) => wire.vanish()),
  },
  'tokens-expired': {
    reach: 'passing',
    begin(scene) {
      scene.tokenDesk.expireAll()
      scene.simulator.faults.strike({ type: 'expire-tokens' })
    },
  },
  'token-answers-lost': {
    reach: 'passing',
    begin: (scene) => scene.simulator.faults.merge({ loseTokenAnswers: 1 }),
  },
  'panel-socket-cut': {
    reach: 'stops-somebody',
    begin: (scene, random) => onPanelWire(scene, random, (wire) => wire.cut()),
  },
  'panel-socket-late': {
    reach: 'stops-somebody',
    begin: (scene, random) =>
      onPanelWire(scene, random, (wire) => wire.stall(between(random, 100, 9_000))),
  },
  'panel-socket-vanish': {
    reach: 'stops-somebody',
    begin: (scene, random) => onPanelWire(scene, random, (wire) => wire.vanish()),
  },
  'panel-rest-lost': {
    reach: 'passing',
    lastsMs: long,
    ...onPanelRest({ lostQuestions: 0.3, lostAnswers: 0.3 }),
  },
  'panel-rest-slow': { reach: 'passing', lastsMs: long, ...onPanelRest({ slowMs: 1_500 }) },
  'panel-asleep': {
    reach: 'stops-somebody',
    begin: (scene, random) =>
      pick(random, scene.tabs)?.machine.sleepFor(between(random, 300, 25_000)),
  },
  'panel-clock-jumps': {
    reach: 'passing',
    begin: (scene, random) =>
      pick(random, scene.tabs)?.machine.jumpWall(between(random, -600_000, 600_000)),
  },
  'server-asleep': {
    reach: 'stops-somebody',
    begin: (scene, random) =>
      onServer(scene, random, ({ machine }) => machine.sleepFor(between(random, 200, 12_000))),
  },
  /** Longer than any lease lasts: what it held is somebody else's when it wakes. */
  'lease-holder-asleep': {
    reach: 'stops-somebody',
    begin(scene, random) {
      const holder = pick(
        random,
        scene.tabs.filter(({ model }) => model.line.state.getState().gate.open),
      )
      const process = holder && scene.placeOf(holder).process
      process?.machine.sleepFor(between(random, 4_000, 9_000))
    },
  },
  'server-clock-jumps': {
    reach: 'passing',
    begin: (scene, random) =>
      onServer(scene, random, ({ machine }) =>
        machine.jumpWall(between(random, -120_000, 120_000)),
      ),
  },
  'server-killed': {
    reach: 'stops-somebody',
    begin(scene, random) {
      const place = pick(random, scene.places)
      if (place !== undefined) scene.killServer(place)
    },
  },
  'server-killed-at-effect': {
    reach: 'stops-somebody',
    begin: (scene, random) =>
      onServer(scene, random, ({ meter }) => meter.dieAfter(1 + Math.floor(random.next() * 30))),
  },
  'store-failing': {
    reach: 'passing',
    lastsMs: short,
    begin(scene) {
      scene.storeConditions = { failures: 0.3, lostAnswers: 0, slowMs: 0 }
    },
    end(scene) {
      scene.storeConditions = calmStore
    },
  },
  'store-answers-lost': {
    reach: 'passing',
    lastsMs: short,
    begin(scene) {
      scene.storeConditions = { failures: 0, lostAnswers: 0.3, slowMs: 0 }
    },
    end(scene) {
      scene.storeConditions = calmStore
    },
  },
  'store-slow': {
    reach: 'passing',
    lastsMs: long,
    begin(scene) {
      scene.storeConditions = { failures: 0, lostAnswers: 0, slowMs: 800 }
    },
    end(scene) {
      scene.storeConditions = calmStore
    },
  },
} as const satisfies Record<string, Fault>

export type FaultName = keyof typeof faultCatalogue

export function faultNames(): readonly FaultName[] {
  const names: FaultName[] = []
  for (const name in faultCatalogue) if (isFaultName(name)) names.push(name)
  return names
}

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(faultCatalogue, name)
}
