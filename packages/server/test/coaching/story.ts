// The whole live part on one fake clock, without sockets: a scripted platform below, panels above, the stores in memory.
import type { Person } from '@sotto/domain'
import { type Logger, seededRandom, silentLogger } from '@sotto/kernel'
import type {
  AgentSettingsRequest,
  AudioServerMessage,
  Change,
  ServerMessage,
  TranscriptLine,
} from '@sotto/protocol'
import { createFakeClock, type FakeClock } from '@sotto/testkit'
import { applySettings } from '../../src/agent-settings/apply-settings.ts'
import { createMemoryStores } from '../../src/database/memory/create-memory-stores.ts'
import type { Stores } from '../../src/database/stores.ts'
import type { PanelConnection } from '../../src/gateway/panel-gateway.ts'
import type { ResumePoint } from '../../src/gateway/panel-stream.ts'
import type { CoachingSettings } from '../../src/live/coaching-settings.ts'
import { createCoaching } from '../../src/live/create-coaching.ts'
import type { AudioConnection } from '../../src/media/audio-desk.ts'
import type { Observer } from '../../src/observe/observer.ts'
import type { Session } from '../../src/sessions/session.ts'
import type { RedactionChoices } from '../../src/text/redaction-choices.ts'
import { makeAgent, makeConversation, makeMember, makeSupervisor } from './people.ts'
import {
  createScriptedPlatform,
  type ScriptedPlatform,
  scriptedCredentials,
} from './scripted-platform.ts'

export interface StoryOptions {
  readonly settings?: Partial<CoachingSettings>
  readonly redactionChoices?: RedactionChoices
  readonly logger?: Logger
  readonly seed?: number
  readonly sessionOf?: (supervisorId: string) => Promise<Session | undefined>
  /** Another server on this story's clock, platform and database. */
  readonly beside?: Story
  /** Of a server before this one, to go on with. */
  readonly former?: {
    readonly clock: FakeClock
    readonly stores: Stores
    readonly platform: ScriptedPlatform
  }
  /** Another server's, to share one database with it; with its clock, too. */
  readonly stores?: Stores
  readonly clock?: FakeClock
  readonly observers?: readonly Observer[]
}

export type Story = ReturnType<typeof startOn>
export type StoryAudio = ReturnType<Story['connectAudio']>

/** What a screen makes of the transcript messages it was sent. */
function transcriptOf(received: readonly ServerMessage[]) {
  const messages = received.filter((message) => message.type === 'transcript')
  const lines = new Map<string, TranscriptLine>()
  for (const { restart, gone, lines: told } of messages) {
    if (restart) lines.clear()
    for (const id of gone) lines.delete(id)
    for (const line of told) lines.set(line.id, line)
  }
  const shown = [...lines.values()].sort((one, other) => one.startMs - other.startMs)
  return {
    messages,
    lines: shown,
    status: messages.findLast(({ status }) => status !== undefined)?.status,
    /** One line of text each; masks in brackets. */
    texts: shown.map(({ text }) =>
      text.pieces
        .map((piece) => (piece.type === 'text' ? piece.text : `[${piece.label}]`))
        .join(''),
    ),
  }
}

/** One supervisor (`sam`) of queue `q1`, with agent `ana` in conversation `c1`, and `eve` of queue `q2` in `c2`. */
export function startStory(options: StoryOptions = {}): Story {
  return startOn(options, placeOf(options))
}

function placeOf(options: StoryOptions): ReturnType<typeof newPlace> {
  if (options.beside !== undefined) return beside(options.beside)
  return options.former ?? newPlace(options)
}

/** Each server has its own way to the database, which a test may cut. */
function beside({ clock, platform, stores }: Story): ReturnType<typeof newPlace> {
  const { controls, servers } = stores
  return {
    clock,
    platform,
    stores: { ...stores, controls: { ...controls }, servers: { ...servers } },
  }
}

function newPlace(given: Pick<StoryOptions, 'clock' | 'stores'>) {
  const clock = given.clock ?? createFakeClock()
  const platform = createScriptedPlatform(clock)
  const now = clock.wallNow()
  platform.addPerson(makeSupervisor('sam'), ['q1'])
  platform.addMember('q1', makeMember('ana'))
  platform.addMember('q1', makeMember('ivo', { routing: 'idle', presence: 'available' }))
  platform.addMember('q2', makeMember('eve'))
  platform.addConversation(makeConversation('c1', 'q1', 'ana', now))
  platform.addConversation(makeConversation('c2', 'q2', 'eve', now))
  const stores: Stores = given.stores ?? createMemoryStores(clock)
  return { clock, platform, stores }
}

function startOn(options: StoryOptions, { clock, platform, stores }: ReturnType<typeof newPlace>) {
  const endListeners = new Set<(sessionId: string) => void>()
  const coaching = createCoaching({
    clock,
    random: seededRandom(options.seed ?? 1),
    logger: options.logger ?? silentLogger,
    platform,
    stores,
    sessions: {
      onEnded(listener) {
        endListeners.add(listener)
        return () => endListeners.delete(listener)
      },
    },
    ...(options.settings === undefined ? {} : { settings: options.settings }),
    ...(options.redactionChoices === undefined
      ? {}
      : { redactionChoices: options.redactionChoices }),
    ...(options.sessionOf === undefined ? {} : { sessionOf: options.sessionOf }),
    ...(options.observers === undefined ? {} : { observers: options.observers }),
  })
  function session(person: Person, id = `session-${person.id}`): Session {
    return { id, person, credentials: scriptedCredentials(person.id) }
  }

  /** An agent's strip, `ana`'s unless told. */
  function connectStrip(of: Session = ana, tabId = 'tab-agent-01', resume?: ResumePoint) {
    const received: ServerMessage[] = []
    const socket = {
      bufferedBytes: 0,
      closed: undefined as number | undefined,
      send: (text: string) => void received.push(JSON.parse(text)),
      close(code: number) {
        socket.closed = code
      },
    }
    const connection = coaching.engines.agents.connect(of, tabId, socket, resume)
    const changes = (): readonly Change[] =>
      received.flatMap((message) => (message.type === 'frame' ? message.changes : []))
    return {
      socket,
      received,
      changes,
      connection,
      leave: () => connection!.leave(),
      strip: () => changes().findLast((change) => change.kind === 'agent-strip')?.strip,
    }
  }

  function connectPanel(of: Session, tabId = 'tab-00000001', resume?: ResumePoint) {
    const received: ServerMessage[] = []
    const socket = {
      bufferedBytes: 0,
      closed: undefined as number | undefined,
      send: (text: string) => void received.push(JSON.parse(text)),
      close(code: number) {
        socket.closed = code
      },
    }
    const connection: PanelConnection | undefined = coaching.engines.gateway.connect(
      of,
      tabId,
      socket,
      resume,
    )
    const changes = (): readonly Change[] =>
      received.flatMap((message) => (message.type === 'frame' ? message.changes : []))
    return {
      tabId,
      session: of,
      socket,
      received,
      changes,
      connection: connection!,
      show: (conversationId: string | null) => connection!.show(conversationId),
      openTranscript: (conversationId: string | null) => connection!.showTranscript(conversationId),
      refreshTranscript: () => connection!.refreshTranscript(),
      transcript: () => transcriptOf(received),
      leave: () => connection!.leave(),
      detail: () => changes().findLast((change) => change.kind === 'detail')?.detail,
      row: (id: string) =>
        changes().findLast((change) => change.kind === 'conversation' && change.row.id === id),
      /** What the screen shows of the list now. */
      rows() {
        const rows = new Set<string>()
        for (const message of received) {
          if (message.type !== 'frame') continue
          if (message.snapshot) rows.clear()
          for (const change of message.changes) {
            if (change.kind === 'conversation') rows.add(change.row.id)
            if (change.kind === 'conversation-gone') rows.delete(change.id)
          }
        }
        return [...rows].sort()
      },
      control: (id: string) =>
        changes().findLast((change) => change.kind === 'control' && change.control.id === id),
      states: (id: string) =>
        changes().flatMap((change) =>
          change.kind === 'control' && change.control.id === id ? [change.control.state] : [],
        ),
    }
  }

  function connectAudio(of: Session, tabId = 'tab-00000001') {
    const messages: AudioServerMessage[] = []
    const frames: Uint8Array[] = []
    const socket = {
      bufferedBytes: 0,
      closed: undefined as number | undefined,
      sendMessage: (message: AudioServerMessage) => void messages.push(message),
      sendFrame: (frame: Uint8Array) => void frames.push(frame),
      close(code: number) {
        socket.closed = code
      },
    }
    const connection: AudioConnection = coaching.engines.audio.connect(
      { sessionId: of.id, tabId },
      socket,
    )
    return {
      socket,
      messages,
      frames,
      connection,
      gate: () => messages.findLast((message) => message.type === 'gate'),
      talk: (conversationId: string, talking: boolean) =>
        connection.takeMessage({ type: 'talk', conversationId, talking }),
    }
  }

  const ana = session(makeAgent('ana'))

  return {
    clock,
    platform,
    stores,
    coaching,
    ...coaching.engines,
    session,
    connectPanel,
    connectStrip,
    ana,
    eve: session(makeAgent('eve')),
    connectAudio,
    sam: session(makeSupervisor('sam')),
    supervisor: (of: Session) => coaching.engines.supervisors.of(of),
    endSession(sessionId: string) {
      for (const listener of endListeners) listener(sessionId)
    },
    /** As the agent's own door does it. */
    setQuiet: (agentUserId: string, quiet: AgentSettingsRequest['quiet'] | null) =>
      coaching.engines.agentSettings.change(agentUserId, (settings, now) =>
        applySettings(settings, { quiet: quiet ?? null }, now),
      ),
    quietOf: coaching.engines.agentSettings.quietOf,
    count: (name: string) =>
      coaching.metrics.counters().find((counter) => counter.name === name)?.value ?? NaN,
    /** Lets everything that is due happen. */
    settle: (milliseconds = 100) => clock.advance(milliseconds),
    /** Calls to the platform so far, by method. */
    callsOf: (method: string) => platform.calls.filter((call) => call.method === method),
  }
}
