/** The desk's script, run without a browser: an empty desk, the line to the server and what is kept are the test's. */
import { createContext, runInContext } from 'node:vm'
import { wordsIn } from '../../words/words-of-page.ts'
import { deskScript } from '../page/desk-script.ts'

interface StubElement {
  textContent: string
  value: string
  hidden: boolean
  readonly children: readonly []
  readonly dataset: Record<string, string>
  readonly attributes: Map<string, string>
  setAttribute(name: string, value: string): void
  oninput?: (event: { readonly target: { readonly value: string } }) => void
  onclick?: () => void
}

interface StubSocket {
  readyState: number
  onopen?: () => void
  onmessage?: (event: { readonly data: string }) => void
  onclose?: (event: { readonly code: number }) => void
}

export interface DeskOnTrial {
  readonly element: (id: string) => StubElement
  readonly attribute: (id: string, name: string) => string | undefined
  /** What this browser keeps. */
  readonly kept: Map<string, string>
  readonly address: () => string
  slide(percent: number): void
  press(id: string): void
  open(): void
  /** The server shows an empty desk. */
  show(): void
  lose(code: number): void
}

/** `kept`: what an earlier visit has left. */
export function putDeskOnTrial(kept: Map<string, string> = new Map()): DeskOnTrial {
  const elements = new Map<string, StubElement>()
  function element(id: string): StubElement {
    const known = elements.get(id)
    if (known !== undefined) return known
    const attributes = new Map<string, string>()
    const made: StubElement = {
      textContent: '',
      value: '',
      hidden: false,
      children: [],
      dataset: {},
      attributes,
      setAttribute: (name, value) => void attributes.set(name, value),
    }
    elements.set(id, made)
    return made
  }
  const lines: { readonly socket: StubSocket; readonly address: string }[] = []
  class StubWebSocket implements StubSocket {
    static readonly OPEN = 1
    readyState = 0
    constructor(address: string) {
      lines.push({ socket: this, address })
    }
    send(): void {}
  }
  const context = createContext({
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    },
    WebSocket: StubWebSocket,
    location: { host: 'localhost' },
    setTimeout: () => {},
    setInterval: () => {},
    document: { visibilityState: 'visible', getElementById: element, addEventListener() {} },
  })
  element('desk').dataset.userId = 'ana'
  runInContext(deskScript(wordsIn('en')), context)
  const last = () => lines.at(-1)?.socket
  return {
    element,
    attribute: (id, name) => element(id).attributes.get(name),
    kept,
    address: () => lines.at(-1)?.address ?? '',
    slide: (percent) => element('coach-volume').oninput?.({ target: { value: String(percent) } }),
    press: (id) => element(id).onclick?.(),
    open() {
      const socket = last()
      if (socket === undefined) return
      socket.readyState = 1
      socket.onopen?.()
    },
    show: () =>
      last()?.onmessage?.({
        data: JSON.stringify({
          type: 'desk',
          view: { conversations: [], whispers: [] },
          hearing: null,
        }),
      }),
    lose(code) {
      const socket = last()
      if (socket === undefined) return
      socket.readyState = 3
      socket.onclose?.({ code })
    },
  }
}
