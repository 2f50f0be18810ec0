import { request } from 'node:http'
import { decodeAudioFrame, encodeAudioFrame } from '@sotto/audio'
import { sleep, systemClock, systemRandom } from '@sotto/kernel'
import { WebSocket } from 'ws'
import { signInByHttp } from '../http-session.ts'
import type { SeveralServers } from './several-servers.ts'
import { readTold, type Told } from './told.ts'

/** A server by its number, or whichever the balancer chooses. */
export type Where = number | 'anywhere'

export interface VisitorAnswer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a check reads whatever the door said
  readonly body: any
}

export interface AudioTab {
  readonly gateIsOpen: boolean
  readonly isOpen: boolean
  readonly framesHeard: number
  /** What the platform says the agent's ear was given of this tab's voice, in samples. */
  readonly mixedSamples: number
  readonly closeCode: number | undefined
  talk(conversationId: string, talking: boolean): void
  /** A tone, a frame every 20 ms, until `isEnough` or the socket is gone. */
  speakUntil(isEnough: () => boolean, toneHz: number): Promise<void>
  close(): void
}

export interface LiveTab {
  readonly tabId: string
  readonly told: Told
  /** Of the socket that is open now, or was last. */
  readonly closeCode: number | undefined
  readonly isOpen: boolean
  show(conversationId: string): void
  /** As the panel does it: again and again, through the balancer, until it is welcome; resumes where it can. */
  comeBack(where?: Where): Promise<void>
  /** From now on it comes back by itself whenever its socket is gone. */
  keepComingBack(): void
  close(): void
}

/** Somebody signed in, whose every request and socket may come to another server: no connection is used twice. */
export interface Visitor {
  readonly personId: string
  ask(where: Where, path: string, input?: { body?: unknown; key?: string }): Promise<VisitorAnswer>
  live(where: Where): Promise<LiveTab>
  audio(where: Where, tab: LiveTab): Promise<AudioTab>
}

export async function visitAs(
  centre: SeveralServers,
  person: { readonly id: string; readonly name: string },
): Promise<Visitor> {
  const { cookie } = await signInByHttp(centre.publicUrl, person.name)
  const { host } = new URL(centre.publicUrl)
  const headers = { cookie, origin: centre.publicUrl, host }
  const portOf = (where: Where) =>
    where === 'anywhere' ? centre.balancer.port : centre.server(where).port
  const openSocket = (where: Where, path: string) =>
    new WebSocket(`ws://127.0.0.1:${portOf(where)}${path}`, { headers })

  return {
    personId: person.id,
    ask(where, path, { body, key } = {}) {
      const text = body === undefined ? undefined : JSON.stringify(body)
      return new Promise((resolve, reject) => {
        const asked = request(
          {
            host: '127.0.0.1',
            port: portOf(where),
            path,
            method: text === undefined ? 'GET' : 'POST',
            agent: false,
            headers: {
              ...headers,
              ...(text === undefined
                ? {}
                : {
                    'content-type': 'application/json',
                    'content-length': Buffer.byteLength(text),
                    'idempotency-key': key ?? systemRandom.id(),
                  }),
            },
          },
          (response) => {
            let said = ''
            response.setEncoding('utf8')
            response.on('data', (part: string) => {
              said += part
            })
            response.on('error', reject)
            response.on('end', () =>
              resolve({
                status: response.statusCode ?? 0,
                body: said.startsWith('{') ? JSON.parse(said) : said,
              }),
            )
          },
        )
        asked.on('error', reject)
        asked.end(text)
      })
    },
    async live(where) {
      const tab = createLiveTab(openSocket)
      await tab.comeBack(where)
      return tab
    },
    async audio(where, tab) {
      const socket = openSocket(where, `/audio?tabId=${tab.tabId}`)
      const audio = createAudioTab(socket)
      await new Promise((resolve, reject) => {
        socket.once('open', resolve)
        socket.once('error', reject)
      })
      return audio
    },
  }
}

const comeBackEveryMs = 250

function createLiveTab(openSocket: (where: Where, path: string) => WebSocket): LiveTab {
  const tabId = systemRandom.id()
  const told = readTold()
  let socket: WebSocket | undefined
  let closeCode: number | undefined
  let shown: string | undefined
  let isOver = false
  let comesBack = false

  const say = (message: unknown) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
  }

  function attempt(where: Where): Promise<boolean> {
    return new Promise((resolve) => {
      const next = openSocket(where, '/live')
      socket = next
      const patience = systemClock.schedule(5_000, () => next.terminate())
      const beat = setPings(next)
      next.on('open', () => {
        say({ type: 'hello', tabId, ...told.resume() })
        if (shown !== undefined) say({ type: 'show', conversationId: shown })
      })
      next.on('message', (data) => {
        const message = JSON.parse(String(data))
        if (next !== socket) return
        told.take(message)
        if (message.type !== 'welcome') return
        patience()
        closeCode = undefined
        resolve(true)
      })
      next.on('error', () => {})
      next.on('close', (code) => {
        patience()
        beat()
        if (next === socket) closeCode = code
        resolve(false)
        if (next === socket && comesBack && !isOver && told.isWelcome) void comeBack('anywhere')
      })
    })
  }

  function setPings(next: WebSocket): () => void {
    let id = 0
    let cancel = () => {}
    const ping = () => {
      id += 1
      if (next.readyState === WebSocket.OPEN) next.send(JSON.stringify({ type: 'ping', id }))
      cancel = systemClock.schedule(2_000, ping)
    }
    cancel = systemClock.schedule(2_000, ping)
    return () => cancel()
  }

  async function comeBack(where: Where): Promise<void> {
    told.leave()
    while (!isOver) {
      if (await attempt(where)) return
      await sleep(systemClock, comeBackEveryMs)
    }
  }

  return {
    tabId,
    told,
    get closeCode() {
      return closeCode
    },
    get isOpen() {
      return socket?.readyState === WebSocket.OPEN
    },
    show(conversationId) {
      shown = conversationId
      say({ type: 'show', conversationId })
    },
    comeBack: (where = 'anywhere') => {
      socket?.terminate()
      return comeBack(where)
    },
    keepComingBack() {
      comesBack = true
    },
    close() {
      isOver = true
      socket?.close()
    },
  }
}

function createAudioTab(socket: WebSocket): AudioTab {
  let gateIsOpen = false
  let framesHeard = 0
  let mixedSamples = 0
  let closeCode: number | undefined
  let sequence = 0
  socket.on('error', () => {})
  socket.on('close', (code) => {
    closeCode = code
    gateIsOpen = false
  })
  socket.on('message', (data, isBinary) => {
    if (isBinary) {
      if (Buffer.isBuffer(data) && decodeAudioFrame(data).ok) framesHeard += 1
      return
    }
    const message = JSON.parse(String(data))
    if (message.type === 'gate') gateIsOpen = message.open
    if (message.type === 'position') mixedSamples = message.mixedSamples
  })
  return {
    get gateIsOpen() {
      return gateIsOpen
    },
    get isOpen() {
      return socket.readyState === WebSocket.OPEN
    },
    get framesHeard() {
      return framesHeard
    },
    get mixedSamples() {
      return mixedSamples
    },
    get closeCode() {
      return closeCode
    },
    talk: (conversationId, talking) =>
      socket.send(JSON.stringify({ type: 'talk', conversationId, talking })),
    async speakUntil(isEnough, toneHz) {
      const beganAtMono = systemClock.monotonicNow()
      for (let frame = 0; !isEnough() && socket.readyState === WebSocket.OPEN; frame += 1) {
        const encoded = encodeAudioFrame({
          kind: 'talk',
          sequence,
          captureTimeMs: systemClock.monotonicNow(),
          samples: toneFrame(toneHz, sequence),
        })
        if (encoded.ok) socket.send(encoded.value)
        sequence += 1
        const dueAtMono = beganAtMono + (frame + 1) * 20
        await sleep(systemClock, Math.max(0, dueAtMono - systemClock.monotonicNow()))
      }
    },
    close: () => socket.close(),
  }
}

const frameSamples = 320

function toneFrame(toneHz: number, sequence: number): Int16Array {
  return Int16Array.from({ length: frameSamples }, (_, index) =>
    Math.round(
      4_000 * Math.sin((2 * Math.PI * toneHz * (sequence * frameSamples + index)) / 16_000),
    ),
  )
}
