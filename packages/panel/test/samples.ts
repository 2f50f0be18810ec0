/** Rows and details as the server would send them, for tests. */
import type {
  AgentRow,
  Change,
  CoachingView,
  ControlView,
  ConversationDetail,
  ConversationRow,
} from '@sotto/protocol'

export const noon = Date.UTC(2026, 0, 1, 12)

export function conversationRow(over: Partial<ConversationRow> = {}): ConversationRow {
  return {
    id: 'conversation-1',
    agentUserId: 'agent-1',
    agentName: 'Ana Silva',
    queueId: 'queue-1',
    queueName: 'Billing',
    media: 'voice',
    phase: 'active',
    startedAt: noon - 60_000,
    ...over,
  }
}

export function agentRow(over: Partial<AgentRow> = {}): AgentRow {
  return {
    id: 'agent-1',
    name: 'Ana Silva',
    queueIds: ['queue-1'],
    presence: 'available',
    routing: 'idle',
    ...over,
  }
}

const allowed = { allowed: true } as const

export function detail(over: Partial<ConversationDetail> = {}): ConversationDetail {
  return {
    id: 'conversation-1',
    agentUserId: 'agent-1',
    agentName: 'Ana Silva',
    queueName: 'Billing',
    media: 'voice',
    phase: 'active',
    startedAt: noon - 60_000,
    phaseSince: noon - 60_000,
    recording: 'on',
    participants: [
      { id: 'participant-1', purpose: 'customer', name: 'Dana Whitfield', connected: true },
      { id: 'participant-2', purpose: 'agent', name: 'Ana Silva', connected: true },
    ],
    allowed: { monitor: allowed, coach: allowed, barge: allowed, whisperText: allowed },
    mode: { wanted: 'off', confirmed: 'not-connected', switching: false },
    truth: {
      agent: { hearsYou: false, certainty: 'confirmed', at: noon },
      customer: { hearsYou: false, certainty: 'confirmed', at: noon },
      recording: { recordsYou: false, state: 'on', certainty: 'confirmed', at: noon },
    },
    microphoneMayOpen: false,
    knownAt: noon,
    ...over,
  }
}

/** As the server tells it once the coaching line is live. */
export function coachingDetail(over: Partial<ConversationDetail> = {}): ConversationDetail {
  return detail({
    mode: { wanted: 'coach', confirmed: 'coach', switching: false },
    truth: { ...detail().truth, agent: { hearsYou: true, certainty: 'confirmed', at: noon } },
    microphoneMayOpen: true,
    ...over,
  })
}

export function control(over: Partial<ControlView> = {}): ControlView {
  return {
    id: 'control-1',
    conversationId: 'conversation-1',
    kind: 'whisper-text',
    text: 'Offer the refund.',
    state: 'queued',
    submittedAt: noon,
    ...over,
  }
}

export const platformOpen: Change = { kind: 'platform-link', link: { state: 'open', since: noon } }

/** A session of this supervisor that goes on. */
export function coachingView(over: Partial<CoachingView> = {}): CoachingView {
  return {
    id: 'coaching-1',
    revision: 2,
    detailsRevision: 1,
    conversationId: 'conversation-1',
    agentUserId: 'agent-1',
    agentName: 'Ana Silva',
    supervisorName: 'Maria Bell',
    mine: true,
    queueName: 'Billing',
    media: 'voice',
    kind: 'real-time',
    state: 'in-progress',
    stateAt: noon,
    startedAt: noon,
    allowed: { begin: false, pause: true, resume: false, complete: true },
    details: { notes: '', tags: [], moments: [] },
    ...over,
  }
}
