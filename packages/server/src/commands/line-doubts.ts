// Where the two ways to the truth disagree, or one is silent, the platform is asked instead of waiting (W7).
import {
  type Act,
  type ControlKind,
  type ControlRecord,
  type Conversation,
  isFinalState,
  judgeAct,
} from '@sotto/domain'
import type { Logger } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import { hearingOf } from '../live/hearing.ts'
import type { LiveWorld } from '../live/live-world.ts'
import type { ConversationReader } from '../live/supervisors/conversation-reader.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { Timers } from '../live/timers.ts'
import type { ModeEngine } from './mode-engine.ts'
import type { ControlRegistry } from './registry/control-registry.ts'
import { revocationReason } from './revocation.ts'

export interface LineDoubtsOptions {
  readonly world: LiveWorld
  readonly supervisors: Supervisors
  readonly registry: ControlRegistry
  readonly modes: ModeEngine
  readonly reader: ConversationReader
  readonly timers: Timers
  readonly logger: Logger
  readonly statusCheckMs: number
  readonly onFailure: (failure: unknown) => void
}

/** How long the conversation's own event may lag behind the control's before it is read. */
const participantLagMs = 700
const readsAtMost = 5

const actOf = {
  monitor: 'monitor',
  'whisper-audio': 'coach',
  'whisper-text': 'whisper-text',
  barge: 'barge',
} as const satisfies Record<ControlKind, Act>

/** Watches over all controls of this server from now on. */
export function watchLineDoubts(options: LineDoubtsOptions): void {
  const { modes, reader, registry, supervisors, timers, world } = options

  /** W9: what may not go on is taken back at once, once per transition. */
  function revoke(record: ControlRecord, conversation: Conversation): void {
    if (isFinalState(record.state.name) || record.state.name === 'cancelling') return
    const reason = revocationReason(record, conversation)
    // What is nowhere yet waits until the card has been read.
    if (reason === 'recording-paused' && record.state.name === 'held-back') return
    if (reason !== undefined) void registry.cancel(record.id, reason).catch(options.onFailure)
  }

  /** The conversation shows our line open and no event has said so: its status is asked for. */
  function checkIfSeen(record: ControlRecord, conversation: Conversation): void {
    const isWaiting = record.state.name !== 'executing' && record.platformControlId !== undefined
    const isSeen = conversation.participants.some(
      (participant) =>
        participant.supervising?.controlId === record.platformControlId &&
        participant.connection !== 'disconnected',
    )
    if (isWaiting && isSeen) registry.check(record.id)
  }

  /** A live line that the conversation does not show: its event is late or lost, so the conversation is read. */
  function readWhilePending(record: ControlRecord, reads = 0): void {
    const delayMs = reads === 0 ? participantLagMs : options.statusCheckMs
    timers.replace(`participant ${record.id}`, delayMs, () => {
      const supervisor = supervisors.byPerson(record.supervisorId)
      if (supervisor === undefined || !isStillPending(record, supervisor)) return
      void readQuietly(supervisor, record.conversationId)
        .then(() => {
          if (reads + 1 < readsAtMost) readWhilePending(record, reads + 1)
        })
        .catch(options.onFailure)
    })
  }

  function isStillPending(record: ControlRecord, supervisor: Supervisor): boolean {
    if (registry.record(record.id)?.state.name !== 'executing') return false
    const known = world.conversation(record.conversationId)
    const hearing = hearingOf(supervisor, known, registry.unsettledIn(record.conversationId))
    return hearing.agent.certainty === 'pending'
  }

  /** A line must not stay in doubt because one reading failed. */
  async function readQuietly(supervisor: Supervisor, conversationId: string): Promise<void> {
    try {
      await reader.read(supervisor, conversationId, 'truth')
    } catch (failure) {
      if (!(failure instanceof PlatformError)) throw failure
      options.logger.warn('conversation-not-read', { conversationId, code: failure.code })
      const name = `reread ${supervisor.session.id} ${conversationId}`
      timers.replace(name, Math.max(options.statusCheckMs, failure.retryAfterMs ?? 0), () => {
        if (registry.unsettledIn(conversationId).length > 0)
          void readQuietly(supervisor, conversationId).catch(options.onFailure)
      })
    }
  }

  /** A right that is taken away while a line is open ends that line. */
  function checkRights(supervisor: Supervisor): void {
    for (const tab of modes.tabsOf(supervisor.session.id)) {
      const lines = modes.linesOf(tab)
      if (lines === undefined) continue
      const queueId = world.conversation(lines.conversationId)?.summary.queueId
      for (const record of [lines.speaking, lines.listening]) {
        if (record === undefined) continue
        // Of a conversation that nobody knows any more its own end will tell.
        if (queueId === undefined) continue
        if (judgeAct(supervisor, actOf[record.kind], queueId).kind !== 'allowed')
          modes.loseLine(record.id, 'right-removed')
      }
    }
  }

  /** While the stream is down nothing is told, so what is unsettled is asked after at its own pace. */
  function pollWhileInterrupted(supervisor: Supervisor): void {
    const supervisorId = supervisor.session.person.id
    const name = `interrupted ${supervisor.session.id}`
    if (supervisor.link.state !== 'interrupted') timers.cancel(name)
    else if (!timers.has(name))
      timers.replace(name, options.statusCheckMs, () => {
        for (const record of registry.unsettledOf(supervisorId)) registry.check(record.id)
        pollWhileInterrupted(supervisor)
      })
  }

  world.onConversation((conversation) => {
    for (const record of registry.unsettledIn(conversation.id)) {
      revoke(record, conversation)
      checkIfSeen(record, conversation)
    }
    // It may have gone to a queue that is not theirs.
    for (const { sessionId } of modes.tabsIn(conversation.id)) {
      const supervisor = supervisors.bySession(sessionId)
      if (supervisor !== undefined) checkRights(supervisor)
    }
  })
  registry.onChange((record) => {
    const conversation = world.conversation(record.conversationId)?.full
    // The conversation may have changed between the press and the answer.
    if (conversation !== undefined) revoke(record, conversation)
    if (record.state.name === 'executing' && record.kind !== 'whisper-text')
      readWhilePending(record)
  })
  registry.onChange(({ supervisorId }) => {
    const unsettled = registry.unsettledOf(supervisorId)
    supervisors.hold(supervisorId, new Set(unsettled.map(({ conversationId }) => conversationId)))
  })
  supervisors.onHeldHeard(({ supervisor, conversationId }) => {
    const known = world.conversation(conversationId)
    if (known !== undefined && supervisor.isFresh(conversationId, known.knownAtMono)) return
    void readQuietly(supervisor, conversationId).catch(options.onFailure)
  })
  supervisors.onChange(pollWhileInterrupted)
  supervisors.onChange(checkRights)
  supervisors.onUncertain((supervisor) => {
    const unsettled = registry.unsettledOf(supervisor.session.person.id)
    for (const record of unsettled) registry.check(record.id)
    for (const conversationId of new Set(unsettled.map((record) => record.conversationId)))
      void readQuietly(supervisor, conversationId).catch(options.onFailure)
  })
}
