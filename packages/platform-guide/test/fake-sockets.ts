/** Sockets without a network: a test sees what was opened and said, and plays the other side. */
import type {
  ClientSocketListener,
  OpenSocket,
  OpenSocketInput,
  SocketEnd,
} from '../src/http/client-socket.ts'

export interface FakeSocket {
  readonly url: URL
  readonly bearerToken: string
  /** Text as it is, binary as bytes. */
  readonly said: readonly (string | Uint8Array)[]
  readonly isClosedByUs: boolean
  readonly isTerminated: boolean
  unsentBytes: number
  open(): void
  tell(message: object): void
  tellText(text: string): void
  tellBytes(bytes: Uint8Array): void
  end(end: SocketEnd): void
}

export interface FakeSockets {
  readonly openSocket: OpenSocket
  readonly all: readonly FakeSocket[]
  /** The one opened last. */
  readonly last: FakeSocket
}

export function createFakeSockets(): FakeSockets {
  const all: FakeSocket[] = []
  return {
    all,
    get last() {
      const socket = all.at(-1)
      if (socket === undefined) throw new Error('no socket was opened')
      return socket
    },
    openSocket(input) {
      const { socket, fake } = createFakeSocket(input, input.listener)
      all.push(fake)
      return socket
    },
  }
}

function createFakeSocket(input: OpenSocketInput, listener: ClientSocketListener) {
  const said: (string | Uint8Array)[] = []
  const state = { isClosedByUs: false, isTerminated: false, unsentBytes: 0, isOver: false }
  function end(how: SocketEnd): void {
    if (state.isOver) return
    state.isOver = true
    listener.onEnd(how)
  }
  const fake: FakeSocket = {
    url: new URL(input.url),
    bearerToken: input.bearerToken,
    said,
    get isClosedByUs() {
      return state.isClosedByUs
    },
    get isTerminated() {
      return state.isTerminated
    },
    get unsentBytes() {
      return state.unsentBytes
    },
    set unsentBytes(bytes) {
      state.unsentBytes = bytes
    },
    open: () => listener.onOpen(),
    tell: (message) => listener.onText(JSON.stringify(message)),
    tellText: (text) => listener.onText(text),
    tellBytes: (bytes) => listener.onBinary(bytes),
    end,
  }
  const socket = {
    get unsentBytes() {
      return state.unsentBytes
    },
    send: (data: string | Uint8Array) => {
      said.push(data)
    },
    close() {
      state.isClosedByUs = true
    },
    terminate() {
      state.isTerminated = true
      end({ kind: 'failed' })
    },
  }
  return { socket, fake }
}
