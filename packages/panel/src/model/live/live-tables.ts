/** The flat maps behind the live store, what a change does to them, and whom it concerns. */
import { assertNever } from '@sotto/kernel'
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
import { isSame } from './is-same.ts'
import { renewedAgent, renewedConversation } from './renewed-row.ts'

/** Whoever shows one row follows that row. */
export type RowTopic = `conversation:${string}` | `agent:${string}`

export type OtherTopic =
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

export type LiveTopic = RowTopic | OtherTopic

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

/** Takes down whose row is another one; of rows that nobody follows it need not. */
export interface RowNews {
  note(id: string): void
}

/** Whom changes concern. */
export interface Touched {
  /** By id: rows come by the thousand, and a topic's name would have to be made for each. */
  readonly conversations: RowNews
  readonly agents: RowNews
  /** Of anything else. */
  readonly topics: Set<OtherTopic>
  /** Rows of conversations and agents that may be listed differently; undefined while nobody asks. */
  readonly listed: Set<string> | undefined
}

export interface Tables {
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

export function emptyTables(detail: ShownDetail): Tables {
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

export function awaitedAgain(detail: ShownDetail): ShownDetail {
  const conversationId = shownId(detail)
  return conversationId === null ? { state: 'none' } : { state: 'awaited', conversationId }
}

/** `before` gives rows that did not change their old identity, so that nothing is drawn again for nothing. */
export function applyChange(
  tables: Tables,
  change: Change,
  before: Tables,
  touched: Touched,
): void {
  switch (change.kind) {
    case 'conversation': {
      const old = before.conversations.get(change.row.id)
      const row = old === undefined ? change.row : renewedConversation(old, change.row)
      tables.conversations.set(row.id, row)
      if (row === old) return
      touched.conversations.note(row.id)
      if (old === undefined || listedDifferently(old, row)) listAnew(touched, row.id)
      return
    }
    case 'conversation-gone':
      if (!tables.conversations.delete(change.id)) return
      touched.conversations.note(change.id)
      listAnew(touched, change.id)
      return
    case 'agent': {
      const old = before.agents.get(change.row.id)
      const row = old === undefined ? change.row : renewedAgent(old, change.row)
      tables.agents.set(row.id, row)
      if (row === old) return
      touched.agents.note(row.id)
      if (old === undefined || agentListedDifferently(old, row)) listAnew(touched, row.id)
      return
    }
    case 'agent-gone':
      if (!tables.agents.delete(change.id)) return
      touched.agents.note(change.id)
      listAnew(touched, change.id)
      return
    case 'detail':
    case 'detail-gone':
      applyDetail(tables, change, before, touched)
      return
    case 'control': {
      const old = before.controls.get(change.control.id)
      const control = keepIfSame(old, change.control)
      tables.controls.set(control.id, control)
      if (control !== old) touched.topics.add(`controls:${control.conversationId}`)
      return
    }
    case 'coaching': {
      const old = before.coachings.get(change.coaching.id)
      // The newest state of a session counts, whichever way it came (S5).
      const isNews = old === undefined || change.coaching.revision >= old.revision
      const coaching = isNews ? keepIfSame(old, change.coaching) : old
      tables.coachings.set(coaching.id, coaching)
      if (coaching !== old) touched.topics.add('coachings')
      return
    }
    case 'coaching-gone':
      if (tables.coachings.delete(change.id)) touched.topics.add('coachings')
      return
    case 'platform-link': {
      const old = before.platformLink
      tables.platformLink = keepIfSame(old, change.link)
      if (tables.platformLink !== old) touched.topics.add('platform-link')
      return
    }
    case 'agent-strip': {
      const old = before.agentStrip
      tables.agentStrip = keepIfSame(old, change.strip)
      if (tables.agentStrip !== old) touched.topics.add('agent-strip')
      return
    }
    case 'queues': {
      const old = before.queues
      tables.queues = keepIfSame(old, change.queues)
      if (tables.queues !== old) touched.topics.add('queues')
      return
    }
    case 'policies': {
      const old = before.policies
      tables.policies = change.revision
      if (change.revision !== old) touched.topics.add('policies')
      return
    }
    default:
      assertNever(change)
  }
}

function listAnew({ listed, topics }: Touched, id: string): void {
  topics.add('lists')
  listed?.add(id)
}

function applyDetail(
  tables: Tables,
  change: Extract<Change, { kind: 'detail' | 'detail-gone' }>,
  before: Tables,
  touched: Touched,
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
  touched.topics.add('detail')
}

export function listControls(
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

/** Presence and routing decide which list an agent stands in. Since when they are so is the row's own. */
function agentListedDifferently(left: AgentRow, right: AgentRow): boolean {
  return (
    left.name !== right.name || left.presence !== right.presence || left.routing !== right.routing
  )
}

/** Comparing is cheaper than drawing again. */
function keepIfSame<Row>(old: Row | undefined, row: Row): Row {
  return old !== undefined && isSame(old, row) ? old : row
}

/** Tells `touched` of everything that is not as it was. */
export function noteDifferences(before: Tables, after: Tables, touched: Touched): void {
  const { topics } = touched
  for (const id of changedIds(before.conversations, after.conversations)) {
    touched.conversations.note(id)
    topics.add('lists')
  }
  for (const id of changedIds(before.agents, after.agents)) {
    touched.agents.note(id)
    topics.add('lists')
  }
  for (const id of changedIds(before.controls, after.controls)) {
    const control = after.controls.get(id) ?? before.controls.get(id)
    if (control !== undefined) topics.add(`controls:${control.conversationId}`)
  }
  for (const _ of changedIds(before.coachings, after.coachings)) topics.add('coachings')
  if (before.platformLink !== after.platformLink) topics.add('platform-link')
  if (before.agentStrip !== after.agentStrip) topics.add('agent-strip')
  if (before.queues !== after.queues) topics.add('queues')
  if (before.policies !== after.policies) topics.add('policies')
  if (before.detail !== after.detail) topics.add('detail')
}

function* changedIds<Row>(
  before: ReadonlyMap<string, Row>,
  after: ReadonlyMap<string, Row>,
): Iterable<string> {
  for (const [id, row] of after) if (before.get(id) !== row) yield id
  for (const id of before.keys()) if (!after.has(id)) yield id
}
