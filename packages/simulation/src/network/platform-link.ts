/** How one server process reaches the platform: requests and sockets, over a network that may fail. */
import type { Random } from '@sotto/kernel'
import type { Fetch, OpenSocket, OpenSocketInput } from '@sotto/platform-guide'
import type { Simulator } from '@sotto/simulator'
import type { Machine } from '../time/machine.ts'
import type { WorldClock } from '../time/world-clock.ts'
import { type Conditions, fateOf, wayMs } from './conditions.ts'
import {
  askInProcess,
  type PlainAnswer,
  type PlainRequest,
  parseJson,
} from './in-process-request.ts'
import { createServedSocket, type InProcessUpgrades, upgradeHeader } from './in-process-upgrade.ts'
import { createWire, type Wire, type WireData, type WireEnd } from './wire.ts'

export type PlatformSocketKind = 'events' | 'media'

export interface PlatformTap {
  /** A request is on its way, or has been answered: after either the process may die. */
  effect(name: string): void
  /** The server hands data to a media socket. */
  sent(kind: PlatformSocketKind, path: string, data: WireData): void
  /** Data reach the server's process. */
  received(kind: PlatformSocketKind, path: string, data: WireData): void
  /** An answer of the platform reaches the server's process. */
  answered(request: PlainRequest, answer: PlainAnswer): void
}

export interface PlatformLink {
  readonly fetch: Fetch
  readonly openSocket: OpenSocket
}

export interface PlatformLinkOptions {
  readonly clock: WorldClock
  readonly random: Random
  readonly machine: Machine
  readonly simulator: Simulator
  readonly upgrades: InProcessUpgrades
  readonly conditions: () => Conditions
  readonly tap: PlatformTap
  readonly wires: Set<{ readonly kind: PlatformSocketKind; readonly wire: Wire }>
}

const oauthTimeoutMs = 5_000

export const platformAddress = 'http://127.0.0.1:4500'

export function createPlatformLink(options: PlatformLinkOptions): PlatformLink {
  const { clock, random, machine, simulator, tap } = options

  async function ask(request: PlainRequest): Promise<PlainAnswer> {
    const answer = await askInProcess(clock, simulator.app, request)
    if (request.url.startsWith('/oauth/token') && simulator.faults.takeLostTokenAnswer())
      throw new TypeError('the connection was lost')
    return answer
  }

  function fetchPlatform(url: string, init: RequestInit): Promise<Response> {
    const request = requestOf(url, init)
    return new Promise((resolve, reject) => {
      if (machine.isDead) return
      tap.effect(`ask ${request.method}`)
      if (machine.isDead) return
      const conditions = options.conditions()
      const fate = conditions.platformCutOff ? 'question-lost' : fateOf(conditions.rest, random)
      const back = (action: () => void) =>
        clock.schedule(wayMs(random) + conditions.rest.slowMs / 2, () => machine.run(action))
      init.signal?.addEventListener('abort', () => reject(new TypeError('aborted')))
      // The OAuth library's own time limit is of the machine's time, in which nothing lasts here.
      if (isForOauthLibrary(request.url))
        machine.clock.schedule(oauthTimeoutMs, () => reject(new TypeError('timed out')))
      if (fate === 'connection-refused') {
        back(() => reject(new TypeError('connection refused')))
        return
      }
      if (fate === 'question-lost') return
      clock.schedule(wayMs(random) + conditions.rest.slowMs / 2, () => {
        if (fate === 'server-error') {
          back(() => resolve(new Response('{"status":500}', { status: 500 })))
          return
        }
        ask(request).then(
          (answer) => {
            if (fate === 'answer-lost') return
            back(() => {
              tap.effect(`answer ${request.method}`)
              if (machine.isDead) return
              tap.answered(request, answer)
              resolve(responseOf(request.url, answer))
            })
          },
          (failure: unknown) => back(() => reject(failure)),
        )
      })
    })
  }

  function openSocket(input: OpenSocketInput) {
    const { pathname, search } = new URL(input.url)
    const kind: PlatformSocketKind = pathname.endsWith('/media') ? 'media' : 'events'
    let wire: Wire | undefined
    let isOver = false

    function end(how: Parameters<OpenSocketInput['listener']['onEnd']>[0]): void {
      if (isOver) return
      isOver = true
      cancelTimeout()
      input.listener.onEnd(how)
    }
    const fail = () => machine.run(() => end({ kind: 'failed' }))
    const cancelTimeout = machine.clock.schedule(input.handshakeTimeoutMs, fail)

    function lay(served: ReturnType<typeof createServedSocket>): void {
      const laid = createWire({
        clock,
        latencyMs: () => wayMs(random),
        client: {
          machine,
          listener: {
            onOpen() {
              cancelTimeout()
              if (!isOver) input.listener.onOpen()
            },
            onMessage(data) {
              if (isOver) return
              tap.received(kind, pathname, data)
              if (typeof data === 'string') input.listener.onText(data)
              else input.listener.onBinary(data)
            },
            onPong() {},
            onClose: (code) => end(code === 1006 ? { kind: 'failed' } : { kind: 'closed', code }),
          },
        },
        server: { machine: undefined, listener: served.listener },
        onOver: () => options.wires.delete(entry),
      })
      const entry = { kind, wire: laid }
      options.wires.add(entry)
      wire = laid
      served.bind(kind === 'media' ? thinned(laid.server) : laid.server)
      if (isOver) laid.client.terminate()
    }

    async function shakeHands(): Promise<void> {
      const served = createServedSocket()
      const name = options.upgrades.expect(served)
      const answer = await ask({
        method: 'GET',
        url: `${pathname}${search}`,
        headers: {
          authorization: `Bearer ${input.bearerToken}`,
          upgrade: 'websocket',
          connection: 'Upgrade',
          [upgradeHeader]: name,
        },
      })
      options.upgrades.forget(name)
      if (answer.status === 200) return lay(served)
      const { status, headers, body } = answer
      clock.schedule(wayMs(random), () =>
        machine.run(() =>
          end({
            kind: 'refused',
            answer: { status, body: parseJson(body), retryAfter: headers['retry-after'] },
          }),
        ),
      )
    }

    if (!options.conditions().platformCutOff)
      clock.schedule(wayMs(random), () => {
        if (!isOver) shakeHands().catch(fail)
      })

    return {
      get unsentBytes() {
        return wire?.client.bufferedBytes ?? 0
      },
      send(data: string | Uint8Array) {
        if (machine.isDead || wire?.client.isOpen !== true) return
        tap.sent(kind, pathname, data)
        wire.client.send(data)
      },
      close() {
        if (wire === undefined) machine.clock.schedule(0, () => end({ kind: 'failed' }))
        else wire.client.close(1000)
      },
      terminate() {
        if (wire === undefined) machine.clock.schedule(0, () => end({ kind: 'failed' }))
        else wire.client.terminate()
      },
    }
  }

  return { fetch: fetchPlatform, openSocket }
}

/** Every voice is silent, so of what supervisors listen to one frame in ten is enough to see that it flows. */
function thinned(end: WireEnd): WireEnd {
  let frames = 0
  return {
    get isOpen() {
      return end.isOpen
    },
    get bufferedBytes() {
      return end.bufferedBytes
    },
    send(data) {
      if (typeof data !== 'string') frames += 1
      if (typeof data === 'string' || frames % listeningFrameEvery === 1) end.send(data)
    },
    ping: end.ping,
    close: end.close,
    terminate: end.terminate,
  }
}

const listeningFrameEvery = 10

function requestOf(url: string, init: RequestInit): PlainRequest {
  const { host, pathname, search } = new URL(url)
  const { body, method } = init
  return {
    method: methodOf(method),
    url: `${pathname}${search}`,
    headers: { host, ...plainHeaders(init.headers) },
    ...(body === undefined || body === null ? {} : { body: String(body) }),
  }
}

function isForOauthLibrary(path: string): boolean {
  return path.startsWith('/oauth') || path.startsWith('/.well-known')
}

function plainHeaders(headers: RequestInit['headers']): Readonly<Record<string, string>> {
  // Far quicker than `Headers`, which is for the others.
  if (headers === undefined || Array.isArray(headers) || headers instanceof Headers)
    return Object.fromEntries(new Headers(headers))
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
}

function methodOf(method: string | undefined): PlainRequest['method'] {
  switch (method) {
    case 'POST':
    case 'DELETE':
    case 'PATCH':
      return method
    default:
      return 'GET'
  }
}

function responseOf(url: string, { status, headers, body }: PlainAnswer): Response {
  const isEmpty = status === 204 || status === 304
  if (isEmpty || isForOauthLibrary(url))
    return new Response(isEmpty ? null : body, { status, headers: { ...headers } })
  // A body of its own would be a stream, made and read for every answer: a tenth of all the time there is.
  const response = new Response(null, { status, headers: { ...headers } })
  return Object.assign(response, { text: async () => body })
}
