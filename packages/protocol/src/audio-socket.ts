import { z } from 'zod'

/**
 * The audio socket, `GET /audio?tabId=…` (WebSocket, session cookie, same origin): one per tab, opened when listening
 * begins. Binary frames carry sound both ways in the frame format of `@sotto/audio` (`encodeAudioFrame`): mono from the
 * panel, stereo to it (customer left, agent right). JSON text frames carry the rest.
 *
 * The server forwards a frame to the platform only while its own gate is open: the line is live by the platform's word,
 * the conversation is active, the panel's live socket is there, and this tab holds the line. `gate` tells when that changes;
 * the panel must have cut its microphone by itself before that, this is the second of the two places.
 */

/** Panel → server. */
export const audioPanelMessageSchema = z.discriminatedUnion('type', [
  /** The key went down or up. Frames outside `talking: true` are dropped and counted. */
  z.object({ type: z.literal('talk'), conversationId: z.string().max(128), talking: z.boolean() }),
  z.object({ type: z.literal('ping'), id: z.number().int() }),
])
export type AudioPanelMessage = z.infer<typeof audioPanelMessageSchema>

/** Server → panel. */
export const audioServerMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('gate'),
    conversationId: z.string(),
    open: z.boolean(),
    /** Why it is shut, when it is. */
    reason: z.string().optional(),
  }),
  /** What the platform says the ear was given so far on this line, in samples at 16 kHz. */
  z.object({
    type: z.literal('position'),
    conversationId: z.string(),
    receivedSamples: z.number(),
    mixedSamples: z.number(),
    underrunSamples: z.number(),
    clippedSamples: z.number(),
    /** Frames the server's gate refused since the line opened. */
    refusedFrames: z.number(),
  }),
  z.object({ type: z.literal('pong'), id: z.number() }),
  z.object({ type: z.literal('problem'), code: z.string(), message: z.string() }),
])
export type AudioServerMessage = z.infer<typeof audioServerMessageSchema>
