/**
 * Every statement the server has on the audit and on controls, each by a call that sends it: walked over a full database to look at
 * its plans. A test holds the list to what the stores send.
 */
import { createHeadSigner } from '@sotto/audit'
import type { CoachingRecord, ControlRecord } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'
import type { AuditFilter } from '../audit-store.ts'
import type { ActRow, Stores } from '../stores.ts'

/** What stands in the database that is walked; whatever does not is found by nobody, which is a plan as well. */
export interface WalkedIds {
  /** Makes what is written by this walk new. */
  readonly walk: string
  readonly at: WallMs
  readonly position: string
  readonly index: number
  readonly size: number
  readonly conversationId: string
  readonly controlId: string
  readonly supervisorId: string
  readonly agentUserId: string
}

export interface AuditStatement {
  readonly name: string
  run(stores: Stores, ids: WalkedIds): Promise<unknown>
}

const pageSize = 50
const dayMs = 86_400_000

/** As auditors, agents and files of them ask. */
export function auditFilters(ids: WalkedIds): Readonly<Record<string, AuditFilter>> {
  const { agentUserId, at, controlId, conversationId, supervisorId } = ids
  const acts = ['control-executing', 'control-completed']
  return {
    'no filter': {},
    'a supervisor': { supervisorId },
    'an agent': { agentUserId },
    'a receiver': { toSupervisorId: supervisorId },
    'a person': { personId: supervisorId },
    'a receiver and an act': { toSupervisorId: supervisorId, acts: ['reveal'] },
    'a person and an act': { personId: supervisorId, acts: ['reveal'] },
    'a conversation': { conversationId },
    'a control': { controlId },
    'a control in its conversation': { conversationId, controlId },
    'an act': { acts: ['reveal'] },
    'a rare act': { acts: ['policy-changed'] },
    'several acts': { acts },
    'a mode': { mode: 'coach' },
    'a week': { from: at - 7 * dayMs, until: at },
    'an agent’s own times': { agentUserId, acts },
    'the changes of an agent’s lines': { agentUserId, controlIds: [controlId], from: at - dayMs },
    'several controls': { controlIds: [controlId] },
    'everything at once': { supervisorId, agentUserId, acts: ['control-executing'] },
  }
}

export function auditStatements(ids: WalkedIds): readonly AuditStatement[] {
  return [
    ...Object.entries(auditFilters(ids)).flatMap(([name, filter]) => readingsOf(name, filter)),
    ...treeStatements,
    ...controlStatements,
    ...otherActs,
    ...forgetting,
  ]
}

function readingsOf(name: string, filter: AuditFilter): readonly AuditStatement[] {
  return [
    { name: `first page, ${name}`, run: ({ audit }) => audit.page(filter, pageSize) },
    {
      name: `page in the middle, ${name}`,
      run: ({ audit }, { at, position }) => audit.page(filter, pageSize, { at, position }),
    },
    {
      name: `piece of a file, ${name}`,
      run: ({ audit }, { index, size }) =>
        audit.inTreeOrder(filter, { index, size: Math.min(size, index + 50_000) }, 1_000),
    },
  ]
}

const signer = createHeadSigner(Buffer.alloc(32, 1))

const treeStatements: readonly AuditStatement[] = [
  { name: 'the newest head', run: ({ audit }) => audit.latestHead() },
  { name: 'the head of a size', run: ({ audit }, { size }) => audit.headOfSize(size) },
  {
    name: 'the nodes of a proof',
    run: ({ audit }, { index }) =>
      audit
        .nodes(Array.from({ length: 20 }, (_, level) => ({ level, index: index >> level })))
        .catch(() => {}),
  },
  { name: 'what waits to be placed', run: ({ audit }) => audit.waiting() },
  { name: 'the sealed secret', run: ({ audit }) => audit.sealedSecret('candidate') },
  { name: 'sealing it anew', run: ({ audit }) => audit.resealSecret((sealed) => sealed) },
  {
    name: 'an act that changes no row',
    run: ({ audit }, { at, supervisorId }) =>
      audit.append({ at, act: 'audit-exported', supervisorId }),
  },
  {
    name: 'places in the tree',
    async run({ audit }, { at, supervisorId }) {
      await audit.append({ at, act: 'audit-exported', supervisorId })
      const sign = (tree: { readonly size: number; readonly root: string }) =>
        signer.sign({ ...tree, installation: 'walk', at: Math.floor(at) })
      await audit.place({ limit: 2_000, sign })
    },
  },
  {
    name: 'erasing a person',
    run: ({ audit }, { walk }) => audit.erasePerson(`nobody-${walk}`),
  },
  { name: 'a turn without anything to place', run: ({ audit }) => placeNothing(audit) },
]

function placeNothing(audit: Stores['audit']) {
  const sign = () => {
    throw new Error('there was something to place')
  }
  return audit.place({ limit: 1, sign }).catch(() => {})
}

function controlOf({ at, conversationId, supervisorId, agentUserId, walk }: WalkedIds) {
  const id = `walked-${walk}`
  const record: ControlRecord = {
    ...{ id, conversationId, supervisorId, agentUserId },
    kind: 'barge',
    coachingSessionId: id,
    platformControlId: id,
    platformVersion: 0,
    submittedAt: at,
    state: { name: 'submitted' },
  }
  const act: ActRow = {
    ...{ at, controlId: id, conversationId, supervisorId, agentUserId },
    act: 'control-submitted',
  }
  return { record, act }
}

const controlStatements: readonly AuditStatement[] = [
  {
    name: 'a new control',
    run: ({ controls }, ids) => {
      const { act, record } = controlOf(ids)
      return controls.insert(record, act, 'walker')
    },
  },
  {
    name: 'a change of a control',
    run: ({ controls }, ids) => {
      const { act, record } = controlOf(ids)
      return controls.save(record, 1, { ...act, act: 'control-queued' })
    },
  },
  { name: 'a control', run: ({ controls }, { controlId }) => controls.byId(controlId) },
  { name: 'several controls', run: ({ controls }, { controlId }) => controls.byIds([controlId]) },
  {
    name: 'a control of the platform',
    run: ({ controls }, { controlId }) => controls.byPlatformId(`platform-${controlId}`),
  },
  {
    name: 'a supervisor’s controls of a conversation',
    run: ({ controls }, { conversationId, supervisorId }) =>
      controls.byConversation(conversationId, supervisorId, pageSize),
  },
  {
    name: 'texts on an agent’s desk',
    run: ({ controls }, { agentUserId, at }) =>
      controls.deliveredTexts(agentUserId, at - dayMs, pageSize),
  },
  { name: 'the acts of a control', run: ({ controls }, { controlId }) => controls.acts(controlId) },
  {
    name: 'the unsettled of this server',
    run: ({ controls }) => controls.takeOver({ serverId: 'walker', inherits: false }),
  },
  {
    name: 'taking over',
    run: ({ controls }) => controls.takeOver({ serverId: 'walker', inherits: true }),
  },
]

/** Acts on other tables, entered with them. */
const otherActs: readonly AuditStatement[] = [
  {
    name: 'a session and its end',
    async run({ sessions }, { at, supervisorId, walk }) {
      const session = {
        ...{ id: `walked-${walk}`, cookieHash: walk, personId: supervisorId, person: '{}' },
        ...{ sealedTokens: 'sealed', accessExpiresAt: at, tokenVersion: 0 },
        ...{ createdAt: at, lastSeenAt: at },
      }
      await sessions.insert(session)
      await sessions.remove(session.id, 'signed-out', at)
    },
  },
  {
    name: 'a look behind a mask',
    run: ({ reveals }, { at, conversationId, supervisorId, walk }) =>
      reveals.insert({
        ...{ requestKey: walk, at, supervisorId, conversationId },
        ...{ segmentId: 'segment', kind: 'card', reason: 'walked' },
      }),
  },
  {
    name: 'a coaching session and its notes',
    async run({ coachings }, ids) {
      const record = coachingOf(ids)
      await coachings.insert(record)
      await coachings.saveState({ ...record, state: { name: 'completed', at: ids.at } }, 1)
      await coachings.saveDetails(record.id, record.details, 1, ids.at)
    },
  },
  {
    name: 'coaching that is handed over',
    async run({ leases }, { conversationId, supervisorId, walk }) {
      const agentUserId = `agent-${walk}`
      const holder = { supervisorId, tabId: walk, name: 'W' }
      const other = { ...holder, supervisorId: `${supervisorId}-other` }
      await leases.acquire({ agentUserId, conversationId, holder, ttlMs: 60_000 })
      await leases.ask({ agentUserId, holder: other })
      await leases.handOver({ agentUserId, conversationId, fence: 1, to: other, ttlMs: 60_000 })
    },
  },
  {
    name: 'a version of a policy',
    run: ({ policies }, { at, supervisorId, walk }) =>
      policies.append(
        { queueId: walk, rules: {}, changedAt: at, changedBy: supervisorId, changedByName: 'W' },
        0,
      ),
  },
]

function coachingOf(ids: WalkedIds): CoachingRecord {
  const { agentUserId, at, conversationId, supervisorId, walk } = ids
  const id = `walked-${walk}`
  return {
    ...{ id, conversationId, agentUserId, supervisorId, coachingSessionId: id },
    ...{ agentName: 'A', supervisorName: 'S', queueId: 'queue', queueName: 'Q' },
    ...{ media: 'voice', kind: 'real-time', platformVersion: 0, startedAt: at },
    state: { name: 'started', at },
    details: { notes: '', tags: [], moments: [] },
  }
}

const forgetting: readonly AuditStatement[] = [
  {
    name: 'forgetting entries of the audit',
    run: ({ retention }, { at }) => retention.forget('audit', at - 3_650 * dayMs, 1_000),
  },
  {
    name: 'forgetting controls and their acts',
    run: ({ retention }, { at }) => retention.forget('acts', at - 90 * dayMs, 1_000),
  },
]
