import type { Conversation } from './shapes.ts'
import type { SimulatedPlatform } from './start-simulator.ts'

/** A conversation of one's own, with the two ids that checks need most. */
export interface Call {
  readonly id: string
  readonly queueId: string
  readonly region: string
  readonly startTime: string
  readonly agentUserId: string
  readonly agentParticipantId: string
  readonly customerParticipantId: string
}

export interface CallInput {
  readonly scenario?: string
  readonly queueId?: string
  readonly agentUserId?: string
  readonly region?: string
}

/** In the first supervisor's queue unless told otherwise. */
export async function startCall(platform: SimulatedPlatform, input: CallInput = {}): Promise<Call> {
  const response = await fetch(`${platform.baseUrl}/_simulator/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      scenario: 'steady',
      ...(input.agentUserId === undefined ? { queueId: platform.cast.first.queueIds[0] } : {}),
      ...input,
    }),
  })
  if (!response.ok) throw new Error(`no call: ${response.status} ${await response.text()}`)
  const conversation: Conversation = await response.json()
  const party = (purpose: string) =>
    conversation.participants.find((participant) => participant.purpose === purpose)
  return {
    id: conversation.id,
    queueId: conversation.queueId,
    region: conversation.region,
    startTime: conversation.startTime,
    agentUserId: party('agent')?.userId ?? '',
    agentParticipantId: party('agent')?.participantId ?? '',
    customerParticipantId: party('customer')?.participantId ?? '',
  }
}
