// A panel as the server sees one: its live and audio sockets over a real network, its commands with the session's cookie.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { decodeAudioFrame, encodeAudioFrame } from '@sotto/audio'
import { sleep, systemClock } from '@sotto/kernel'
import type { AudioServerMessage, Change, ConversationDetail, ServerMessage } from '@sotto/protocol'
import { type RawData, WebSocket } from 'ws'
import type { Browser } from '../support/browser.ts'
import type { Scene } from '../support/start-scene.ts'

/** Polls, since what it waits for happens in another process's time. */
export async function until<T>(what: string, look: () => T | undefined | false): Promise<T> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = look()
    if (found !== undefined && found !== false) return found
    await sleep(systemClock, 20)
  }
  throw new Error(`waited in vain for ${what}`)
}

export function portOf(scene: { readonly server: Pick<Scene['server'], 'app'> }): number {
  const address = scene.server.app.server.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen')
  return address.port
}

export function openSocket(
  scene: Scene,
  path: string,
  headers: Record<string, string | undefined>,
): WebSocket {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined)
  return new WebSocket(`ws://127.0.0.1:${portOf(scene)}${path}`, {
    headers: { host: new URL(scene.origin).host, ...Object.fromEntries(given) },
  })
}

export function cookieOf(browser: Browser): string {
  return [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

function jsonOf(data: RawData): never {
  return JSON.parse(String(data)) as never
}

export async function openRealPanel(scene: Scene, browser: Browser) {
  const tabId = randomUUID()
  const headers = { cookie: cookieOf(browser), origin: scene.origin }
  const live = openSocket(scene, '/live', headers)
  const messages: ServerMessage[] = []
  live.on('message', (data) => void messages.push(jsonOf(data)))
  const liveClosed = once(live, 'close')
  await once(live, 'open')
  const say = (message: unknown) => live.send(JSON.stringify(message))
  say({ type: 'hello', tabId })

  const audio = openSocket(scene, `/audio?tabId=${tabId}`, headers)
  const audioMessages: AudioServerMessage[] = []
  const heard: Int16Array[] = []
  audio.on('message', (data, isBinary) => {
    if (!isBinary) audioMessages.push(jsonOf(data))
    else if (Buffer.isBuffer(data)) {
      const frame = decodeAudioFrame(data)
      if (frame.ok && frame.value.kind === 'listen') heard.push(frame.value.samples)
    }
  })
  await once(audio, 'open')

  const changes = (): readonly Change[] =>
    messages.flatMap((message) => (message.type === 'frame' ? message.changes : []))
  const detail = (): ConversationDetail | undefined =>
    changes().findLast((change) => change.kind === 'detail')?.detail
  let sequence = 0

  return {
    tabId,
    live,
    liveClosed,
    audio,
    messages,
    audioMessages,
    heard,
    say,
    changes,
    detail,
    gate: () => audioMessages.findLast((message) => message.type === 'gate'),
    control: (id: string) =>
      changes().findLast((change) => change.kind === 'control' && change.control.id === id),
    show: (conversationId: string) => say({ type: 'show', conversationId }),
    async command(path: string, body: object) {
      const answer = await browser.post(path, body, { 'idempotency-key': randomUUID() })
      return { status: answer.statusCode, body: answer.json() }
    },
    talk: (conversationId: string, talking: boolean) =>
      audio.send(JSON.stringify({ type: 'talk', conversationId, talking })),
    /** Speaks a tone for so long, one frame every 20 ms by the clock. */
    async speakTone(frequencyHz: number, amplitude: number, durationMs: number) {
      const began = systemClock.monotonicNow()
      for (let frame = 0; frame < durationMs / 20; frame += 1) {
        const samples = Int16Array.from({ length: 320 }, (_, index) =>
          Math.round(
            amplitude * Math.sin((2 * Math.PI * frequencyHz * (sequence * 320 + index)) / 16_000),
          ),
        )
        const encoded = encodeAudioFrame({
          kind: 'talk',
          sequence,
          captureTimeMs: systemClock.monotonicNow(),
          samples,
        })
        if (encoded.ok) audio.send(encoded.value)
        sequence += 1
        await sleep(systemClock, began + (frame + 1) * 20 - systemClock.monotonicNow())
      }
    },
    async close() {
      live.close()
      audio.close()
      await liveClosed
    },
  }
}
