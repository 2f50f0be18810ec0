// What one panel may be told of each thing, computed from what is known now. Whatever is not this person's to see is undefined.
import {
  activeAgent,
  allowedActions,
  type ControlRecord,
  isMonitoredOnly,
  judgeRights,
  type LeaseTab,
  type ModeState,
  modesThatNeedReason,
  type Policy,
  supervisedModes,
} from '@sotto/domain'
import type {
  AgentRow,
  Change,
  CoachingView,
  ConversationDetail,
  ConversationRow,
} from '@sotto/protocol'
import type { AgentSettingsBook } from '../agent-settings/settings-book.ts'
import type { CoachingBook } from '../coaching/coaching-book.ts'
import { coachingView, mayReadCoaching } from '../coaching/coaching-view.ts'
import type { ModeEngine } from '../commands/mode-engine.ts'
import type { ControlRegistry } from '../commands/registry/control-registry.ts'
import type { TabKey, TabLines } from '../commands/tab-lines.ts'
import type { CallFigures, Figures } from '../facts/call-figures.ts'
import type { LeaseDesk } from '../leases/lease-desk.ts'
import { hearingOf } from '../live/hearing.ts'
import type { KnownConversation, LiveWorld } from '../live/live-world.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { GateKeeper } from '../media/gate-keeper.ts'
import type { SoundCare, SoundView } from '../media/sound-care.ts'
import type { PolicyBook } from '../policies/policy-book.ts'
import { runningIn } from '../policies/require-reason.ts'

export interface ViewSources {
  readonly world: LiveWorld
  readonly registry: ControlRegistry
  readonly modes: ModeEngine
  readonly gates: GateKeeper
  readonly sound: SoundCare
  readonly figures: Pick<CallFigures, 'of'>
  readonly leases: Pick<LeaseDesk, 'coachBeside' | 'rowView' | 'detailView'>
  readonly coachings: CoachingBook
  readonly policies: Pick<PolicyBook, 'of' | 'onChange' | 'revision'>
  readonly agentSettings: Pick<AgentSettingsBook, 'quietOf'>
}

function tabOf(supervisor: Supervisor, tabId: string): LeaseTab {
  return { supervisorId: supervisor.session.person.id, tabId }
}

function agentName(world: LiveWorld, known: KnownConversation): string {
  const { agentUserId } = known.summary
  const participant = known.full?.participants.find((one) => one.userId === agentUserId)
  return participant?.name ?? world.member(agentUserId)?.member.name ?? ''
}

/** A row of the list, while the conversation is listed, has an agent, and stands in one of this supervisor's queues. */
export function conversationRow(
  { leases, world }: Pick<ViewSources, 'leases' | 'world'>,
  supervisor: Supervisor,
  { tabId }: TabKey,
  conversationId: string,
): ConversationRow | undefined {
  const known = world.conversation(conversationId)
  if (known === undefined || !known.listed || known.summary.agentUserId === '') return undefined
  const { summary, full } = known
  if (!supervisor.mayView(summary.queueId)) return undefined
  const coach = leases.rowView(summary.agentUserId, tabOf(supervisor, tabId))
  return {
    id: summary.id,
    agentUserId: summary.agentUserId,
    agentName: agentName(world, known),
    queueId: summary.queueId,
    queueName: world.queueName(summary.queueId),
    media: summary.media,
    phase: summary.phase,
    startedAt: summary.startedAt,
    ...(full === undefined ? {} : { phaseSince: full.phaseSince }),
    ...(coach === undefined ? {} : { coach }),
  }
}

/** An agent, free ones too, with those of their queues that this supervisor may see. */
export function agentRow(
  world: LiveWorld,
  supervisor: Supervisor,
  userId: string,
): AgentRow | undefined {
  const known = world.member(userId)
  if (known === undefined) return undefined
  const queueIds = [...known.queueIds].filter((queueId) => supervisor.queueIds.has(queueId)).sort()
  if (queueIds.length === 0) return undefined
  const { id, name, presence, routing } = known.member
  const since = known.since === undefined ? {} : { since: known.since }
  return { id, name, queueIds, presence, routing, ...since }
}

/** Their own queues by name; nothing before they are known, since none is an answer. */
export function queuesChange(world: LiveWorld, supervisor: Supervisor): Change | undefined {
  if (!supervisor.queuesKnown) return undefined
  const queues = [...supervisor.queueIds].map((id) => ({ id, name: world.queueName(id) }))
  return { kind: 'queues', queues: queues.sort((left, right) => (left.id < right.id ? -1 : 1)) }
}

const idle: ModeState = { wanted: 'off', confirmed: 'not-connected', switching: false }

/** The opened conversation for this person and this tab. */
export function conversationDetail(
  sources: ViewSources,
  supervisor: Supervisor,
  tab: TabKey,
  conversationId: string,
): ConversationDetail | undefined {
  const { world, registry, modes, gates, leases, sound, figures, policies } = sources
  const known = world.conversation(conversationId)
  const conversation = known?.full
  if (known === undefined || conversation === undefined) return undefined
  if (!supervisor.mayView(conversation.queueId)) return undefined
  const held = modes.linesOf(tab)
  const lines = held?.conversationId === conversationId ? held : undefined
  const agent = activeAgent(conversation)
  const own = tabOf(supervisor, tab.tabId)
  const lease = agent?.userId === undefined ? undefined : leases.detailView(agent.userId, own)
  const coach = agent?.userId === undefined ? undefined : leases.coachBeside(agent.userId, own)
  const policy = policies.of(conversation.queueId)
  return {
    id: conversation.id,
    ...(agent?.userId === undefined ? {} : { agentUserId: agent.userId }),
    ...(agent === undefined ? {} : { agentName: agent.name }),
    ...toldQuiet(sources.agentSettings, agent?.userId),
    queueId: conversation.queueId,
    queueName: world.queueName(conversation.queueId),
    media: conversation.media,
    phase: conversation.phase,
    startedAt: conversation.startedAt,
    phaseSince: conversation.phaseSince,
    recording: conversation.recording.state,
    participants: conversation.participants.map((participant) => ({
      id: participant.id,
      purpose: participant.purpose,
      name: participant.name,
      connected: participant.connection !== 'disconnected',
      ...(participant.connection === 'held' ? { held: true } : {}),
    })),
    allowed: allowedActions(conversation, supervisor.person, coach, policy),
    policy: toldPolicy(policy, lines, conversationId),
    ...(lease === undefined ? {} : { lease }),
    mode: lines?.mode ?? idle,
    truth: hearingOf(supervisor, known, registry.unsettledIn(conversationId)),
    microphoneMayOpen: lines !== undefined && gates.decide(lines).open,
    ...lineId('speakingControlId', lines?.speaking),
    ...lineId('listeningControlId', lines?.listening),
    sound: toldSound(sound.viewOf(tab, conversation)),
    ...(conversation.media === 'voice' && isMonitoredOnly(conversation.phase)
      ? toldFigures(figures.of(conversationId))
      : {}),
    knownAt: known.knownAt,
  }
}

function toldQuiet(
  agentSettings: ViewSources['agentSettings'],
  agentUserId: string | undefined,
): Pick<ConversationDetail, 'quiet'> {
  const quiet = agentUserId === undefined ? undefined : agentSettings.quietOf(agentUserId)
  return quiet === undefined ? {} : { quiet }
}

/** What of the policy concerns this tab: whom it tells of what, and for which modes it still asks why. */
function toldPolicy(
  policy: Policy,
  lines: TabLines | undefined,
  conversationId: string,
): NonNullable<ConversationDetail['policy']> {
  const { explanation, revealAllowed, told } = policy
  return {
    told: supervisedModes.filter((mode) => told[mode]),
    needsReason: [...modesThatNeedReason(policy, runningIn(lines, conversationId))],
    revealAllowed,
    ...(explanation === undefined ? {} : { explanation }),
  }
}

/** To whoever lays down policies: that there are newer ones. */
export function policiesChange(
  { policies }: Pick<ViewSources, 'policies'>,
  { person }: Supervisor,
): Change | undefined {
  if (judgeRights(person, 'manage-policies').kind !== 'allowed') return undefined
  return { kind: 'policies', revision: policies.revision }
}

function lineId<Key extends string>(
  key: Key,
  record: ControlRecord | undefined,
): { readonly [key in Key]?: string } {
  const none: { readonly [key in Key]?: string } = {}
  return record === undefined ? none : { ...none, [key]: record.id }
}

function toldSound({ causes, loweredMixLevel }: SoundView): ConversationDetail['sound'] {
  return {
    causes: [...causes],
    ...(loweredMixLevel === undefined ? {} : { loweredMixLevel }),
  }
}

/** A session this panel shows: its supervisor's own that goes on, and whatever there is of the opened conversation. */
export function coachingChange(
  { coachings, world }: Pick<ViewSources, 'coachings' | 'world'>,
  supervisor: Supervisor,
  id: string,
): CoachingView | undefined {
  const stored = coachings.known(id)
  if (stored === undefined || !mayReadCoaching(supervisor, stored)) return undefined
  return coachingView(world, supervisor, stored)
}

function toldFigures(figures: Figures | undefined): Pick<ConversationDetail, 'figures'> {
  if (figures === undefined) return {}
  const { holds, latest } = figures
  if (latest === undefined) return { figures: { holds } }
  const { agentShare, customerShare, silenceMs } = latest.figures
  const talk = { agent: agentShare, customer: customerShare, silenceMs, measuredAt: latest.at }
  return { figures: { holds, talk } }
}
