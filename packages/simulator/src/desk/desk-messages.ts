/**
 * What the desk's page and its server say to each other. Binary frames are sound: 20 ms, 16 kHz, 16 bit, mono (640 bytes); while
 * a coach whispers, what else is heard and then the coach (1,280 bytes), so that the page can play the coach louder or softer.
 */
import { z } from 'zod'
import type { CoachApart } from '../media/media-engine.ts'
import { deskActions } from './desk-actions.ts'
import type { DeskView } from './desk-view.ts'

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
  /** Something asked for did not happen; why, in the page's words or in the platform's own. */
  | { readonly type: 'refused'; readonly by: 'desk' | 'platform'; readonly message: string }

/** A copy: the engine uses its frames again. */
export function soundMessage(ear: Int16Array, apart: CoachApart | undefined): Uint8Array {
  if (apart === undefined) return bytesOf(ear).slice()
  const { byteLength } = apart.others
  const both = new Uint8Array(2 * byteLength)
  both.set(bytesOf(apart.others))
  both.set(bytesOf(apart.coach), byteLength)
  return both
}

function bytesOf(frame: Int16Array): Uint8Array {
  return new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength)
}
