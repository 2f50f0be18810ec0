/** What is known now, as flat maps by id. Holds no socket and no clock; every change of one row tells that row's readers only. */
import { assertNever, type Unsubscribe } from '@sotto/kernel'
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

export type LiveTopic =
  | `conversation:${string}`
  | `agent:${string}`
  | `controls:${string}`
  /** Any coaching session. */
  | 'coachings'
  /** Which rows there are, or by what they are found and ordered. */
  | 'lists'
  | 'detail'
  | 'platform-link'
  | 'agent-strip'
  | 'queues'
  | 'policies'

/** The right side of the screen. `awaited`: asked for, nothing heard yet. */
export type ShownDetail =
  | { readonly state: 'none' }
  | { readonly state: 'awaited'; readonly conversationId: string }
  | { readonly state: 'known'; readonly detail: ConversationDetail }
  /** Not there, not for this person to see, or over and taken away; `last` is what was known before. */
  | {
      readonly state: 'gone'
      readonly conversationId: string
      readonly last: ConversationDetail | undefined
    }

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

interface Tables {
  conversations: Map<string, ConversationRow>
  agents: Map<string, AgentRow>
  controls: Map<string, ControlView>
  coachings: Map<string, CoachingView>
  detail: ShownDetail
  platformLink: PlatformLink | undefined
  agentStrip: AgentStrip | undefined
  queues: OwnQueues | undefined
  policies: number | undefined
}

const noControls: readonly ControlView[] = []

export function createLiveStore(onFailure: (failure: unknown) => void): LiveStore {
  const topics = createTopics<LiveTopic>(onFailure)
  const controlLists = new Map<string, readonly ControlView[]>()
  let coachingList: readonly CoachingView[] | undefined
  let filled = false
  let listsVersion = 0
  let tables: Tables = emptyTables({ state: 'none' })

  function announce(touched: Set<LiveTopic>): void {
    if (touched.has('lists')) listsVersion += 1
    for (const topic of touched)
      if (topic.startsWith('controls:')) controlLists.delete(topic.slice('controls:'.length))
    if (touched.has('coachings')) coachingList = undefined
    topics.emit(touched)
  }

  function applySnapshot(changes: readonly Change[]): Set<LiveTopic> {
    const before = tables
    tables = emptyTables(awaitedAgain(before.detail))
    for (const change of changes) applyChange(tables, change, before, new Set())
    return differences(before, tables)
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
    subscribe: (topic, listener) => topics.subscribe(topic, listener),

    apply(changes, snapshot) {
      let touched = new Set<LiveTopic>()
      if (snapshot) touched = applySnapshot(changes)
      else for (const change of changes) applyChange(tables, change, tables, touched)
      if (snapshot && !filled) {
        filled = true
        touched.add('lists')
      }
      announce(touched)
    },
    takeCoaching(coaching) {
      const touched = new Set<LiveTopic>()
      applyChange(tables, { kind: 'coaching', coaching }, tables, touched)
      announce(touched)
    },
    show(conversationId) {
      if (conversationId === shownId(tables.detail)) return
      tables.detail =
        conversationId === null ? { state: 'none' } : { state: 'awaited', conversationId }
      announce(new Set(['detail']))
    },
    distrustDetail() {
      tables.detail = awaitedAgain(tables.detail)
      announce(new Set(['detail']))
    },
  }
}

/** Which conversation the right side stands for. */
export function shownId(detail: ShownDetail): string | null {
  switch (detail.state) {
    case 'none':
      return null
    case 'awaited':
    case 'gone':
      return detail.conversationId
    case 'known':
      return detail.detail.id
    default:
      return assertNever(detail)
  }
}

function emptyTables(detail: ShownDetail): Tables {
  return {
    conversations: new Map(),
    agents: new Map(),
    controls: new Map(),
    coachings: new Map(),
    detail,
    platformLink: undefined,
    agentStrip: undefined,
    queues: undefined,
    policies: undefined,
  }
}

function awaitedAgain(detail: ShownDetail): ShownDetail {
  const conversationId = shownId(detail)
  return conversationId === null ? { state: 'none' } : { state: 'awaited', conversationId }
}

/** `before` gives rows that did not change their old identity, so that nothing is drawn again for nothing. */
function applyChange(
  tables: Tables,
  change: Change,
  before: Tables,
  touched: Set<LiveTopic>,
): void {
  switch (change.kind) {
    case 'conversation': {
      const old = before.conversations.get(change.row.id)
      const row = keepIfSame(old, change.row)
      tables.conversations.set(row.id, row)
      if (row === old) return
      touched.add(`conversation:${row.id}`)
      if (old === undefined || listedDifferently(old, row)) touched.add('lists')
      return
    }
    case 'conversation-gone':
      if (!tables.conversations.delete(change.id)) return
      touched.add(`conversation:${change.id}`).add('lists')
      return
    case 'agent': {
      const old = before.agents.get(change.row.id)
      const row = keepIfSame(old, change.row)
      tables.agents.set(row.id, row)
      if (row === old) return
      // Presence decides which list an agent stands in.
      touched.add(`agent:${row.id}`).add('lists')
      return
    }
    case 'agent-gone':
      if (!tables.agents.delete(change.id)) return
      touched.add(`agent:${change.id}`).add('lists')
      return
    case 'detail':
    case 'detail-gone':
      applyDetail(tables, change, before, touched)
      return
    case 'control': {
      const old = before.controls.get(change.control.id)
      const control = keepIfSame(old, change.control)
      tables.controls.set(control.id, control)
      if (control !== old) touched.add(`controls:${control.conversationId}`)
      return
    }
    case 'coaching': {
      const old = before.coachings.get(change.coaching.id)
      // The newest state of a session counts, whichever way it came (S5).
      const isNews = old === undefined || change.coaching.revision >= old.revision
      const coaching = isNews ? keepIfSame(old, change.coaching) : old
      tables.coachings.set(coaching.id, coaching)
      if (coaching !== old) touched.add('coachings')
      return
    }
    case 'coaching-gone':
      if (tables.coachings.delete(change.id)) touched.add('coachings')
      return
    case 'platform-link': {
      const old = before.platformLink
      tables.platformLink = keepIfSame(old, change.link)
      if (tables.platformLink !== old) touched.add('platform-link')
      return
    }
    case 'agent-strip': {
      const old = before.agentStrip
      tables.agentStrip = keepIfSame(old, change.strip)
      if (tables.agentStrip !== old) touched.add('agent-strip')
      return
    }
    case 'queues': {
      const old = before.queues
      tables.queues = keepIfSame(old, change.queues)
      if (tables.queues !== old) touched.add('queues')
      return
    }
    case 'policies': {
      const old = before.policies
      tables.policies = change.revision
      if (change.revision !== old) touched.add('policies')
      return
    }
    default:
      assertNever(change)
  }
}

function applyDetail(
  tables: Tables,
  change: Extract<Change, { kind: 'detail' | 'detail-gone' }>,
  before: Tables,
  touched: Set<LiveTopic>,
): void {
  const wanted = shownId(tables.detail)
  const about = change.kind === 'detail' ? change.detail.id : change.conversationId
  // An answer to an earlier `show` that was still on its way.
  if (about !== wanted) return
  if (change.kind === 'detail') tables.detail = { state: 'known', detail: change.detail }
  else {
    const last = before.detail.state === 'known' ? before.detail.detail : undefined
    tables.detail = { state: 'gone', conversationId: about, last }
  }
  touched.add('detail')
}

function listControls(
  controls: ReadonlyMap<string, ControlView>,
  conversationId: string,
): readonly ControlView[] {
  const list = [...controls.values()].filter((control) => control.conversationId === conversationId)
  if (list.length === 0) return noControls
  return list.sort(
    (left, right) => left.submittedAt - right.submittedAt || (left.id < right.id ? -1 : 1),
  )
}

/** What the lists are searched and ordered by. The phase is not: a call on hold keeps its place. */
function listedDifferently(left: ConversationRow, right: ConversationRow): boolean {
  return (
    left.agentName !== right.agentName ||
    left.agentUserId !== right.agentUserId ||
    left.queueName !== right.queueName ||
    left.media !== right.media ||
    left.startedAt !== right.startedAt
  )
}

/** Rows are small and flat; comparing their text is cheaper than drawing them again. */
function keepIfSame<Row>(old: Row | undefined, row: Row): Row {
  return old !== undefined && JSON.stringify(old) === JSON.stringify(row) ? old : row
}

function differences(before: Tables, after: Tables): Set<LiveTopic> {
  const touched = new Set<LiveTopic>()
  for (const id of changedIds(before.conversations, after.conversations))
    touched.add(`conversation:${id}`).add('lists')
  for (const id of changedIds(before.agents, after.agents)) touched.add(`agent:${id}`).add('lists')
  for (const id of changedIds(before.controls, after.controls)) {
    const control = after.controls.get(id) ?? before.controls.get(id)
    if (control !== undefined) touched.add(`controls:${control.conversationId}`)
  }
  for (const _ of changedIds(before.coachings, after.coachings)) touched.add('coachings')
  if (before.platformLink !== after.platformLink) touched.add('platform-link')
  if (before.agentStrip !== after.agentStrip) touched.add('agent-strip')
  if (before.queues !== after.queues) touched.add('queues')
  if (before.policies !== after.policies) touched.add('policies')
  if (before.detail !== after.detail) touched.add('detail')
  return touched
}

function* changedIds<Row>(
  before: ReadonlyMap<string, Row>,
  after: ReadonlyMap<string, Row>,
): Iterable<string> {
  for (const [id, row] of after) if (before.get(id) !== row) yield id
  for (const id of before.keys()) if (!after.has(id)) yield id
}
