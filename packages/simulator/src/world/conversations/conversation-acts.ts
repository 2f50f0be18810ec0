/** Acts upon conversations: the step itself, the lines it cuts, what is said from now on, who is free again. */
import { callerName } from '../cast/names.ts'
import type { ControlBook } from '../controls/control-book.ts'
import { between, forkRandom, pick } from '../fork-random.ts'
import type { Conversation, Participant } from '../shapes.ts'
import type { ActOutcome, ConversationAction } from '../world.ts'
import type { WorldCore } from '../world-core.ts'
import type { AgentRoster } from './agent-roster.ts'
import { applyAction } from './apply-action.ts'
import type { ConversationBook } from './conversation-book.ts'
import type { ConversationRecord } from './conversation-record.ts'
import { makeAgent, makeOutsider, ordinaryChannel } from './participants.ts'

const completesAfterMs = [2_000, 5_000] as const
/** An agent whom nobody directs writes up an ended conversation within this time. */
const wrapsUpAfterMs = 60_000
/** Ended conversations and their transcripts can be read this long. */
const keptAfterEndMs = 60 * 60_000
/** Beyond this many ended ones the oldest go earlier. */
const keptEnded = 2_000

export interface ConversationActs {
  act(conversationId: string, action: ConversationAction): ActOutcome
  /** Told after each act that succeeded. */
  onActed(listener: (record: ConversationRecord) => void): void
}

export function createConversationActs(
  core: WorldCore,
  book: ConversationBook,
  controls: ControlBook,
  roster: AgentRoster,
): ConversationActs {
  const random = forkRandom(core.random)
  const ended: string[] = []
  const listeners: ((record: ConversationRecord) => void)[] = []

  function act(conversationId: string, action: ConversationAction): ActOutcome {
    const record = book.records.get(conversationId)
    if (record === undefined)
      return { ok: false, status: 404, message: 'There is no such conversation.' }
    const { conversation, places } = record
    const newcomer = findNewcomer(record, action)
    const made = applyAction({ conversation, places, action, newcomer })
    if (typeof made === 'string') return { ok: false, status: 409, message: made }
    record.places = made.places
    become(record, { ...conversation, ...made.conversation })
    return { ok: true, conversation: record.conversation }
  }

  /** Sound first: no sample of a line may reach a party it is not for. */
  function become(record: ConversationRecord, next: Conversation): void {
    const before = record.conversation
    const lines = controls.cutLines(next)
    const participants = next.participants.filter(
      ({ controlId }) => controlId === undefined || !lines.controlIds.has(controlId),
    )
    const agent = participants.find(({ participantId }) => participantId === record.places.agent)
    record.agentUserId = agent?.userId ?? record.agentUserId
    const stateChanged = next.state !== before.state
    const partiesChanged = participants.some(
      ({ state }, index) => before.participants[index]?.state !== state,
    )
    if (stateChanged || partiesChanged)
      record.script.enter(next.state, book.elapsedMs(record), agent?.state === 'CONNECTED')
    book.commit(record, { state: next.state, participants, recording: next.recording })
    lines.settle()
    if (stateChanged) enterState(record)
    for (const { userId } of agentsOf(before, next))
      if (userId !== undefined) roster.refresh(userId)
    for (const listener of listeners) listener(record)
  }

  function enterState(record: ConversationRecord): void {
    controls.stateEntered(record.conversation)
    const { id, state } = record.conversation
    if (state === 'ENDED') {
      record.endedAt = core.clock.monotonicNow()
      record.timers.close()
      core.timers.after(wrapsUpAfterMs, () => act(id, 'wrap-up'))
      core.timers.after(keptAfterEndMs, () => forget(id))
      ended.push(id)
      if (ended.length > keptEnded) forget(ended.shift() ?? id)
    } else if (state === 'WRAPPED_UP') {
      core.timers.after(between(record.random, ...completesAfterMs), () => {
        if (record.conversation.state === 'WRAPPED_UP') become(record, completed(record))
      })
    }
  }

  function forget(conversationId: string): void {
    controls.forgetConversation(conversationId)
    book.forget(conversationId)
  }

  function completed({ conversation }: ConversationRecord): Conversation {
    return { ...conversation, state: 'COMPLETED' }
  }

  function findNewcomer(
    record: ConversationRecord,
    action: ConversationAction,
  ): Participant | undefined {
    const { mediaType, queueId } = record.conversation
    if (action === 'conference') {
      const name = callerName(Math.floor(record.random.next() * 1_000))
      return makeOutsider(random.id(), 'external', name, mediaType)
    }
    if (action !== 'transfer') return undefined
    const [colleague] = roster.free(queueId, mediaType)
    const anyone = colleague ?? pickAnywhere(record)
    return anyone === undefined
      ? undefined
      : makeAgent(random.id(), anyone, mediaType, ordinaryChannel)
  }

  function pickAnywhere(record: ConversationRecord) {
    const { mediaType } = record.conversation
    const free = [...core.cast.queues.keys()].flatMap((queueId) => roster.free(queueId, mediaType))
    return pick(record.random, free)
  }

  return {
    act,
    onActed: (listener) => {
      listeners.push(listener)
    },
  }
}

function agentsOf(...conversations: readonly Conversation[]): readonly Participant[] {
  const agents = conversations.flatMap(({ participants }) =>
    participants.filter(({ purpose }) => purpose === 'agent'),
  )
  return [...new Map(agents.map((agent) => [agent.userId, agent])).values()]
}
