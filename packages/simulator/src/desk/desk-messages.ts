/** What the desk's page and its server say to each other. Binary frames are sound: 20 ms, 16 kHz, 16 bit, mono. */
import { z } from 'zod'
import { type DeskView, deskActions } from './desk-view.ts'

const id = z.string().min(1).max(200)

export const pageMessageShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('visibility'), visible: z.boolean() }),
  z.object({ type: z.literal('act'), conversationId: id, action: z.enum(deskActions) }),
  z.object({
    type: z.literal('answer'),
    controlId: id,
    answer: z.enum(['GOT_IT', 'NOT_NOW', 'NEED_YOU']),
  }),
  z.object({
    type: z.literal('help'),
    conversationId: id,
    reason: z.string().trim().min(1).max(200),
    urgency: z.enum(['LOW', 'NORMAL', 'HIGH']),
    note: z.string().trim().max(1_000).optional(),
  }),
  z.object({ type: z.literal('withdraw-help'), conversationId: id }),
  /** Null stops hearing (and speaking). */
  z.object({ type: z.literal('hear'), conversationId: id.nullable() }),
])

export type PageMessage = z.infer<typeof pageMessageShape>

export type DeskMessage =
  | { readonly type: 'desk'; readonly view: DeskView; readonly hearing: string | null }
  /** Something asked for did not happen; why, in words. */
  | { readonly type: 'refused'; readonly message: string }
