// What supervisors do with coaching sessions: start, move, write. The row is there before the platform is asked.
import {
  type CoachingAction,
  type CoachingMetadata,
  type CoachingRecord,
  type Conversation,
  coachingLicence,
  fullCoachingLicence,
  longestMetadataBytes,
  mayAct,
  mayStartCoaching,
  metadataBytes,
} from '@sotto/domain'
import type { Clock } from '@sotto/kernel'
import { type Capability, PlatformError, type PlatformRefusal } from '@sotto/platform'
import type { CoachingDetailsRequest, StartCoachingRequest } from '@sotto/protocol'
import { absenceFor, requireCapability } from '../commands/permit.ts'
import type { StoredCoaching } from '../database/coaching-store.ts'
import type { Stores } from '../database/stores.ts'
import { notFound } from '../http/api-refusal.ts'
import type { LiveWorld } from '../live/live-world.ts'
import type { ConversationReader } from '../live/supervisors/conversation-reader.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { MaskedPiece, TextMasking } from '../text/text-masking.ts'
import { agentOf, newCoachingRecord } from './adopt-coaching.ts'
import type { CoachingBook } from './coaching-book.ts'
import type { CoachingChecks } from './coaching-checks.ts'
import type { CoachingClerk } from './coaching-clerk.ts'
import {
  coachingExists,
  editedElsewhere,
  metadataTooLarge,
  missingCoachingRight,
  notNow,
  notYours,
  platformRefusal,
  requireCoaching,
  startRefusal,
  vanished,
} from './coaching-refusals.ts'
import type { CoachingSteps } from './coaching-steps.ts'
import { isHolder, mayReadCoaching } from './coaching-view.ts'
import { enterDetails, enterReference } from './enter-text.ts'

/** What was written, as it is kept, and what of it was masked. */
export interface SavedCoaching extends StoredCoaching {
  readonly masked: readonly MaskedPiece[]
}

export interface CoachingDesk {
  /** `id` becomes the record's. Resolves once the platform has it; throws what stands in the way. */
  start(
    supervisor: Supervisor,
    conversationId: string,
    request: StartCoachingRequest,
    id: string,
  ): Promise<StoredCoaching>
  act(supervisor: Supervisor, id: string, action: CoachingAction): Promise<StoredCoaching>
  saveDetails(
    supervisor: Supervisor,
    id: string,
    request: CoachingDetailsRequest,
  ): Promise<SavedCoaching>
  /** Throws `not-found` alike for what is absent and what is not this supervisor's to see. */
  read(supervisor: Supervisor, id: string): Promise<StoredCoaching>
  /** What came of a start whose server went away before it answered; undefined: nothing. */
  recover(supervisor: Supervisor, id: string): Promise<StoredCoaching | undefined>
}

export interface CoachingDeskOptions {
  readonly clock: Clock
  readonly capability: Capability
  readonly reader: ConversationReader
  readonly world: Pick<LiveWorld, 'queueName'>
  readonly store: Stores['coachings']
  readonly book: CoachingBook
  readonly clerk: CoachingClerk
  readonly checks: CoachingChecks
  readonly masking: TextMasking
  readonly steps: CoachingSteps
  readonly coachingSessionId: (supervisorId: string, conversationId: string) => Promise<string>
}

/** Of every session that comes from this console, so that it is found again by it. */
export const coachingSource = 'sotto-supervisor-panel'

export function createCoachingDesk(options: CoachingDeskOptions): CoachingDesk {
  const { checks, clerk, clock, reader, steps, store } = options

  async function readVisible(supervisor: Supervisor, id: string): Promise<StoredCoaching> {
    await supervisor.ready()
    const stored = await store.byId(id)
    requireCoaching(supervisor, 'read-coaching', stored)
    if (stored === undefined) throw notFound()
    return stored
  }

  async function readOwn(supervisor: Supervisor, id: string): Promise<StoredCoaching> {
    const stored = await readVisible(supervisor, id)
    if (!isHolder(supervisor, stored)) throw notYours()
    requireCoaching(supervisor, 'write-coaching', stored)
    return stored
  }

  /** One's own that seems to go on may be over on the platform: it is asked before anybody is turned away. */
  async function ownRunning(supervisor: Supervisor, conversationId: string) {
    await options.book.loadConversation(conversationId)
    const own = options.book
      .unfinishedOf(supervisor.session.person.id)
      .find(({ record }) => record.conversationId === conversationId)
    if (own === undefined) return undefined
    const checked = (await checks.check(supervisor, own)) ?? own
    return options.book
      .unfinishedOf(supervisor.session.person.id)
      .find(({ record }) => record.id === checked.record.id)
  }

  async function prepare(
    supervisor: Supervisor,
    conversation: Conversation,
    request: StartCoachingRequest,
    id: string,
  ): Promise<CoachingRecord> {
    const agent = agentOf(conversation)
    const verdict = mayStartCoaching({
      kind: request.kind,
      phase: conversation.phase,
      hasAgent: agent?.userId !== undefined,
      person: supervisor.person,
      isCoached: false,
    })
    if (!verdict.allowed) throw startRefusal(verdict)
    if (agent?.userId === undefined) throw startRefusal({ allowed: false, reason: 'no-agent' })
    const personId = supervisor.session.person.id
    return newCoachingRecord({
      id,
      supervisor,
      conversation,
      agentUserId: agent.userId,
      agentName: agent.name,
      queueName: options.world.queueName(conversation.queueId),
      kind: request.kind,
      coachingSessionId: await options.coachingSessionId(personId, conversation.id),
      reference: request.reference,
      startedAt: clock.wallNow(),
    })
  }

  async function create(
    supervisor: Supervisor,
    record: CoachingRecord,
    metadata: CoachingMetadata | undefined,
  ): Promise<StoredCoaching> {
    const { agentUserId, conversationId, id, kind } = record
    const answer = await supervisor.platform
      .createCoaching({
        conversationId,
        agentUserId,
        kind,
        ...(metadata === undefined ? {} : { metadata }),
      })
      .catch((failure: unknown) => {
        // It may have arrived: that is found out, whatever the person does meanwhile.
        checks.checkLater(record)
        throw failure
      })
    if (!answer.ok) return refuse(supervisor, record, answer.error)
    const created = await clerk.enter(
      id,
      { type: 'platform', coaching: answer.value },
      'command-answer',
    )
    if (created === undefined) throw notFound()
    return created
  }

  /** Throws in the shape of our doors; answers only when what stands in the way is this very session. */
  async function refuse(
    supervisor: Supervisor,
    record: CoachingRecord,
    refusal: PlatformRefusal,
  ): Promise<StoredCoaching> {
    const existingId = refusal.code === 'conflict' ? refusal.existingId : undefined
    const existing =
      existingId === undefined ? undefined : await checks.find(supervisor, existingId)
    if (existing?.record.id === record.id) return existing
    const isSeen = existing !== undefined && mayReadCoaching(supervisor, existing)
    const answer =
      existingId === undefined
        ? platformRefusal(refusal)
        : coachingExists(isSeen ? existing : undefined)
    const { code: reason, missing } = answer
    await clerk.enter(
      record.id,
      { type: 'refused', reason, ...(missing === undefined ? {} : { missing }) },
      'command-answer',
    )
    throw answer
  }

  /** The platform begins a session STARTED and takes no other word at first; the second step is ours to ask for. */
  async function begin(supervisor: Supervisor, stored: StoredCoaching): Promise<StoredCoaching> {
    checks.checkLater(stored.record)
    if (stored.record.state.name !== 'started') return stored
    try {
      const taken = await steps.take(supervisor, stored, 'begin')
      return taken.ok ? taken.value : ((await checks.check(supervisor, stored)) ?? stored)
    } catch (failure) {
      // The session is there; "Begin" is offered until it has begun.
      if (failure instanceof PlatformError) return stored
      throw failure
    }
  }

  return {
    async start(supervisor, conversationId, request, id) {
      requireCapability(options.capability)
      enterReference(request.reference, options.masking)
      const conversation = await reader.read(supervisor, conversationId, 'act')
      if (conversation === undefined) throw absenceFor(supervisor)
      const known = await store.byId(id)
      const record = known?.record ?? (await prepare(supervisor, conversation, request, id))
      const metadata = metadataOf(supervisor, record, request)
      const own = await ownRunning(supervisor, conversationId)
      if (own !== undefined && own.record.id !== id) throw coachingExists(own)
      if (own !== undefined && own.record.state.name !== 'starting') return begin(supervisor, own)
      if (known === undefined) await clerk.open(record, 'asked')
      return begin(supervisor, await create(supervisor, record, metadata))
    },
    async act(supervisor, id, action) {
      requireCapability(options.capability)
      const own = await readOwn(supervisor, id)
      // What stands here may be old: the platform has the last word before somebody is turned away.
      const stored = mayAct(own.record.state.name, action)
        ? own
        : ((await checks.check(supervisor, own)) ?? own)
      const { platformCoachingId } = stored.record
      if (platformCoachingId === undefined || !mayAct(stored.record.state.name, action)) {
        const refusal = notNow(stored)
        const evidence = 'status-check'
        const { code: reason } = refusal
        const what = 'coaching-step-refused'
        clerk.note(stored.record, { step: action, what, evidence, reason })
        throw refusal
      }
      const answer = await steps.take(supervisor, stored, action).catch((failure: unknown) => {
        checks.checkLater(stored.record, 0)
        throw failure
      })
      if (answer.ok) return answer.value
      const checked = (await checks.check(supervisor, stored)) ?? stored
      if (checked.record.state.name === 'vanished') throw vanished()
      throw answer.error.code === 'bad-request' ? notNow(checked) : platformRefusal(answer.error)
    },
    async saveDetails(supervisor, id, request) {
      const { record } = await readOwn(supervisor, id)
      const { details, masked } = enterDetails(request, record, options.masking)
      const saved = await store.saveDetails(id, details, request.revision, options.clock.wallNow())
      if (saved === undefined) throw editedElsewhere()
      options.book.take(saved)
      return { ...saved, masked }
    },
    read: readVisible,
    async recover(supervisor, id) {
      const stored = await store.byId(id)
      if (stored === undefined || !isHolder(supervisor, stored)) return undefined
      const checked = (await checks.check(supervisor, stored)) ?? stored
      return checked.record.state.name === 'starting' ? undefined : checked
    },
  }
}

/** Ids and times only (S4, S10); measured before anything is written. Undefined where the licence has none. */
function metadataOf(
  supervisor: Supervisor,
  record: CoachingRecord,
  { reference, tabId }: StartCoachingRequest,
): CoachingMetadata | undefined {
  if (!coachingLicence(supervisor.person.licence).metadata) {
    if (reference !== undefined) throw missingCoachingRight('missing-licence', fullCoachingLicence)
    return undefined
  }
  const metadata = {
    source: coachingSource,
    panelSessionId: tabId,
    initiatedAt: new Date(record.startedAt).toISOString(),
    recordId: record.id,
    coachingSessionId: record.coachingSessionId,
    ...(reference === undefined ? {} : { reference }),
  }
  const bytes = metadataBytes(metadata)
  if (bytes > longestMetadataBytes) throw metadataTooLarge(bytes)
  return metadata
}
