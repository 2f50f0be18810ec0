/** The JSON half of the media socket, in the shape of AudioHook: what a client may say, and what it is told. */
import { sampleRateHz } from '@sotto/audio'
import { err, ok, type Result } from '@sotto/kernel'
import { z } from 'zod'
import type { ControlType } from '../../world/shapes.ts'
import type { LinePosition } from '../media-engine.ts'

const audioMedia = z.object({
  type: z.string(),
  format: z.string(),
  rate: z.number(),
  channels: z.array(z.string()),
})

/** One kind of sound a client offers, or the platform takes. */
export type AudioMedia = z.infer<typeof audioMedia>

const anyMessage = z.object({ type: z.string() })
const openMessage = z.object({ media: z.array(audioMedia) })

/** Longer than any message that makes sense. */
export const longestMessageCharacters = 8_192

export type ClientMessage =
  | { readonly type: 'open'; readonly media: readonly AudioMedia[] }
  | { readonly type: 'close' }
  | { readonly type: 'ping' }
  | { readonly type: 'pong' }
  /** Ignored and counted: a newer client may know more than we do. */
  | { readonly type: 'unrecognised' }

/** Reads one text message; the error says in a few words what is wrong with it. */
export function parseClientMessage(text: string): Result<ClientMessage, string> {
  if (text.length > longestMessageCharacters) return err('message too long')
  const json = parseJson(text)
  if (!json.ok) return json
  const message = anyMessage.safeParse(json.value)
  if (!message.success) return err('message without a type')
  switch (message.data.type) {
    case 'open': {
      const open = openMessage.safeParse(json.value)
      return open.success
        ? ok({ type: 'open', media: open.data.media })
        : err('open without a proper list of media')
    }
    case 'close':
      return ok({ type: 'close' })
    case 'ping':
      return ok({ type: 'ping' })
    case 'pong':
      return ok({ type: 'pong' })
    default:
      return ok({ type: 'unrecognised' })
  }
}

function parseJson(text: string): Result<unknown, string> {
  try {
    const value: unknown = JSON.parse(text)
    return ok(value)
  } catch {
    return err('message is not JSON')
  }
}

/** What the sound of this control is made of, or undefined when none of the offers is that. A listener may name the channels or itself. */
export function chooseMedia(
  controlType: ControlType,
  offered: readonly AudioMedia[],
): AudioMedia | undefined {
  const allowed = controlType === 'MONITOR' ? ['supervisor', 'customer,agent'] : ['supervisor']
  const fits = offered.some(
    (media) =>
      media.type === 'audio' &&
      media.format === 'L16' &&
      media.rate === sampleRateHz &&
      allowed.includes(media.channels.join()),
  )
  if (!fits) return undefined
  const channels = controlType === 'MONITOR' ? ['customer', 'agent'] : ['supervisor']
  return { type: 'audio', format: 'L16', rate: sampleRateHz, channels }
}

export type ServerMessage =
  | { readonly type: 'opened'; readonly media: readonly AudioMedia[] }
  | ({ readonly type: 'position' } & LinePosition)
  | { readonly type: 'pong' }
  | { readonly type: 'closed' }
  | { readonly type: 'error'; readonly code: string; readonly message: string }
