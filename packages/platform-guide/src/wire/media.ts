/** The JSON half of the media socket, in the shape of AudioHook. */
import { z } from 'zod'

export const audioFormat = { rateHz: 16_000, spokenSamples: 320, heardSamples: 640 } as const

/** What we say. A whisper or barge only sends, a monitor only receives; the platform knows which by the control. */
export const openMessage = JSON.stringify({
  type: 'open',
  media: [{ type: 'audio', format: 'L16', rate: audioFormat.rateHz, channels: ['supervisor'] }],
})
export const closeMessage = JSON.stringify({ type: 'close' })
export const pingMessage = JSON.stringify({ type: 'ping' })

/** What we are told. Other types are ignored: a newer platform may say more. */
export const mediaMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('opened') }),
  z.object({
    type: z.literal('position'),
    receivedSamples: z.number(),
    mixedSamples: z.number(),
    underrunSamples: z.number(),
    clippedSamples: z.number(),
  }),
  z.object({ type: z.literal('pong') }),
  z.object({ type: z.literal('closed') }),
  z.object({ type: z.literal('error'), code: z.string() }),
])
export type MediaMessage = z.infer<typeof mediaMessageSchema>

export const mediaCloseCodes = {
  finished: 1_000,
  badMessage: 4_400,
  tokenExpired: 4_401,
  /** Another socket holds the line: often our own broken one, which the platform has not noticed yet. */
  lineTaken: 4_409,
  wrongFormat: 4_415,
} as const
