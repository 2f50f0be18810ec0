/**
 * One person at one agent's desk: shows the desk, carries out what its buttons say, and notes when a whisper was seen.
 *
 * A whisper counts as read once it has stood on a visible desk for a second. Knows no socket: a wire is handed in.
 */
import { assertNever, type Cancel, type Clock, repeat } from '@sotto/kernel'
import { Refusal } from '../api/refusal.ts'
import { parseJson } from '../event-stream/parse-json.ts'
import type { MediaEngine } from '../media/media-engine.ts'
import type { World } from '../world/world.ts'
import { type DeskMessage, type PageMessage, pageMessageShape } from './desk-messages.ts'
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

export function createSeat(userId: string, wire: DeskWire, deps: SeatDeps): Seat {
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
    const view = viewDesk(world, agent)
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

  /** What the world refuses is told in its words; anything else is a fault of ours, and told as that. */
  function attempt(run: () => void): void {
    try {
      run()
    } catch (failure) {
      if (!(failure instanceof Refusal)) deps.onFailure(failure)
      const message = failure instanceof Refusal ? failure.message : 'That did not work.'
      wire.send({ type: 'refused', message })
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
        if (!outcome.ok) wire.send({ type: 'refused', message: outcome.message })
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
    throw new Refusal({
      status: 404,
      code: 'not.found',
      message: 'This conversation is not at your desk any more.',
    })
  }

  function requireOwnControl(controlId: string): void {
    if (world.controls.get(controlId)?.targetUserId === userId) return
    throw new Refusal({ status: 404, code: 'not.found', message: 'This whisper is not yours.' })
  }

  function startHearing(conversationId: string): void {
    requireOwn(conversationId)
    const seat = media.sitAtDesk(conversationId, (frame) => {
      if (wire.bufferedBytes() > maximumBufferedBytes) return
      // A copy: the engine uses its frame again.
      wire.sendAudio(new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength).slice())
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
        wire.send({ type: 'refused', message: describeIssue(message.error.issues[0]?.path) })
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

function describeIssue(path: readonly PropertyKey[] | undefined): string {
  const field = (path ?? []).map(String).join('.')
  return field === '' || field === 'type'
    ? 'The desk did not understand its page.'
    : `Please check: ${field}.`
}
