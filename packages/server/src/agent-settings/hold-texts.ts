// Texts that wait here because their agent does not want to be disturbed: each is let go when that is over, once, and is looked at
// again and again until it is. The server whose row it is does that; others' words on the agent come by the book.
//
//   held back ─► the agent takes texts again? ─ no ─► waits
//                   │ yes: read the call
//                   ├─► it may be sent now ────────► let go; who is signed out is refused by that
//                   ├─► a card is being read aloud ► waits
//                   └─► it is over, or another's ──► cancelled
import { activeAgent, allowedActions, type ControlRecord } from '@sotto/domain'
import { type Clock, repeat, type Scope } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import type { ControlRegistry } from '../commands/registry/control-registry.ts'
import { revocationReason } from '../commands/revocation.ts'
import type { Counters } from '../live/counters.ts'
import type { LiveWorld } from '../live/live-world.ts'
import type { ConversationReader } from '../live/supervisors/conversation-reader.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { PolicyBook } from '../policies/policy-book.ts'
import type { AgentSettingsBook } from './settings-book.ts'

export interface HoldTextsOptions {
  readonly clock: Clock
  readonly scope: Scope
  readonly counters: Counters
  readonly book: Pick<AgentSettingsBook, 'quietOf' | 'readQuiet' | 'onChange'>
  readonly registry: Pick<ControlRegistry, 'cancel' | 'heldBack' | 'letGo' | 'onChange'>
  readonly reader: ConversationReader
  readonly supervisorOf: (supervisorId: string) => Supervisor | undefined
  /** Makes that somebody can act for this person, where there is a session of theirs. */
  readonly bringBack: (supervisorId: string) => Promise<void>
  readonly onFailure: (failure: unknown) => void
}

/** What was taken over from a server now gone, or could not be looked at, is found by this. */
const lookEveryMs = 2_000

export function holdTexts(options: HoldTextsOptions): void {
  const { book, registry, reader } = options
  /** One after the other: they arrive in the order in which they were sent. */
  const looking = new Map<string, Promise<void>>()

  async function look(record: ControlRecord): Promise<void> {
    const { agentUserId, conversationId, id, supervisorId } = record
    if (book.quietOf(agentUserId) !== undefined) return
    if (!(await takesTexts(agentUserId))) return
    if (options.supervisorOf(supervisorId) === undefined) await options.bringBack(supervisorId)
    const supervisor = options.supervisorOf(supervisorId)
    // Nobody can send it any more: its row says so.
    if (supervisor === undefined) return registry.letGo(id)
    const conversation = await reader.read(supervisor, conversationId, 'act')
    if (conversation === undefined) return registry.cancel(id, 'conversation-ended')
    const reason = revocationReason(record, conversation)
    if (reason === 'recording-paused') return
    if (reason !== undefined) return registry.cancel(id, reason)
    return registry.letGo(id)
  }

  /** By the row itself; while nobody can say, it waits. */
  async function takesTexts(agentUserId: string): Promise<boolean> {
    try {
      return (await book.readQuiet(agentUserId)) === undefined
    } catch {
      options.counters.count('store-failures')
      return false
    }
  }

  function lookAlone(record: ControlRecord): void {
    if (looking.has(record.id)) return
    const before = [...looking.values()].at(-1) ?? Promise.resolve()
    const looked = before
      .then(() => look(record))
      .catch((failure: unknown) => {
        // The platform cannot be reached: it waits, and is looked at again.
        if (failure instanceof PlatformError) options.counters.count('platform-failures')
        else options.onFailure(failure)
      })
      .finally(() => looking.delete(record.id))
    looking.set(record.id, looked)
  }

  function lookAtAll(agentUserId?: string): void {
    for (const record of registry.heldBack())
      if (agentUserId === undefined || record.agentUserId === agentUserId) lookAlone(record)
  }

  // The agent may have taken texts again between the question and the row.
  const stops = [
    registry.onChange((record) => {
      if (record.state.name === 'held-back') lookAlone(record)
    }),
    book.onChange(lookAtAll),
    repeat(options.clock, lookEveryMs, lookAtAll),
  ]
  options.scope.onClose(() => {
    for (const stop of stops) stop()
  })
}

export interface RefusalSources {
  readonly world: Pick<LiveWorld, 'conversation'>
  readonly policies: Pick<PolicyBook, 'of'>
  readonly supervisors: Pick<Supervisors, 'byPerson'>
}

/** Why a text that waited may not be sent any more, by what was laid down since; undefined: it may, or nobody knows. */
export function refusalAfterHold(
  record: ControlRecord,
  { policies, supervisors, world }: RefusalSources,
): string | undefined {
  if (record.heldSince === undefined) return undefined
  const conversation = world.conversation(record.conversationId)?.full
  const supervisor = supervisors.byPerson(record.supervisorId)
  if (conversation === undefined || supervisor === undefined) return undefined
  if (activeAgent(conversation)?.userId !== record.agentUserId) return 'no-agent'
  const policy = policies.of(conversation.queueId)
  const { whisperText } = allowedActions(conversation, supervisor.person, undefined, policy)
  return whisperText.allowed ? undefined : whisperText.reason
}
