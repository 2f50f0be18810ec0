/** How one browser tab reaches the server: requests with the session's cookie, and sockets, over a network that may fail. */
import type { Random } from '@sotto/kernel'
import type { FetchAnswer, FetchPort, FetchRequest, OpenSocket, SocketListener } from '@sotto/panel'
import { panelAddress, type ServerProcess } from '../server/start-server.ts'
import type { Machine } from '../time/machine.ts'
import type { WorldClock } from '../time/world-clock.ts'
import { type Conditions, fateOf, wayMs } from './conditions.ts'
import { askInProcess, type PlainAnswer } from './in-process-request.ts'
import { createServedSocket, upgradeHeader } from './in-process-upgrade.ts'
import { createWire, type Wire, type WireData } from './wire.ts'

export type PanelSocketKind = 'live' | 'audio'

export interface PanelTap {
  /** The server hands data to the tab's socket. Sockets are told apart by what they are. */
  told(kind: PanelSocketKind, data: WireData, socket: object): void
  /** The server's end of that socket has gone. */
  left(kind: PanelSocketKind, socket: object): void
  /** The tab hands data to its socket. */
  sent(kind: PanelSocketKind, data: WireData): void
  /** The tab has its answer. */
  answered(path: string, request: FetchRequest, answer: PlainAnswer): void
}

export interface PanelLinkOptions {
  readonly clock: WorldClock
  readonly random: Random
  readonly machine: Machine
  /** The process that listens now; undefined between a crash and the next start. */
  readonly server: () => ServerProcess | undefined
  readonly cookie: () => string
  readonly conditions: () => Conditions
  readonly tap: PanelTap
  readonly wires: Set<{ readonly kind: PanelSocketKind; readonly wire: Wire }>
}

export interface PanelLink {
  readonly fetch: FetchPort
  readonly openSocket: OpenSocket
}

export function createPanelLink(options: PanelLinkOptions): PanelLink {
  const { clock, machine, random, tap } = options

  function headers(): Record<string, string> {
    return {
      host: new URL(panelAddress).host,
      origin: panelAddress,
      'sec-fetch-site': 'same-origin',
      cookie: options.cookie(),
    }
  }

  function fetchServer(path: string, request: FetchRequest): Promise<FetchAnswer> {
    return new Promise((resolve, reject) => {
      const conditions = options.conditions()
      const fate = fateOf(conditions.panelRest, random)
      const back = (action: () => void) =>
        clock.schedule(wayMs(random) + conditions.panelRest.slowMs / 2, () => machine.run(action))
      const fail = () => back(() => reject(new TypeError('failed to fetch')))
      request.signal?.addEventListener('abort', () => reject(new TypeError('aborted')))
      if (fate === 'connection-refused' || fate === 'question-lost') return void fail()
      clock.schedule(wayMs(random) + conditions.panelRest.slowMs / 2, () => {
        const server = options.server()
        if (server === undefined || server.machine.isDead) return void fail()
        if (fate === 'server-error')
          return void back(() => resolve({ status: 502, text: async () => 'bad gateway' }))
        server.machine.onDeath(fail)
        server.machine.run(() => {
          askInProcess(clock, server.server.app, {
            method: request.method,
            url: path,
            headers: { ...request.headers, ...headers() },
            ...(request.body === undefined ? {} : { body: request.body }),
          }).then((answer) => {
            if (server.machine.isDead) return
            if (fate === 'answer-lost') return void fail()
            back(() => {
              if (request.signal?.aborted !== true) tap.answered(path, request, answer)
              resolve({ status: answer.status, text: async () => answer.body })
            })
          }, fail)
        })
      })
    })
  }

  function openSocket(path: string, listener: SocketListener) {
    const kind: PanelSocketKind = path.startsWith('/live') ? 'live' : 'audio'
    let wire: Wire | undefined
    let isClosing = false
    let isOver = false

    function end(code: number): void {
      if (isOver) return
      isOver = true
      listener.onClose(code)
    }
    const fail = () => clock.schedule(wayMs(random), () => machine.run(() => end(1006)))

    async function shakeHands(process: ServerProcess): Promise<void> {
      const served = createServedSocket()
      const name = process.upgrades.expect(served)
      const answer = await askInProcess(clock, process.server.app, {
        method: 'GET',
        url: path,
        headers: {
          ...headers(),
          upgrade: 'websocket',
          connection: 'Upgrade',
          [upgradeHeader]: name,
        },
      })
      process.upgrades.forget(name)
      if (answer.status !== 200 || process.machine.isDead) return void fail()
      const laid = createWire({
        clock,
        latencyMs: () => wayMs(random),
        client: {
          machine,
          listener: {
            onOpen() {
              if (!isOver) listener.onOpen()
            },
            onMessage(data) {
              if (isOver) return
              if (typeof data === 'string') listener.onText(data)
              else listener.onBinary(data)
            },
            onPong() {},
            onClose: end,
          },
        },
        server: {
          machine: process.machine,
          listener: {
            ...served.listener,
            onClose(code) {
              tap.left(kind, served)
              served.listener.onClose(code)
            },
          },
        },
        onOver: () => options.wires.delete(entry),
      })
      process.machine.onDeath(() => tap.left(kind, served))
      const entry = { kind, wire: laid }
      options.wires.add(entry)
      wire = laid
      const { server } = laid
      served.bind({
        get isOpen() {
          return server.isOpen
        },
        get bufferedBytes() {
          return server.bufferedBytes
        },
        send(data) {
          if (server.isOpen && !process.machine.isDead) tap.told(kind, data, served)
          server.send(data)
        },
        ping: () => server.ping(),
        close: (code) => server.close(code),
        terminate: () => server.terminate(),
      })
      if (isClosing) laid.client.close(1005)
    }

    clock.schedule(wayMs(random), () => {
      const process = options.server()
      if (process === undefined || process.machine.isDead) return void fail()
      process.machine.run(() => {
        if (!isClosing && !machine.isDead) shakeHands(process).catch(fail)
      })
      process.machine.onDeath(() => {
        if (wire === undefined) fail()
      })
    })

    return {
      get bufferedBytes() {
        return wire?.client.bufferedBytes ?? 0
      },
      send(data: string | Uint8Array) {
        if (wire?.client.isOpen === true && !machine.isDead) tap.sent(kind, data)
        wire?.client.send(data)
      },
      close() {
        isClosing = true
        if (wire === undefined) fail()
        else wire.client.close(1005)
      },
    }
  }

  return { fetch: fetchServer, openSocket }
}
