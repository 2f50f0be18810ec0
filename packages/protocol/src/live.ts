import { z } from 'zod'
import { agentStripSchema } from './agent-strip.ts'
import { coachingViewSchema } from './coaching.ts'
import { transcriptMessageSchema } from './transcript.ts'
import {
  agentRowSchema,
  controlViewSchema,
  conversationDetailSchema,
  conversationRowSchema,
  ownQueuesSchema,
  platformLinkSchema,
} from './views.ts'

/**
 * The panel socket, `GET /live` (WebSocket, session cookie, same origin). JSON text frames.
 *
 * The panel says `hello` first, then which conversation it shows. The server answers `welcome`: either `resumed: true`, and
 * the frames missed since the sequence named follow, or `resumed: false` and the next frame is a whole snapshot: drop what
 * you had. Sequences rise by one with every `frame`, without holes, per stream. Between two flushes the latest value of each
 * thing wins, so a slow panel gets fewer, newer states.
 */

/** Panel → server. */
export const panelMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    /** Of this browser tab, made by the panel; lines belong to it. 8–64 characters. */
    tabId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
    resume: z
      .object({ streamId: z.string().max(64), sequence: z.number().int().nonnegative() })
      .optional(),
  }),
  /** Which conversation stands on the right side; null for none. Opens nothing, it only asks to be told. */
  z.object({ type: z.literal('show'), conversationId: z.string().max(128).nullable() }),
  /** Whose transcript is open on the screen; null for none. Answered by `transcript` messages until it changes. */
  z.object({ type: z.literal('transcript'), conversationId: z.string().max(128).nullable() }),
  /** The open transcript is to be read once more, after it was unavailable. */
  z.object({ type: z.literal('refresh-transcript') }),
  /** Answered by `pong` with the same number. Every 5 s; a silent panel is gone after 15 s. */
  z.object({ type: z.literal('ping'), id: z.number().int() }),
])
export type PanelMessage = z.infer<typeof panelMessageSchema>

/** One thing that changed. `…-gone` takes it off the screen. */
export const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('conversation'), row: conversationRowSchema }),
  z.object({ kind: z.literal('conversation-gone'), id: z.string() }),
  z.object({ kind: z.literal('agent'), row: agentRowSchema }),
  z.object({ kind: z.literal('agent-gone'), id: z.string() }),
  z.object({ kind: z.literal('detail'), detail: conversationDetailSchema }),
  /** The conversation shown cannot be seen by this person, or is not there: told apart for nobody. */
  z.object({ kind: z.literal('detail-gone'), conversationId: z.string() }),
  z.object({ kind: z.literal('control'), control: controlViewSchema }),
  /** One's own that is not over, wherever it was begun, and those of the conversation shown. */
  z.object({ kind: z.literal('coaching'), coaching: coachingViewSchema }),
  z.object({ kind: z.literal('coaching-gone'), id: z.string() }),
  z.object({ kind: z.literal('platform-link'), link: platformLinkSchema }),
  /** To agents, who are told of nothing but this and the link. */
  z.object({ kind: z.literal('agent-strip'), strip: agentStripSchema }),
  z.object({ kind: z.literal('queues'), queues: ownQueuesSchema }),
  /** To administrators: there are newer policies than those read before. */
  z.object({ kind: z.literal('policies'), revision: z.number().int() }),
])
export type Change = z.infer<typeof changeSchema>

/** Server → panel. */
export const serverMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    streamId: z.string(),
    resumed: z.boolean(),
    /** The sequence the next frame follows. */
    sequence: z.number().int(),
    serverTime: z.number(),
  }),
  z.object({
    type: z.literal('frame'),
    sequence: z.number().int(),
    /** Everything there is, instead of what changed: drop what you had. */
    snapshot: z.boolean(),
    changes: z.array(changeSchema),
    /** When the server sent it: the age of what is on screen. */
    sentAt: z.number(),
  }),
  z.object({ type: z.literal('pong'), id: z.number(), serverTime: z.number() }),
  transcriptMessageSchema,
  /** The panel said something the server could not read; nothing changed. */
  z.object({ type: z.literal('problem'), code: z.string(), message: z.string() }),
])
export type ServerMessage = z.infer<typeof serverMessageSchema>

/** Close codes of `/live` and `/audio`, numbered once, never reused. */
export const closeCodes = {
  /** The session ended: sign in again. */
  signedOut: 4401,
  /** Wrong origin or no right to this line. */
  forbidden: 4403,
  /** The same tab connected again; this socket is the older one. */
  replaced: 4409,
  /** The panel did not keep up. */
  tooSlow: 4408,
  /** The panel fell silent. */
  silent: 4410,
  /** A message or frame that cannot be read. */
  badMessage: 4400,
  /** The server is going down; connect again. */
  goingAway: 1012,
} as const
