/** What every group of doors of the platform's REST interface is given. */
import type { Clock } from '@sotto/kernel'
import type { FastifyRequest } from 'fastify'
import type { FaultBoard } from '../faults/faults.ts'
import type { Authentication, Caller } from '../oauth/caller.ts'
import type { ConversationRecord } from '../world/conversations/conversation-record.ts'
import type { SimulatedWorld } from '../world/create-world.ts'
import { notFound } from './refusal.ts'

export interface ApiDoors {
  readonly world: SimulatedWorld
  readonly faults: FaultBoard
  readonly clock: Clock
  readonly authentication: Authentication
}

export function identify(doors: ApiDoors, request: FastifyRequest): Promise<Caller> {
  return doors.authentication.authenticate(request)
}

/** Client credentials see every queue; a person sees their own. */
export function maySee(doors: ApiDoors, caller: Caller, queueId: string): boolean {
  return caller.person === undefined || doors.world.mayViewQueue(caller.person, queueId)
}

/** Throws `Refusal` 404, for what is absent and for what is out of sight alike. */
export function findConversation(
  doors: ApiDoors,
  caller: Caller,
  conversationId: string,
): ConversationRecord {
  const record = doors.world.records.get(conversationId)
  if (record === undefined || !maySee(doors, caller, record.conversation.queueId))
    throw notFound('conversation')
  return record
}
