/** What the platform has told each server process, by event or by answer, and when it was told. */
import type { Conversation } from '@sotto/simulator'
import { parseJson } from '../network/in-process-request.ts'
import type { Scene, ServerPlace } from '../scene.ts'

export interface Told {
  readonly version: number
  readonly atMs: number
}

export interface ToldConversation extends Told {
  readonly state: Conversation['state']
  readonly recording: string
  /** Since when these words, in any version, allow nobody to speak; undefined while they do. */
  readonly forbidsSinceMs: number | undefined
}

export interface ToldControl extends Told {
  readonly status: string
}

export interface KnownToServer {
  conversation(place: ServerPlace, id: string): ToldConversation | undefined
  control(place: ServerPlace, id: string): ToldControl | undefined
}

interface WireObject {
  readonly id: string
  readonly version: number
  readonly state?: unknown
  readonly status?: unknown
  readonly recording?: unknown
}

export function watchKnownToServer(scene: Scene): KnownToServer {
  const told = new Map(
    scene.places.map((place) => [
      place,
      {
        conversations: new Map<string, ToldConversation>(),
        controls: new Map<string, ToldControl>(),
      },
    ]),
  )

  function takeConversation(place: ServerPlace, object: WireObject): void {
    const conversations = told.get(place)?.conversations
    if (conversations === undefined) return
    const before = conversations.get(object.id)
    if (before !== undefined && before.version >= object.version) return
    const current = scene.simulator.world.conversations.get(object.id)
    if (current === undefined) return
    const atMs = scene.clock.monotonicNow()
    const recording = String(Reflect.get(Object(object.recording), 'state'))
    const state = stateOf(object.state)
    const forbids = state !== 'ACTIVE' || recording === 'PAUSED'
    conversations.set(object.id, {
      version: object.version,
      atMs,
      state,
      recording,
      forbidsSinceMs: forbids ? (before?.forbidsSinceMs ?? atMs) : undefined,
    })
  }

  function takeControl(place: ServerPlace, object: WireObject): void {
    const controls = told.get(place)?.controls
    if (controls === undefined) return
    const before = controls.get(object.id)
    if (before !== undefined && before.version >= object.version) return
    const atMs = scene.clock.monotonicNow()
    controls.set(object.id, { version: object.version, atMs, status: String(object.status) })
  }

  scene.observe({
    platformSaid(place, text) {
      const envelope = Object(parseJson(text))
      const object = wireObject(envelope.data)
      if (object === undefined) return
      if (envelope.name === 'conversation.updated') takeConversation(place, object)
      if (envelope.name === 'control.updated') takeControl(place, object)
    },
    platformAnswered(place, request, answer) {
      if (request.method !== 'GET' || answer.status !== 200) return
      const path = request.url.split('?')[0] ?? ''
      const object = wireObject(parseJson(answer.body))
      if (object === undefined) return
      if (/\/conversations\/[^/]+$/.test(path)) takeConversation(place, object)
      if (/\/controls\/[^/]+$/.test(path)) takeControl(place, object)
    },
    serverDied(place) {
      told.get(place)?.conversations.clear()
      told.get(place)?.controls.clear()
    },
  })

  return {
    conversation: (place, id) => told.get(place)?.conversations.get(id),
    control: (place, id) => told.get(place)?.controls.get(id),
  }
}

function wireObject(value: unknown): WireObject | undefined {
  const { id, version, ...rest } = Object(value)
  return typeof id === 'string' && typeof version === 'number'
    ? { id, version, ...rest }
    : undefined
}

function stateOf(value: unknown): Conversation['state'] {
  switch (value) {
    case 'ACTIVE':
    case 'HOLD':
    case 'IN_TRANSFER':
    case 'CONFERENCE':
    case 'ENDED':
    case 'WRAPPED_UP':
      return value
    default:
      return 'COMPLETED'
  }
}
