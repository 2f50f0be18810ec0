/** What is known now, as flat maps by id. Holds no socket and no clock; every change of one row tells that row's readers only. */
import type { Unsubscribe } from '@sotto/kernel'
import type {
  AgentRow,
  AgentStrip,
  Change,
  CoachingView,
  ControlView,
  ConversationDetail,
  ConversationRow,
  OwnQueues,
  PlatformLink,
} from '@sotto/protocol'
import { createTopics } from '../topics.ts'
import {
  applyChange,
  awaitedAgain,
  emptyTables,
  type LiveTopic,
  listControls,
  noteDifferences,
  type OtherTopic,
  type ShownDetail,
  shownId,
  type Tables,
  type Touched,
} from './live-tables.ts'

export type { LiveTopic, ShownDetail } from './live-tables.ts'

/** Everything on screen at one moment, for comparing it with another moment. */
export interface SeenView {
  readonly conversations: ReadonlyMap<string, ConversationRow>
  readonly controls: ReadonlyMap<string, ControlView>
  readonly detail: ConversationDetail | undefined
}

export interface LiveStore {
  conversation(id: string): ConversationRow | undefined
  agent(id: string): AgentRow | undefined
  conversations(): Iterable<ConversationRow>
  agents(): Iterable<AgentRow>
  /** Oldest first; the same array until one of them changes. */
  controlsOf(conversationId: string): readonly ControlView[]
  /** Newest first; the same array until one of them changes. */
  coachings(): readonly CoachingView[]
  coaching(id: string): CoachingView | undefined
  detail(): ShownDetail
  platformLink(): PlatformLink | undefined
  /** Told to agents only. */
  agentStrip(): AgentStrip | undefined
  /** This person's queues as the server knows them now; undefined until it does. */
  queues(): OwnQueues | undefined
  /** Told to administrators only: which policies are the newest. */
  policiesRevision(): number | undefined
  /** A copy: what comes later does not change it. */
  seen(): SeenView
  /** False until the first snapshot: an empty list then means nothing. */
  readonly filled: boolean
  /** Rises with every `lists` change, so that a view can be kept until then. */
  readonly listsVersion: number
  /** Which rows may be listed differently since this was last asked; undefined: any. For one asker. */
  takeListed(): ReadonlySet<string> | undefined
  subscribe(topic: LiveTopic, listener: () => void): Unsubscribe

  /** Takes a frame in. With `snapshot` everything not in it is dropped. */
  apply(changes: readonly Change[], snapshot: boolean): void
  /** The server's answer to a command, which may be newer or older than what its frames told. */
  takeCoaching(coaching: CoachingView): void
  /** Begins to wait for this conversation's detail. What was known of another one is forgotten. */
  show(conversationId: string | null): void
  /** The newest detail could not be read: nothing older may be shown in its place. */
  distrustDetail(): void
}

/** For what is put down before it is looked at as a whole. */
const unnoticed = (): Touched => ({
  conversations: { note: () => {} },
  agents: { note: () => {} },
  topics: new Set(),
  listed: undefined,
})

const conversationPrefix = 'conversation:'
const agentPrefix = 'agent:'

const isOfConversation = (topic: LiveTopic): topic is `conversation:${string}` =>
  topic.startsWith(conversationPrefix)
const isOfAgent = (topic: LiveTopic): topic is `agent:${string}` => topic.startsWith(agentPrefix)

export function createLiveStore(onFailure: (failure: unknown) => void): LiveStore {
  const ofConversations = createTopics<string>(onFailure)
  const ofAgents = createTopics<string>(onFailure)
  const topics = createTopics<OtherTopic>(onFailure)
  const controlLists = new Map<string, readonly ControlView[]>()
  let coachingList: readonly CoachingView[] | undefined
  let filled = false
  let listsVersion = 0
  let listed: Set<string> | undefined
  let tables: Tables = emptyTables({ state: 'none' })

  const nobodyTouched = (): Touched => ({
    conversations: ofConversations,
    agents: ofAgents,
    topics: new Set(),
    listed,
  })

  function announce({ topics: touched }: Touched): void {
    if (touched.has('lists')) listsVersion += 1
    for (const topic of touched)
      if (topic.startsWith('controls:')) controlLists.delete(topic.slice('controls:'.length))
    if (touched.has('coachings')) coachingList = undefined
    ofConversations.tellNoted()
    ofAgents.tellNoted()
    topics.emit(touched)
  }

  function applySnapshot(changes: readonly Change[]): Touched {
    const before = tables
    listed = undefined
    tables = emptyTables(awaitedAgain(before.detail))
    const alone = unnoticed()
    for (const change of changes) applyChange(tables, change, before, alone)
    const touched = nobodyTouched()
    noteDifferences(before, tables, touched)
    return touched
  }

  return {
    conversation: (id) => tables.conversations.get(id),
    agent: (id) => tables.agents.get(id),
    conversations: () => tables.conversations.values(),
    agents: () => tables.agents.values(),
    controlsOf(conversationId) {
      const known = controlLists.get(conversationId)
      if (known !== undefined) return known
      const list = listControls(tables.controls, conversationId)
      controlLists.set(conversationId, list)
      return list
    },
    coachings() {
      coachingList ??= [...tables.coachings.values()].sort(
        (left, right) => right.startedAt - left.startedAt || (left.id < right.id ? 1 : -1),
      )
      return coachingList
    },
    coaching: (id) => tables.coachings.get(id),
    detail: () => tables.detail,
    platformLink: () => tables.platformLink,
    agentStrip: () => tables.agentStrip,
    queues: () => tables.queues,
    policiesRevision: () => tables.policies,
    seen: () => ({
      conversations: new Map(tables.conversations),
      controls: new Map(tables.controls),
      detail: tables.detail.state === 'known' ? tables.detail.detail : undefined,
    }),
    get filled() {
      return filled
    },
    get listsVersion() {
      return listsVersion
    },
    takeListed() {
      const taken = listed
      listed = new Set()
      return taken
    },
    subscribe(topic, listener) {
      if (isOfConversation(topic))
        return ofConversations.subscribe(topic.slice(conversationPrefix.length), listener)
      if (isOfAgent(topic)) return ofAgents.subscribe(topic.slice(agentPrefix.length), listener)
      return topics.subscribe(topic, listener)
    },

    apply(changes, snapshot) {
      const touched = snapshot ? applySnapshot(changes) : nobodyTouched()
      if (!snapshot) for (const change of changes) applyChange(tables, change, tables, touched)
      if (snapshot && !filled) {
        filled = true
        touched.topics.add('lists')
      }
      announce(touched)
    },
    takeCoaching(coaching) {
      const touched = nobodyTouched()
      applyChange(tables, { kind: 'coaching', coaching }, tables, touched)
      announce(touched)
    },
    show(conversationId) {
      if (conversationId === shownId(tables.detail)) return
      tables.detail =
        conversationId === null ? { state: 'none' } : { state: 'awaited', conversationId }
      announce({ ...nobodyTouched(), topics: new Set(['detail']) })
    },
    distrustDetail() {
      tables.detail = awaitedAgain(tables.detail)
      announce({ ...nobodyTouched(), topics: new Set(['detail']) })
    },
  }
}
