/** A world on a fake clock, with made-up voices and an engine that only takes notes. */
import { seededRandom } from '@sotto/kernel'
import { createFakeClock, type FakeClock } from '@sotto/testkit'
import { createFaultBoard } from '../../faults/fault-board.ts'
import type { FaultBoard } from '../../faults/faults.ts'
import type { CallChange, LineOpening } from '../../media/media-engine.ts'
import type { ScenarioRequest } from '../../scenarios/start-scenario.ts'
import type { SimulatorSettings } from '../../settings.ts'
import type { Dialogue, DialogueTurn, Speaker } from '../../voices/voice-library.ts'
import { createWorld, type SimulatedWorld } from '../create-world.ts'
import type { Conversation, Person, PlatformEvent } from '../shapes.ts'
import type { VoiceBank } from '../speech/voice-bank.ts'
import type { WorldMedia } from '../world-core.ts'

export interface MediaNotes {
  readonly media: WorldMedia
  readonly calls: Map<string, CallChange>
  readonly lines: Map<string, LineOpening>
  /** What was asked of the engine, in order: `open <id>`, `close <id>`, `call <state>`. */
  readonly log: string[]
}

export interface WorldOnTrial extends MediaNotes {
  readonly clock: FakeClock
  readonly faults: FaultBoard
  readonly world: SimulatedWorld
  readonly bank: VoiceBank
  readonly events: PlatformEvent[]
  readonly failures: unknown[]
  /** `steady` unless told otherwise. */
  scenario(request?: Partial<ScenarioRequest>): Conversation
  person(name: string): Person
  conversation(id: string): Conversation
  eventsNamed(name: PlatformEvent['name']): readonly PlatformEvent[]
}

export const maren = 'Maren Brandt'
export const oskar = 'Oskar Lindqvist'

export function createMediaNotes(): MediaNotes {
  const calls = new Map<string, CallChange>()
  const lines = new Map<string, LineOpening>()
  const log: string[] = []
  return {
    calls,
    lines,
    log,
    media: {
      startCall(change) {
        if (calls.has(change.conversationId)) throw new Error('a call twice')
        calls.set(change.conversationId, change)
        log.push(`call ${change.state}`)
      },
      changeCall(change) {
        calls.set(change.conversationId, change)
        log.push(`call ${change.state}`)
      },
      endCall(conversationId) {
        calls.delete(conversationId)
        log.push('call over')
      },
      openLine(line) {
        if (!calls.has(line.conversationId)) throw new Error('a line without a call')
        lines.set(line.controlId, line)
        log.push(`open ${line.controlId}`)
      },
      closeLine(controlId) {
        if (lines.delete(controlId)) log.push(`close ${controlId}`)
      },
      sitAtDesk: () => ({ speak() {}, leave() {} }),
      recording: async () => undefined,
      close: async () => {},
    },
  }
}

export function makeTurn(
  speaker: Speaker,
  startMs: number,
  text: string,
  msPerWord = 500,
): DialogueTurn {
  const words = text.split(' ').map((word, index) => ({
    text: word,
    startMs: startMs + index * msPerWord,
    endMs: startMs + (index + 1) * msPerWord,
  }))
  const endMs = startMs + words.length * msPerWord
  return { speaker, startMs, endMs, text, words, personal: [] }
}

export function makeDialogue(
  id: string,
  topic: string,
  durationMs: number,
  turns: readonly DialogueTurn[],
): Dialogue {
  return { id, title: id, mood: 'calm', topic, durationMs, turns }
}

/** One short dialogue per queue, and one with personal data planted in it. */
export const trialDialogues: readonly Dialogue[] = [
  makeDialogue('on-billing', 'billing', 20_000, [
    makeTurn('agent', 500, 'hello this is billing'),
    makeTurn('customer', 3_000, 'my bill is wrong'),
    makeTurn('agent', 6_000, 'let me look at that'),
    makeTurn('customer', 9_000, 'thank you so much'),
  ]),
  makeDialogue('on-support', 'support', 30_000, [
    makeTurn('agent', 1_000, 'support how can I help'),
    makeTurn('customer', 5_000, 'it does not work'),
  ]),
  {
    ...makeDialogue('with-card', 'sales', 25_000, [
      makeTurn('agent', 500, 'your card please'),
      {
        ...makeTurn('customer', 3_000, 'four one one one'),
        personal: [{ kind: 'card', start: 0, end: 16 }],
      },
    ]),
    mood: 'angry',
  },
]

/** A ramp per track, so that every sample tells its dialogue, its speaker and its position. */
export function trialBank(dialogues: readonly Dialogue[] = trialDialogues): VoiceBank {
  const tracks = new Map<string, Int16Array>()
  for (const [index, { id, durationMs }] of dialogues.entries())
    for (const speaker of ['agent', 'customer'] as const) {
      const base = index * 2_000 + (speaker === 'agent' ? 0 : 1_000)
      const samples = new Int16Array(durationMs * 16)
      for (let at = 0; at < samples.length; at += 1) samples[at] = base + 1 + (at % 997)
      tracks.set(`${id}/${speaker}`, samples)
    }
  return {
    dialogues,
    samples: (dialogueId, speaker) => tracks.get(`${dialogueId}/${speaker}`) ?? new Int16Array(0),
  }
}

const sharedBank = trialBank()

export function putOnTrial(
  settings: Partial<SimulatorSettings> = {},
  seed = 7,
  bank: VoiceBank = sharedBank,
): WorldOnTrial {
  const clock = createFakeClock()
  const failures: unknown[] = []
  const onFailure = (failure: unknown) => failures.push(failure)
  const faults = createFaultBoard(onFailure)
  const notes = createMediaNotes()
  const events: PlatformEvent[] = []
  const world = createWorld({
    clock,
    random: seededRandom(seed),
    settings: { agents: 24, supervisors: 8, callsPerMinute: 8, eventsPerSecond: 0, ...settings },
    faults,
    media: notes.media,
    bank,
    onFailure,
  })
  world.onEvent((event) => events.push(event))
  return {
    ...notes,
    clock,
    faults,
    world,
    bank,
    events,
    failures,
    scenario: (request = {}) => world.startScenario({ scenario: 'steady', ...request }),
    person(name) {
      const person = [...world.people.values()].find((candidate) => candidate.name === name)
      if (person === undefined) throw new Error(`nobody is called ${name}`)
      return person
    },
    conversation(id) {
      const conversation = world.conversations.get(id)
      if (conversation === undefined) throw new Error(`there is no conversation ${id}`)
      return conversation
    },
    eventsNamed: (name) => events.filter((event) => event.name === name),
  }
}
