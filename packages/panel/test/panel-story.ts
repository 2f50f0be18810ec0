/** A whole panel on a fake clock: scripted sockets, a scripted server for calls, a scripted microphone and loudspeaker. */
import { err, ok, seededRandom } from '@sotto/kernel'
import type { Change, Me } from '@sotto/protocol'
import { createFakeClock } from '@sotto/testkit'
import type { Player, Sound } from '../src/model/audio/player.ts'
import type { FetchRequest } from '../src/model/commands/server-calls.ts'
import type { Sealing } from '../src/model/keeping/sealing.ts'
import type { ListeningMix } from '../src/model/listening/listening-mix.ts'
import type { OtherTabs } from '../src/model/other-tabs.ts'
import { createPanelModel } from '../src/model/panel-model.ts'
import { createMemoryStorage, type TextStorage } from '../src/model/storage.ts'
import type {
  MicrophoneDevice,
  MicrophoneFailure,
  MicrophoneListener,
  MicrophoneProcessing,
} from '../src/model/talk/microphone.ts'
import { noon, platformOpen } from './samples.ts'
import { createScriptedSockets, welcome } from './scripted-socket.ts'

export const me: Me = {
  id: 'supervisor-1',
  name: 'Maria Bell',
  role: 'supervisor',
  region: 'eu-west-1',
  licence: 'cx2',
  telephony: true,
  engagement: true,
  permissions: ['monitor', 'whisper'],
  queues: [{ id: 'queue-1', name: 'Billing' }],
  unsupported: {},
  settings: { defaultMixLevel: 0.65, confirmationTimeoutMs: 5_000 },
}

export interface Call extends FetchRequest {
  readonly path: string
}

type Reply = { readonly status: number; readonly body: unknown } | 'no-network'

export function createScriptedMicrophone() {
  const asked: MicrophoneProcessing[] = []
  const used: MicrophoneProcessing[] = []
  const log: string[] = []
  let listener: MicrophoneListener | undefined
  const microphone = {
    asked,
    /** What it was changed to while it ran. */
    used,
    useFailure: undefined as MicrophoneFailure | undefined,
    /** What the panel did with it, in order. */
    log,
    failure: undefined as MicrophoneFailure | undefined,
    /** While true the person has not answered the browser's question. */
    undecided: false,
    decide: () => {},
    listener: () => {
      if (listener === undefined) throw new Error('no microphone was started')
      return listener
    },
    async start(processing: MicrophoneProcessing, given: MicrophoneListener) {
      asked.push(processing)
      log.push('asked')
      if (microphone.undecided)
        await new Promise<void>((resolve) => {
          microphone.decide = resolve
        })
      if (microphone.failure !== undefined) return err(microphone.failure)
      listener = given
      return ok({
        facts: () => ({
          deviceId: processing.deviceId ?? 'desk',
          label: 'Desk',
          sampleRateHz: 48_000,
        }),
        use: async (wish: MicrophoneProcessing) => {
          used.push(wish)
          return microphone.useFailure === undefined
            ? ok(true as const)
            : err(microphone.useFailure)
        },
        open: (burst: number) => void log.push(`open ${burst}`),
        shut: () => void log.push('shut'),
        stop: () => void log.push('stop'),
      })
    },
  }
  return microphone
}

function createScriptedDevices() {
  const listeners = new Set<() => void>()
  let present: readonly MicrophoneDevice[] = [
    { deviceId: 'default', label: 'Default - Desk' },
    { deviceId: 'desk', label: 'Desk' },
    { deviceId: 'headset', label: 'Headset' },
  ]
  return {
    list: async () => present,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    become(next: readonly MicrophoneDevice[]) {
      present = next
      for (const listener of listeners) listener()
    },
  }
}

function createScriptedPlayer(): Player & {
  readonly heard: Int16Array[]
  readonly mixes: ListeningMix[]
} {
  const heard: Int16Array[] = []
  const mixes: ListeningMix[] = []
  const listeners = new Set<() => void>()
  let sound: Sound = 'off'
  const move = (next: Sound) => {
    sound = next
    for (const listener of listeners) listener()
  }
  return {
    heard,
    mixes,
    setMix: (mix) => void mixes.push(mix),
    sound: () => sound,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: () => move('playing'),
    stop: () => move('off'),
    push: (stereo) => void heard.push(stereo.slice()),
  }
}

/** Reversed and in base64: nothing of it can be read as it stands, and only its own key opens it. */
export const scriptedSealing: Sealing = {
  use: async (key) => ({
    seal: async (text) => btoa(`${key}${[...encodeURIComponent(text)].reverse().join('')}`),
    async open(sealed) {
      const all = atob(sealed)
      if (!all.startsWith(key)) return undefined
      return decodeURIComponent([...all.slice(key.length)].reverse().join(''))
    },
  }),
}

/** The server's door to the keys of kept notes. */
function createKeyDesk(seed: number, personId: string) {
  let made = 0
  return (body: string | undefined): Reply => {
    const { sealed }: { sealed?: string } = JSON.parse(body ?? '{}')
    const [owner, key] = sealed === undefined ? [] : atob(sealed).split(':')
    if (sealed !== undefined && owner === personId) return { status: 200, body: { key, sealed } }
    if (sealed !== undefined)
      return { status: 404, body: { status: 404, code: 'not-found', message: '', contextId: '' } }
    made += 1
    const fresh = `${seed}-${made}`.padStart(43, 'k')
    return { status: 200, body: { key: fresh, sealed: btoa(`${personId}:${fresh}`) } }
  }
}

export interface StoryOptions {
  readonly tabStorage?: TextStorage
  readonly browserStorage?: TextStorage
  readonly seed?: number
  readonly otherTabs?: OtherTabs
  readonly sealing?: Sealing
  /** Whose keys the server opens. */
  readonly personId?: string
  readonly draftKey?: (body: string | undefined) => Reply
}

export function startStory(given: StoryOptions = {}) {
  const clock = createFakeClock(noon)
  const sockets = createScriptedSockets()
  const microphone = createScriptedMicrophone()
  const player = createScriptedPlayer()
  const devices = createScriptedDevices()
  const calls: Call[] = []
  const failures: unknown[] = []
  const clips: Int16Array[] = []
  const chime = {
    /** Whether the browser lets the page be heard. */
    allowed: true,
    /** How loud each was. */
    played: [] as number[],
  }
  const tabStorage = given.tabStorage ?? createMemoryStorage()
  const browserStorage = given.browserStorage ?? createMemoryStorage()
  const keyDesk = createKeyDesk(given.seed ?? 11, given.personId ?? me.id)
  let sequence = 0
  const server = {
    /** Apart from the others: most stories are not about it. */
    draftKey: given.draftKey ?? keyDesk,
    reply: (call: Call): Reply =>
      call.path === '/api/me'
        ? { status: 200, body: me }
        : { status: 202, body: { accepted: true, controlId: 'control-1' } },
  }
  const model = createPanelModel({
    clock,
    random: seededRandom(given.seed ?? 11),
    openSocket: sockets.openSocket,
    async fetch(path, request) {
      const call = { ...request, path }
      const isForKey = path === '/auth/drafts/key'
      if (!isForKey) calls.push(call)
      const reply = isForKey ? server.draftKey(request.body) : server.reply(call)
      if (reply === 'no-network') throw new TypeError('network down')
      return { status: reply.status, text: async () => JSON.stringify(reply.body) }
    },
    tabStorage,
    browserStorage,
    sealing: given.sealing ?? scriptedSealing,
    player,
    startMicrophone: microphone.start,
    microphones: devices,
    ...(given.otherTabs === undefined ? {} : { otherTabs: given.otherTabs }),
    playClip: async (samples) => {
      clips.push(samples.slice())
      return { ended: Promise.resolve(), stop() {} }
    },
    chime: {
      isAllowed: () => chime.allowed,
      subscribe: () => () => {},
      wake() {},
      play: (volume) => void chime.played.push(volume),
    },
    onFailure: (failure) => failures.push(failure),
  })

  const story = {
    clock,
    sockets,
    microphone,
    devices,
    player,
    calls,
    failures,
    /** As the server hands keys out when it can be reached. */
    keyDesk,
    /** What was played here and nowhere else. */
    clips,
    chime,
    server,
    model,
    tabStorage,
    live: () => sockets.newest('/live'),
    audio: () => sockets.newest('/audio'),
    commands: () => calls.filter((call) => call.method === 'POST'),
    line: () => model.line.state.getState(),
    tell(changes: readonly Change[], snapshot = false) {
      sequence += 1
      story.live().say({ type: 'frame', sequence, snapshot, changes, sentAt: clock.wallNow() })
    },
    /** Signed in, connected, the first snapshot there. */
    async begin(changes: readonly Change[] = [platformOpen]) {
      model.start()
      await clock.advance(0)
      story.live().open()
      story.live().say(welcome())
      sequence = 0
      story.tell(changes, true)
    },
    /** Time passes and both sockets keep answering, as healthy ones do. */
    async pass(milliseconds: number) {
      for (let passed = 0; passed < milliseconds; passed += 500) {
        await clock.advance(Math.min(500, milliseconds - passed))
        for (const path of ['/live', '/audio']) {
          const socket = sockets.all.findLast((candidate) => candidate.path.startsWith(path))
          if (socket === undefined || socket.closedByPanel) continue
          socket.say({ type: 'pong', id: 0, serverTime: clock.wallNow() })
        }
      }
    },
    frame: (burst: number, value = 1_000) =>
      microphone.listener().onFrame(new Int16Array(320).fill(value), clock.monotonicNow(), burst),
  }
  return story
}

export type Story = ReturnType<typeof startStory>
