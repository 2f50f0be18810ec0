/** Doors to conversations: reading them, their transcripts, and the agent's asking for help. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ConversationRecord } from '../world/conversations/conversation-record.ts'
import type { Conversation, HelpRequest } from '../world/shapes.ts'
import { requireAccess, requirePerson } from './access.ts'
import { type ApiDoors, findConversation, identify, maySee } from './api-doors.ts'
import { fullConversation } from './full-conversation.ts'
import { parse } from './parse.ts'
import { notFound, Refusal } from './refusal.ts'
import { shortText } from './text-schema.ts'

const conversationAddress = z.object({ conversationId: z.string() })

const conversationQuery = z.object({
  type: z
    .string()
    .toUpperCase()
    .pipe(z.enum(['VOICE', 'CHAT', 'EMAIL']))
    .optional(),
  queueId: z.string().optional(),
  pageSize: z.coerce.number().int().min(1).max(500).default(100),
  pageNumber: z.coerce.number().int().min(1).default(1),
})

const helpBody = z.object({
  reason: shortText,
  urgency: z.enum(['LOW', 'NORMAL', 'HIGH']),
  note: shortText.optional(),
})

/** In another region than the conversation's, its transcript takes this many times as long. */
const crossRegionFactor = 4
/** Up to this share of the delay there is no transcript at all, then an empty one. */
const absentShare = 0.6

export function registerConversationRoutes(app: FastifyInstance, doors: ApiDoors): void {
  const { world } = doors

  app.get('/conversations', async (request) => {
    const caller = await identify(doors, request)
    requireAccess(caller, 'read-conversation')
    const query = parse(conversationQuery, request.query)
    const seen = [...world.records.values()]
      .map(({ conversation }) => conversation)
      .filter(({ queueId, mediaType }) => {
        if (!maySee(doors, caller, queueId)) return false
        if (query.type !== undefined && query.type !== mediaType) return false
        return query.queueId === undefined || query.queueId === queueId
      })
    const { pageSize, pageNumber } = query
    const page = seen.slice((pageNumber - 1) * pageSize, pageNumber * pageSize)
    const entities = page.map(({ id }) => fullConversation(announced(doors, id)))
    return { entities, pageSize, pageNumber, total: seen.length }
  })

  app.get('/conversations/:conversationId', async (request) => {
    const caller = await identify(doors, request)
    const { conversationId } = parse(conversationAddress, request.params)
    findConversation(doors, caller, conversationId)
    requireAccess(caller, 'read-conversation')
    return announced(doors, conversationId)
  })

  app.get('/conversations/:conversationId/transcripts', async (request) => {
    const caller = await identify(doors, request)
    const { conversationId } = parse(conversationAddress, request.params)
    const record = findConversation(doors, caller, conversationId)
    requireAccess(caller, 'read-transcript')
    return readTranscript(doors, record, caller.person?.region)
  })

  app.post('/conversations/:conversationId/help', async (request) => {
    const caller = await identify(doors, request)
    const { conversationId } = parse(conversationAddress, request.params)
    const record = findConversation(doors, caller, conversationId)
    requireAccess(caller, 'act-as-agent')
    requireOwnAgent(record, requirePerson(caller).id)
    const { note, ...asked } = parse(helpBody, request.body)
    const help: Pick<HelpRequest, 'reason' | 'urgency' | 'note'> =
      note === undefined ? asked : { ...asked, note }
    return world.requestHelp(conversationId, help)
  })

  app.delete('/conversations/:conversationId/help', async (request, reply) => {
    const caller = await identify(doors, request)
    const { conversationId } = parse(conversationAddress, request.params)
    const record = findConversation(doors, caller, conversationId)
    requireAccess(caller, 'act-as-agent')
    requireOwnAgent(record, requirePerson(caller).id)
    world.withdrawHelp(conversationId)
    return reply.code(204).send()
  })
}

function announced(doors: ApiDoors, conversationId: string): Conversation {
  const conversation = doors.world.announcedConversation(conversationId)
  if (conversation === undefined) throw notFound('conversation')
  return conversation
}

/** Another agent's conversation does not exist for this one. */
function requireOwnAgent(record: ConversationRecord, userId: string): void {
  if (record.agentUserId !== userId) throw notFound('conversation')
}

function readTranscript(
  doors: ApiDoors,
  { conversation, startedAt, transcriptDelayMs }: ConversationRecord,
  readerRegion: string | undefined,
): { readonly entities: readonly unknown[]; readonly region: string } {
  const { id, region } = conversation
  const factor = readerRegion === undefined || readerRegion === region ? 1 : crossRegionFactor
  const delayMs = transcriptDelayMs * factor + doors.faults.current.transcriptDelayMs
  const ageMs = doors.clock.monotonicNow() - startedAt
  if (ageMs < delayMs * absentShare)
    throw new Refusal({
      status: 404,
      code: 'transcript.not.ready',
      message: 'The transcript is not there yet.',
    })
  if (ageMs < delayMs) return { entities: [], region }
  return { entities: doors.world.transcript(id).filter(({ final }) => final), region }
}
