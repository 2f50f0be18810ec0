/** Doors to controls: asking for one, following it, cancelling it, and the agent's receipt. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Caller } from '../oauth/caller.ts'
import type { Control } from '../world/shapes.ts'
import { actionOfControl, requireAccess, requirePerson } from './access.ts'
import { type ApiDoors, findConversation, identify } from './api-doors.ts'
import { parse } from './parse.ts'
import { missingRight, notFound } from './refusal.ts'

const conversationAddress = z.object({ conversationId: z.string() })
const controlAddress = conversationAddress.extend({ controlId: z.string() })

const kindBody = z.object({ controlType: z.enum(['WHISPER', 'MONITOR', 'BARGE']) })

const controlBody = kindBody.extend({
  mediaType: z.enum(['AUDIO', 'TEXT']),
  targetUserId: z.string().min(1).optional(),
  targetParticipantId: z.string().min(1).optional(),
  audioMixLevel: z.number().optional(),
  text: z.string().optional(),
  // Stored as it came: the platform enforces no schema on it.
  metadata: z.unknown().optional(),
})

const receiptBody = z
  .object({
    seen: z.literal(true).optional(),
    answer: z.enum(['GOT_IT', 'NOT_NOW', 'NEED_YOU']).optional(),
  })
  .refine(({ seen, answer }) => seen !== undefined || answer !== undefined, {
    path: ['seen'],
    message: 'Either seen or an answer.',
  })

export function registerControlRoutes(app: FastifyInstance, doors: ApiDoors): void {
  const { world } = doors

  app.post('/conversations/:conversationId/control', async (request) => {
    const caller = await identify(doors, request)
    const { conversationId } = parse(conversationAddress, request.params)
    findConversation(doors, caller, conversationId)
    const { controlType } = parse(kindBody, request.body)
    requireAccess(caller, actionOfControl[controlType])
    const body = parse(controlBody, request.body)
    const control = world.controlBook.request(conversationId, requirePerson(caller), body)
    return { id: control.id, status: 'QUEUED' }
  })

  app.get('/conversations/:conversationId/controls', async (request) => {
    const caller = await identify(doors, request)
    const { conversationId } = parse(conversationAddress, request.params)
    findConversation(doors, caller, conversationId)
    requireAccess(caller, 'read-conversation')
    const controls = world.controlBook.ofConversation(conversationId)
    return { entities: controls.map(({ id, ...truth }) => announced(doors, { id, ...truth })) }
  })

  app.get('/conversations/:conversationId/controls/:controlId', async (request) => {
    const caller = await identify(doors, request)
    const control = findControl(doors, caller, request)
    requireAccess(caller, 'read-conversation')
    return announced(doors, control)
  })

  app.delete('/conversations/:conversationId/controls/:controlId', async (request, reply) => {
    const caller = await identify(doors, request)
    const control = findControl(doors, caller, request)
    requireAccess(caller, actionOfControl[control.controlType])
    world.controlBook.cancel(control.id)
    return reply.code(204).send()
  })

  app.post('/conversations/:conversationId/controls/:controlId/receipt', async (request) => {
    const caller = await identify(doors, request)
    const control = findControl(doors, caller, request)
    requireTarget(caller, control)
    return world.recordReceipt(control.id, parse(receiptBody, request.body))
  })
}

function announced(doors: ApiDoors, control: Control): Control {
  return doors.world.announcedControl(control.id) ?? control
}

function findControl(doors: ApiDoors, caller: Caller, request: FastifyRequest): Control {
  const { conversationId, controlId } = parse(controlAddress, request.params)
  findConversation(doors, caller, conversationId)
  const control = doors.world.controls.get(controlId)
  if (control?.conversationId !== conversationId) throw notFound('control')
  return control
}

/** Only the agent a text was for may say anything about it; a colleague does not even learn that it exists. */
function requireTarget(caller: Caller, control: Control): void {
  requireAccess(caller, 'act-as-agent')
  if (caller.person?.id === control.targetUserId) return
  if (caller.person?.role === 'agent') throw notFound('control')
  throw missingRight('permission', 'Agent:Self')
}
