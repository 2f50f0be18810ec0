/**
 * One person at one agent's desk: shows the desk, carries out what its buttons say, and notes when a whisper was seen.
 *
 * A whisper counts as read once it has stood on a visible desk for a second. Knows no socket: a wire is handed in.
 */
import { assertNever, type Cancel, type Clock, repeat } from '@sotto/kernel'
import { Refusal } from '../api/refusal.ts'
import { parseJson } from '../event-stream/parse-json.ts'
import type { MediaEngine } from '../media/media-engine.ts'
import { fill } from '../words/fill.ts'
import type { PageWords } from '../words/words-of-page.ts'
import type { World } from '../world/world.ts'
import {
  type DeskMessage,
  type PageMessage,
  pageMessageShape,
  soundMessage,
} from './desk-messages.ts'
import { conversationsOf, type DeskView, viewDesk } from './desk-view.ts'

/** The wire to one page. */
export interface DeskWire {
  send(message: DeskMessage): void
  sendAudio(frame: Uint8Array): void
  bufferedBytes(): number
}

export interface SeatDeps {
  readonly world: World
  readonly media: Pick<MediaEngine, 'sitAtDesk'>
  readonly clock: Clock
  readonly onFailure: (failure: unknown) => void
}

export interface Seat {
  /** A text frame of the page, whatever it holds. */
  receive(text: string): void
  /** 640 bytes of the agent's microphone; frames of another size are dropped. */
  receiveAudio(bytes: Uint8Array): void
  leave(): void
}

const seenAfterMs = 1_000
/** Changes of the same moment become one picture; and what no event announces is found within the second. */
const gatherMs = 20
const lookAgainMs = 500
/** About two seconds of sound; a page that cannot keep up hears gaps instead of the past. */
const maximumBufferedBytes = 65_536
const frameBytes = 640

export function createSeat(userId: string, wire: DeskWire, words: PageWords, deps: SeatDeps): Seat {
  const { world, media, clock } = deps
  let shown = ''
  let visible = false
  let gone = false
  let cancelGather: Cancel | undefined
  let listening: { conversationId: string; seat: ReturnType<typeof media.sitAtDesk> } | undefined
  const seenTimers = new Map<string, Cancel>()

  const stopEvents = world.onEvent((event) => {
    if (event.userId === userId || event.userId === undefined) showSoon()
  })
  const stopLooking = repeat(clock, lookAgainMs, show)
  show()

  function showSoon(): void {
    cancelGather ??= clock.schedule(gatherMs, show)
  }

  function show(): void {
    cancelGather?.()
    cancelGather = undefined
    const agent = world.people.get(userId)
    if (agent === undefined || wire.bufferedBytes() > maximumBufferedBytes) return
    const view = viewDesk(world, agent, words)
    const canHear = (id: string) => view.conversations.some((one) => one.id === id && one.canHear)
    if (listening !== undefined && !canHear(listening.conversationId)) stopHearing()
    const hearing = listening?.conversationId ?? null
    const text = JSON.stringify([view, hearing])
    if (text === shown) return
    shown = text
    wire.send({ type: 'desk', view, hearing })
    planSeen(view)
  }

  function planSeen(view: DeskView): void {
    const unread = new Set(
      view.whispers.filter(({ readAt }) => readAt === null).map(({ controlId }) => controlId),
    )
    for (const [controlId, cancel] of seenTimers) {
      if (visible && unread.has(controlId)) continue
      cancel()
      seenTimers.delete(controlId)
    }
    if (!visible) return
    for (const controlId of unread) {
      if (seenTimers.has(controlId)) continue
      seenTimers.set(
        controlId,
        clock.schedule(seenAfterMs, () => {
          noteSeen(controlId)
        }),
      )
    }
  }

  /** Unasked, so a refusal (the conversation is forgotten by now) is nobody's news. */
  function noteSeen(controlId: string): void {
    try {
      world.recordReceipt(controlId, { seen: true })
    } catch (failure) {
      if (!(failure instanceof Refusal)) deps.onFailure(failure)
    }
    showSoon()
  }

  function refuse(by: 'desk' | 'platform', message: string): void {
    wire.send({ type: 'refused', by, message })
  }

  /** What the world refuses is told in its words; anything else is a fault of ours, and told as that. */
  function attempt(run: () => void): void {
    try {
      run()
    } catch (failure) {
      if (!(failure instanceof Refusal || failure instanceof NotAtThisDesk)) deps.onFailure(failure)
      if (failure instanceof NotAtThisDesk) refuse('desk', words.desk[failure.what])
      else if (failure instanceof Refusal) refuse('platform', failure.message)
      else refuse('desk', words.desk.failed)
    }
  }

  function perform(message: PageMessage): void {
    switch (message.type) {
      case 'visibility':
        visible = message.visible
        shown = ''
        break
      case 'act': {
        requireOwn(message.conversationId)
        const outcome = world.act(message.conversationId, message.action)
        if (!outcome.ok) refuse('platform', outcome.message)
        break
      }
      case 'answer':
        requireOwnControl(message.controlId)
        world.recordReceipt(message.controlId, { seen: true, answer: message.answer })
        break
      case 'help': {
        requireOwn(message.conversationId)
        const { reason, urgency, note } = message
        const noted = note === undefined || note === '' ? {} : { note }
        world.requestHelp(message.conversationId, { reason, urgency, ...noted })
        break
      }
      case 'withdraw-help':
        requireOwn(message.conversationId)
        world.withdrawHelp(message.conversationId)
        break
      case 'hear':
        stopHearing()
        if (message.conversationId !== null) startHearing(message.conversationId)
        break
      default:
        assertNever(message)
    }
  }

  function requireOwn(conversationId: string): void {
    if (conversationsOf(world, userId).some(({ id }) => id === conversationId)) return
    throw new NotAtThisDesk('conversationGone')
  }

  function requireOwnControl(controlId: string): void {
    if (world.controls.get(controlId)?.targetUserId === userId) return
    throw new NotAtThisDesk('whisperNotYours')
  }

  function startHearing(conversationId: string): void {
    requireOwn(conversationId)
    const seat = media.sitAtDesk(conversationId, (ear, apart) => {
      if (wire.bufferedBytes() > maximumBufferedBytes) return
      wire.sendAudio(soundMessage(ear, apart))
    })
    listening = { conversationId, seat }
  }

  function stopHearing(): void {
    listening?.seat.leave()
    listening = undefined
  }

  return {
    receive(text) {
      if (gone) return
      const message = pageMessageShape.safeParse(parseJson(text))
      if (!message.success) {
        refuse('desk', describeIssue(words, message.error.issues[0]?.path))
        return
      }
      attempt(() => perform(message.data))
      show()
    },
    receiveAudio(bytes) {
      if (gone || bytes.byteLength !== frameBytes) return
      // A copy on an even address, which the sent bytes need not have (`slice` of a Buffer would be none).
      listening?.seat.speak(new Int16Array(new Uint8Array(bytes).buffer))
    },
    leave() {
      if (gone) return
      gone = true
      stopEvents()
      stopLooking()
      cancelGather?.()
      for (const cancel of seenTimers.values()) cancel()
      stopHearing()
    },
  }
}

/** Somebody asked for what is another desk's, or is gone by now. */
class NotAtThisDesk extends Error {
  readonly what: 'conversationGone' | 'whisperNotYours'
  constructor(what: 'conversationGone' | 'whisperNotYours') {
    super(what)
    this.what = what
  }
}

function describeIssue({ desk }: PageWords, path: readonly PropertyKey[] | undefined): string {
  const field = (path ?? []).map(String).join('.')
  return field === '' || field === 'type' ? desk.notUnderstood : fill(desk.pleaseCheck, { field })
}
