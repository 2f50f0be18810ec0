// What is said on one live socket, apart from the socket itself: hello first, then show and ping; what cannot be read is
// answered, and too much of it ends the connection.
//
//   opened ─► waiting for hello ──hello──► connected ──► closed
//                 │ 5 s                       │ silent for 15 s: 4410 · unreadable again and again: 4400
import type { Clock, Scope } from '@sotto/kernel'
import {
  closeCodes,
  type PanelMessage,
  panelMessageSchema,
  type ServerMessage,
} from '@sotto/protocol'
import { deepestJson, nestsDeeperThan } from '../http/json-depth.ts'
import type { CoachingSettings } from '../live/coaching-settings.ts'
import type { Counters } from '../live/counters.ts'
import { createTimers } from '../live/timers.ts'
import type { Session } from '../sessions/session.ts'
import { createAllowance, textBounds } from './message-allowance.ts'
import type { PanelConnection, PanelGateway } from './panel-gateway.ts'
import type { PanelSocket } from './panel-stream.ts'

export interface LiveDialogue {
  /** A text frame came in; undefined when it was no text. */
  hear(text: string | undefined): void
  /** The browser, not the page, has answered a ping of the socket itself. */
  pong(): void
  /** The socket is gone. */
  end(): void
}

export interface LiveDialogueOptions {
  readonly clock: Clock
  /** Of this one connection. */
  readonly scope: Scope
  readonly counters: Counters
  readonly settings: Pick<CoachingSettings, 'helloTimeoutMs' | 'silentPanelMs' | 'slowPanelBytes'>
  readonly gateway: Pick<PanelGateway, 'connect'>
  readonly session: Session
  readonly socket: PanelSocket
}

const badMessagesAtMost = 10

export function createLiveDialogue(options: LiveDialogueOptions): LiveDialogue {
  const { clock, counters, gateway, session, settings } = options
  const timers = createTimers(clock, options.scope)
  const allowance = createAllowance(clock, textBounds)
  let connection: PanelConnection | undefined
  let badMessages = 0
  let isOver = false

  /** What the gateway holds: whoever closes it, the panel has left at that moment, and not when its side has answered. */
  const socket: PanelSocket = {
    get bufferedBytes() {
      return options.socket.bufferedBytes
    },
    send: (message) => options.socket.send(message),
    close,
  }

  /** Whoever asks and does not read is answered no more until they do: what waits for them is bounded by nothing else. */
  function send(message: ServerMessage): void {
    if (socket.bufferedBytes > settings.slowPanelBytes) counters.count('panel-answers-held')
    else socket.send(JSON.stringify(message))
  }

  function close(code: number, reason: string): void {
    if (isOver) return
    isOver = true
    connection?.leave()
    options.socket.close(code, reason)
  }

  function refuse(code: string, message: string): void {
    counters.count('panel-messages-bad')
    badMessages += 1
    send({ type: 'problem', code, message })
    if (badMessages > badMessagesAtMost) close(closeCodes.badMessage, 'bad-messages')
  }

  function expectWord(): void {
    timers.replace('silence', settings.silentPanelMs, () => {
      counters.count('panels-silent')
      close(closeCodes.silent, 'silent')
    })
  }

  function take(message: PanelMessage): void {
    switch (message.type) {
      case 'hello':
        hello(message)
        return
      case 'show':
        if (connection === undefined) refuse('hello-first', 'Say hello first.')
        else connection.show(message.conversationId)
        return
      case 'transcript':
        if (connection === undefined) refuse('hello-first', 'Say hello first.')
        else connection.showTranscript(message.conversationId)
        return
      case 'refresh-transcript':
        connection?.refreshTranscript()
        return
      case 'ping':
        send({ type: 'pong', id: message.id, serverTime: clock.wallNow() })
        return
    }
  }

  function hello(message: Extract<PanelMessage, { type: 'hello' }>): void {
    if (connection !== undefined) {
      refuse('hello-again', 'This socket has said hello already.')
      return
    }
    timers.cancel('hello')
    connection = gateway.connect(session, message.tabId, socket, message.resume)
    if (connection === undefined) close(closeCodes.forbidden, 'too-many-tabs')
  }

  timers.replace('hello', settings.helloTimeoutMs, () => {
    refuse('hello-missing', 'Nobody said hello.')
    close(closeCodes.badMessage, 'no-hello')
  })
  expectWord()

  return {
    hear(text) {
      if (isOver) return
      expectWord()
      if (!allowance.take()) {
        refuse('too-many-messages', 'Too many messages at once.')
        close(closeCodes.badMessage, 'too-many-messages')
        return
      }
      const message = readMessage(text)
      if (message === undefined) refuse('bad-message', 'This message cannot be read.')
      else take(message)
    },
    pong() {
      // A browser answers for a page that is frozen, too: good enough for one that only shows something.
      if (!isOver && connection?.isResting() === true) expectWord()
    },
    end() {
      if (!isOver) connection?.leave()
      isOver = true
    },
  }
}

function readMessage(text: string | undefined): PanelMessage | undefined {
  if (text === undefined || nestsDeeperThan(text, deepestJson)) return undefined
  try {
    const parsed = panelMessageSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
