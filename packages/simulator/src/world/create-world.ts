/** The world of the simulated contact centre, put together: people, conversations, controls, coachings, help. */
import type { Clock, Random } from '@sotto/kernel'
import { notFound } from '../api/refusal.ts'
import type { FaultBoard } from '../faults/faults.ts'
import { createBackground } from '../scenarios/background.ts'
import { startLoad } from '../scenarios/load.ts'
import type { Stage } from '../scenarios/stage.ts'
import { type ScenarioRequest, startScenario } from '../scenarios/start-scenario.ts'
import type { SimulatorSettings } from '../settings.ts'
import { createCast } from './cast/cast.ts'
import { type CoachingBook, createCoachingBook } from './coachings/coaching-book.ts'
import { type ControlBook, createControlBook } from './controls/control-book.ts'
import { type AgentRoster, createAgentRoster } from './conversations/agent-roster.ts'
import { createConversationActs } from './conversations/conversation-acts.ts'
import { createConversationBook } from './conversations/conversation-book.ts'
import type { ConversationRecord } from './conversations/conversation-record.ts'
import { forkRandom } from './fork-random.ts'
import { createHelpDesk } from './help-desk.ts'
import type { Conversation, Person } from './shapes.ts'
import type { VoiceBank } from './speech/voice-bank.ts'
import { mayViewQueue } from './visibility.ts'
import type { World } from './world.ts'
import { createWorldCore, type WorldMedia } from './world-core.ts'

export interface WorldDeps {
  readonly clock: Clock
  /** Seeded: the same seed gives the same world. */
  readonly random: Random
  readonly settings: Pick<
    SimulatorSettings,
    'agents' | 'supervisors' | 'callsPerMinute' | 'eventsPerSecond'
  >
  readonly faults: FaultBoard
  readonly media: WorldMedia
  /** All voices, decoded (`loadVoiceBank`). */
  readonly bank: VoiceBank
  readonly onFailure: (failure: unknown) => void
}

export type PersonChange = Partial<Pick<Person, 'permissions' | 'queueIds' | 'licence' | 'active'>>

/** The world as the platform's own doors use it. */
export interface SimulatedWorld extends World {
  /** Puts on the conversations of "ready"; before this, nothing happens by itself. */
  start(): void
  readonly records: ReadonlyMap<string, ConversationRecord>
  readonly controlBook: ControlBook
  readonly coachingBook: CoachingBook
  readonly roster: AgentRoster
  /** Throws `Refusal` 400 or 409. */
  startScenario(request: ScenarioRequest): Conversation
  /** At once, for everything that asks from now on. Throws `Refusal` 404. */
  changePerson(personId: string, change: PersonChange): Person
  close(): void
}

export function createWorld(deps: WorldDeps): SimulatedWorld {
  const { random, settings, faults } = deps
  const core = createWorldCore({ ...deps, cast: createCast(settings) })
  const book = createConversationBook(core)
  const roster = createAgentRoster(core, book)
  const controlBook = createControlBook(core, book)
  const acts = createConversationActs(core, book, controlBook, roster)
  const coachingBook = createCoachingBook(core, book)
  const helpDesk = createHelpDesk(core, book)
  const stage: Stage = { core, book, roster, acts, helpDesk }
  const background = createBackground(stage, forkRandom(random), settings.callsPerMinute)
  const loadRandom = forkRandom(random)
  const scenarioRandom = forkRandom(random)
  acts.onActed(helpDesk.conversationChanged)

  let silent = faults.current.controlEventsSilent
  const stopWatchingFaults = faults.onChange((current) => {
    const wasAll = silent === 'all'
    silent = current.controlEventsSilent
    if (!wasAll || silent === 'all') return
    book.announceKeptBack()
    controlBook.announceKeptBack()
  })

  function changePerson(personId: string, change: PersonChange): Person {
    const before = core.people.get(personId)
    if (before === undefined) throw notFound('person')
    const person: Person = { ...before, ...change }
    core.people.set(personId, person)
    core.personChanges.emit(person)
    if (person.role === 'agent') {
      const queueIds = new Set([...before.queueIds, ...person.queueIds])
      roster.announceMember(person, [...queueIds])
    }
    return person
  }

  return {
    people: core.people,
    queues: core.cast.queues,
    conversations: book.conversations,
    controls: controlBook.controls,
    coachings: coachingBook.coachings,
    helpRequests: helpDesk.requests,
    records: book.records,
    controlBook,
    coachingBook,
    roster,
    start() {
      background.start()
      if (settings.eventsPerSecond > 0) startLoad(stage, loadRandom, settings.eventsPerSecond)
    },
    onEvent: core.events.subscribe,
    onPersonChanged: core.personChanges.subscribe,
    mayViewQueue,
    announcedControl: controlBook.announced,
    announcedConversation: book.announced,
    lineAttached: controlBook.lineAttached,
    lineLost: controlBook.lineLost,
    lineFinished: controlBook.lineFinished,
    lineBroken: controlBook.lineBroken,
    deskOccupied(userId, occupied) {
      if (occupied) core.occupiedDesks.add(userId)
      else if (core.occupiedDesks.delete(userId)) controlBook.deskLeft(userId)
    },
    recordReceipt: controlBook.recordReceipt,
    act: acts.act,
    requestHelp: helpDesk.ask,
    withdrawHelp: helpDesk.withdraw,
    transcript: (conversationId) => book.records.get(conversationId)?.transcriber.segments ?? [],
    startScenario: (request) => startScenario(stage, scenarioRandom, request),
    changePerson,
    close() {
      stopWatchingFaults()
      core.timers.close()
    },
  }
}
