/** The conversation as `GET /conversations` returns it: everything anybody ever wanted to know, about 20 KB of it. */
import type { Conversation, Participant } from '../world/shapes.ts'

const wantedBytes = 20_000

/** Padded with what such objects really carry: routing data, sessions, segments and attributes of every party. */
export function fullConversation(conversation: Conversation): Record<string, unknown> {
  const participants = conversation.participants.map((participant) =>
    describe(conversation, participant),
  )
  const basics = { ...conversation, participants }
  const sample = JSON.stringify(segment(conversation, 0)).length + 1
  const count = Math.max(0, Math.ceil((wantedBytes - JSON.stringify(basics).length) / sample))
  const segments = Array.from({ length: count }, (_, index) => segment(conversation, index))
  return { ...basics, segments }
}

function describe(conversation: Conversation, participant: Participant): Record<string, unknown> {
  return {
    ...participant,
    connectedTime: conversation.startTime,
    queueId: conversation.queueId,
    wrapupRequired: participant.purpose === 'agent',
    wrapupTimeoutMs: 60_000,
    attributes: {
      'crm.account': `ACC-${conversation.id.slice(0, 8)}`,
      'crm.segment': 'residential',
      'ivr.language': 'en-US',
      'ivr.path': 'main>existing-customer>account-services',
      'routing.skills': 'english,account-services,retention',
      'survey.optedIn': 'true',
    },
  }
}

function segment(conversation: Conversation, index: number): Record<string, unknown> {
  return {
    segmentId: `${conversation.id}/segment/${String(index).padStart(3, '0')}`,
    segmentType: ['ivr', 'queue', 'alert', 'interact'][index % 4],
    startTime: conversation.startTime,
    endTime: conversation.stateSince,
    conference: false,
    edgeId: `${conversation.region}-media-${String(index % 3)}`,
    disposition: 'continued',
    properties: { flow: 'inbound-account-services', priority: 0, aggregated: true },
  }
}
