// The commands themselves, apart from HTTP: check, write, let the registry do the rest.
import { type CoachInPlace, isFinalState, type LeaseTab } from '@sotto/domain'
import type { Random } from '@sotto/kernel'
import type { PlatformCapabilities } from '@sotto/platform'
import type { ControlView, ModeRequest } from '@sotto/protocol'
import type { ControlStore } from '../database/stores.ts'
import { ApiRefusal, notFound } from '../http/api-refusal.ts'
import type { ConversationReader } from '../live/supervisors/conversation-reader.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { PolicyBook } from '../policies/policy-book.ts'
import { requireReason, runningIn } from '../policies/require-reason.ts'
import type { TextMasking } from '../text/text-masking.ts'
import type { ModeEngine } from './mode-engine.ts'
import { absenceFor, permit, requireCapability } from './permit.ts'
import type { ControlRegistry } from './registry/control-registry.ts'
import { controlView } from './registry/control-view.ts'
import type { TabKey } from './tab-lines.ts'

export interface CoachingCommands {
  /** Resolves when the lines' rows are written. */
  changeMode(supervisor: Supervisor, conversationId: string, request: ModeRequest): Promise<void>
  /** Answers the new control's id (`controlId` if given), once its row is written. */
  sendText(
    supervisor: Supervisor,
    conversationId: string,
    text: string,
    controlId?: string,
  ): Promise<string>
  cancelControl(supervisor: Supervisor, controlId: string): Promise<void>
  /** This supervisor's own, newest first. */
  controls(supervisor: Supervisor, conversationId: string): Promise<readonly ControlView[]>
}

export interface CoachingCommandsOptions {
  readonly random: Random
  readonly reader: ConversationReader
  readonly registry: ControlRegistry
  readonly modes: ModeEngine
  readonly controlStore: ControlStore
  readonly policies: Pick<PolicyBook, 'of' | 'ready'>
  readonly masking: TextMasking
  /** Whether this agent wants no texts now, by the row itself. */
  readonly isQuiet: (agentUserId: string) => Promise<boolean>
  readonly capabilities: PlatformCapabilities
  readonly defaultMixLevel: number
  readonly isPanelPresent: (tab: TabKey) => boolean
  /** Who coaches this agent, other than this tab. */
  readonly coachBeside: (agentUserId: string, tab: LeaseTab) => CoachInPlace | undefined
  readonly coachingSessionId: (supervisorId: string, conversationId: string) => Promise<string>
}

const listedControlsAtMost = 100

export function createCoachingCommands(options: CoachingCommandsOptions): CoachingCommands {
  const { capabilities, modes, policies, reader, registry } = options

  return {
    async changeMode(supervisor, conversationId, { mode, tabId, mixLevel, reason }) {
      const tab = { sessionId: supervisor.session.id, tabId }
      const wish = {
        ...tab,
        supervisorId: supervisor.session.person.id,
        conversationId,
        wanted: mode,
        mixLevel: mixLevel ?? options.defaultMixLevel,
      }
      // Stopping never waits for anybody.
      if (mode === 'off') return modes.request({ ...wish, agentUserId: undefined })
      requireCapability(capabilities.monitor)
      if (mode === 'coach') requireCapability(capabilities.audioWhisper)
      if (mode === 'barge') requireCapability(capabilities.barge)
      if (!options.isPanelPresent(tab)) throw panelNotConnected()
      const { agentUserId, conversation } = await permit(
        reader,
        supervisor,
        conversationId,
        mode === 'monitor' ? ['monitor'] : ['monitor', mode],
        policies,
        (agentUserId) =>
          options.coachBeside(agentUserId, { supervisorId: wish.supervisorId, tabId }),
      )
      const statedReason = requireReason(
        mode,
        policies.of(conversation.queueId),
        runningIn(modes.linesOf(tab), conversationId),
        reason,
      )
      return modes.request({
        ...wish,
        agentUserId,
        // What masks hide must not stand in the record of the act.
        statedReason: statedReason && options.masking.mask(statedReason, { conversationId }).text,
      })
    },
    async sendText(supervisor, conversationId, text, controlId) {
      requireCapability(capabilities.textWhisper)
      const supervisorId = supervisor.session.person.id
      const { agentUserId } = await permit(
        reader,
        supervisor,
        conversationId,
        ['whisperText'],
        policies,
      )
      const coachingSessionId = await options.coachingSessionId(supervisorId, conversationId)
      const record = await registry.submit({
        id: controlId ?? options.random.id(),
        conversationId,
        kind: 'whisper-text',
        supervisorId,
        agentUserId,
        coachingSessionId,
        text,
        isHeldBack: await options.isQuiet(agentUserId),
      })
      return record.id
    },
    async cancelControl(supervisor, controlId) {
      const record = await registry.find(controlId)
      if (record?.supervisorId !== supervisor.session.person.id) throw notFound()
      if (isFinalState(record.state.name)) throw alreadyFinal()
      await registry.cancel(controlId, 'stopped-by-supervisor')
    },
    async controls(supervisor, conversationId) {
      const conversation = await reader.read(supervisor, conversationId)
      if (conversation === undefined) throw absenceFor(supervisor)
      const stored = await options.controlStore.byConversation(
        conversationId,
        supervisor.session.person.id,
        listedControlsAtMost,
      )
      return stored.map(({ record }) => controlView(record))
    },
  }
}

function panelNotConnected(): ApiRefusal {
  return new ApiRefusal({
    status: 409,
    code: 'panel-not-connected',
    message: 'This tab has no live connection, so nobody would see what happens on its line.',
  })
}

function alreadyFinal(): ApiRefusal {
  return new ApiRefusal({
    status: 409,
    code: 'already-final',
    message: 'This whisper or line is over already.',
  })
}
