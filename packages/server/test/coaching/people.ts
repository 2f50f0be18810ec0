import type { Conversation, Member, Person } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'

/** A supervisor who may do everything. */
export function makeSupervisor(id: string, part: Partial<Person> = {}): Person {
  return {
    id,
    name: `Supervisor ${id}`,
    email: `${id}@example.com`,
    region: 'us-east-1',
    role: 'supervisor',
    licence: 'cx3',
    telephony: true,
    engagement: true,
    permissions: [
      'read-routing',
      'read-conversation',
      'whisper',
      'monitor',
      'barge',
      'read-transcript',
    ],
    ...part,
  }
}

/** Somebody who may say that they have seen a whisper, and answer it. */
export function makeAgent(id: string): Person {
  return makeSupervisor(id, {
    name: `Agent ${id}`,
    role: 'agent',
    permissions: ['answer-as-agent'],
  })
}

export function makeMember(id: string, part: Partial<Member> = {}): Member {
  return {
    id,
    name: `Agent ${id}`,
    presence: 'busy',
    routing: 'interacting',
    licence: 'cx3',
    telephony: true,
    engagement: true,
    ...part,
  }
}

/** A voice call between a customer and `agentUserId`. */
export function makeConversation(
  id: string,
  queueId: string,
  agentUserId: string,
  now: WallMs,
  part: Partial<Conversation> = {},
): Conversation {
  const channel = (media: 'audio' | 'text') => ({
    id: `${media}-${agentUserId}`,
    media,
    active: true,
    whisperSupported: true,
    codecs: media === 'audio' ? ['PCMU', 'PCMA'] : [],
  })
  const shared = { connection: 'connected', telephony: true, engagement: true } as const
  return {
    id,
    version: 1,
    phase: 'active',
    media: 'voice',
    region: 'us-east-1',
    queueId,
    startedAt: now,
    phaseSince: now,
    recording: { state: 'on', recordsSupervisor: false },
    participants: [
      { ...shared, id: `customer-${id}`, purpose: 'customer', name: 'Carla Client', channels: [] },
      {
        ...shared,
        id: `agent-${id}`,
        purpose: 'agent',
        userId: agentUserId,
        name: `Agent ${agentUserId}`,
        channels: [channel('audio'), channel('text')],
      },
    ],
    audioQuality: {},
    ...part,
  }
}
