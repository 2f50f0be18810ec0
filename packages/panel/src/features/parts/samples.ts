/** Rows, details and whispers to draw the parts from: everybody in them is made up. */
import type {
  AgentRow,
  Change,
  ControlView,
  ConversationDetail,
  ConversationRow,
  Me,
} from '@sotto/protocol'

/** A weekday morning. The parts stand still at it. */
export const sampleNow = Date.UTC(2026, 2, 4, 9, 30)
export const sampleId = 'conversation-1'
const seconds = (count: number) => sampleNow - count * 1_000

export const longName =
  'Maximiliana Theodora Wolkenstein-Hohenberg of the Northern Harbour Company for Very Long Names and Titles, Deputy Head of Second Line Support, Evenings, Weekends and All Public Holidays in the Region'
export const rightToLeftName = 'ليلى حداد'

export const sampleMe: Me = {
  id: 'supervisor-1',
  name: 'Maria Bell',
  role: 'supervisor',
  region: 'eu-west-1',
  licence: 'cx2',
  telephony: true,
  engagement: true,
  permissions: [],
  queues: [{ id: 'queue-1', name: 'Billing' }],
  unsupported: {},
  settings: { defaultMixLevel: 0.65, confirmationTimeoutMs: 5_000 },
}

export function sampleRow(over: Partial<ConversationRow> = {}): ConversationRow {
  return {
    id: sampleId,
    agentUserId: 'agent-1',
    agentName: 'Ana Silva',
    queueId: 'queue-1',
    queueName: 'Billing',
    media: 'voice',
    phase: 'active',
    startedAt: seconds(252),
    ...over,
  }
}

export function sampleAgent(over: Partial<AgentRow> = {}): AgentRow {
  return {
    id: 'agent-1',
    name: 'Kim Roy',
    queueIds: ['queue-1'],
    presence: 'available',
    routing: 'idle',
    ...over,
  }
}

const allowed = { allowed: true } as const
const at = seconds(12)

export const silentTruth: ConversationDetail['truth'] = {
  agent: { hearsYou: false, certainty: 'confirmed', at },
  customer: { hearsYou: false, certainty: 'confirmed', at },
  recording: { recordsYou: false, state: 'on', certainty: 'confirmed', at },
}

export const coachedTruth: ConversationDetail['truth'] = {
  ...silentTruth,
  agent: { hearsYou: true, certainty: 'confirmed', at },
}

export const bargedTruth: ConversationDetail['truth'] = {
  agent: { hearsYou: true, certainty: 'confirmed', at },
  customer: { hearsYou: true, certainty: 'confirmed', at },
  recording: { recordsYou: true, state: 'on', certainty: 'confirmed', at },
}

export function sampleDetail(over: Partial<ConversationDetail> = {}): ConversationDetail {
  return {
    id: sampleId,
    agentUserId: 'agent-1',
    agentName: 'Ana Silva',
    queueName: 'Billing',
    media: 'voice',
    phase: 'active',
    startedAt: seconds(252),
    phaseSince: seconds(252),
    recording: 'on',
    participants: [
      { id: 'participant-1', purpose: 'customer', name: 'Dana Whitfield', connected: true },
      { id: 'participant-2', purpose: 'agent', name: 'Ana Silva', connected: true },
    ],
    allowed: { monitor: allowed, coach: allowed, barge: allowed, whisperText: allowed },
    mode: { wanted: 'off', confirmed: 'not-connected', switching: false },
    truth: silentTruth,
    microphoneMayOpen: false,
    knownAt: at,
    ...over,
  }
}

export function inMode(
  mode: 'monitor' | 'coach' | 'barge',
  over: Partial<ConversationDetail> = {},
): ConversationDetail {
  const truths = { monitor: silentTruth, coach: coachedTruth, barge: bargedTruth }
  return sampleDetail({
    mode: { wanted: mode, confirmed: mode, switching: false },
    truth: truths[mode],
    microphoneMayOpen: mode !== 'monitor',
    ...over,
  })
}

export function sampleControl(over: Partial<ControlView> = {}): ControlView {
  return {
    id: 'control-1',
    conversationId: sampleId,
    kind: 'whisper-text',
    text: 'Offer the refund.',
    state: 'queued',
    submittedAt: seconds(20),
    at: seconds(12),
    ...over,
  }
}

export const openLink: Change = {
  kind: 'platform-link',
  link: { state: 'open', since: seconds(600) },
}
