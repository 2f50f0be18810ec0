// All tabs' sound: which socket belongs to which tab, what is spoken goes up, what is heard comes down.
import { createAudioFrameSlot, readAudioFrame } from '@sotto/audio'
import type { Clock, Scope } from '@sotto/kernel'
import { type AudioPanelMessage, type AudioServerMessage, closeCodes } from '@sotto/protocol'
import type { ModeEngine } from '../commands/mode-engine.ts'
import type { TabKey } from '../commands/tab-lines.ts'
import { createTabMap } from '../commands/tab-map.ts'
import type { Counters } from '../live/counters.ts'
import type { LiveWorld } from '../live/live-world.ts'
import type { GateChange, GateKeeper, TabGate } from './gate-keeper.ts'
import { createListeningPath, type ListeningPath } from './listening-path.ts'
import type { MediaLines } from './media-lines.ts'
import { createReleaseClock } from './release-clock.ts'
import type { SpokenSound } from './sound-care.ts'
import { createTalkPath, type TalkPath } from './talk-path.ts'

/** What the desk needs of a tab's audio socket. */
export interface AudioSocket {
  readonly bufferedBytes: number
  sendMessage(message: AudioServerMessage): void
  sendFrame(frame: Uint8Array): void
  close(code: number, reason: string): void
}

export interface AudioConnection {
  takeMessage(message: AudioPanelMessage): void
  /** Answers what was wrong with it, if anything. */
  takeFrame(bytes: Uint8Array): string | undefined
  /** The socket is gone. */
  leave(): void
}

export interface AudioDesk {
  /** A tab's earlier socket is closed as replaced. */
  connect(tab: TabKey, socket: AudioSocket): AudioConnection
  readonly connectedCount: number
  endSession(sessionId: string): void
  /** Undefined while the tab has no audio socket. */
  spokenBy(tab: TabKey): SpokenSound | undefined
}

export interface AudioDeskOptions {
  readonly clock: Clock
  readonly scope: Scope
  readonly counters: Counters
  readonly world: LiveWorld
  readonly modes: ModeEngine
  readonly lines: MediaLines
  readonly gates: GateKeeper
  /** By what is known of this session's person now. */
  readonly mayListen: (sessionId: string, queueId: string, conversationId: string) => boolean
  readonly preRollMs: number
  readonly oldestSpeechMs: number
  readonly silentMicrophoneMs: number
}

interface Seat extends TabKey {
  readonly socket: AudioSocket
  readonly talk: TalkPath
  readonly listening: ListeningPath
  readonly gate: TabGate
  /** The speaking line the talk path's counts belong to. */
  lineId: string | undefined
}

export function createAudioDesk(options: AudioDeskOptions): AudioDesk {
  const { clock, counters, gates, lines, modes, world } = options
  const seats = createTabMap<Seat>()
  const release = createReleaseClock(clock)
  /** Filled and taken in within one call: one for all sockets stays in the processor's cache. */
  const slot = createAudioFrameSlot()

  function takeSeat(tab: TabKey, socket: AudioSocket): Seat {
    const gate = gates.gateOf(tab)
    // By the gate's last answer: the path asks it before every frame it sends, in the same turn.
    let openLineId: string | undefined
    return {
      gate,
      sessionId: tab.sessionId,
      tabId: tab.tabId,
      socket,
      lineId: undefined,
      listening: createListeningPath({
        clock,
        counters,
        bufferedBytes: () => socket.bufferedBytes,
        send: (frame) => socket.sendFrame(frame),
      }),
      talk: createTalkPath({
        clock,
        counters,
        release,
        preRollMs: options.preRollMs,
        oldestSpeechMs: options.oldestSpeechMs,
        silentMicrophoneMs: options.silentMicrophoneMs,
        onSilence: () => tellSilence(tab),
        isGateOpen() {
          openLineId = gate.openLine()?.id
          return openLineId !== undefined
        },
        send: (frame) => openLineId !== undefined && lines.send(openLineId, frame),
      }),
    }
  }

  function tellGate(
    seat: Seat,
    { conversationId, decision }: Omit<GateChange, keyof TabKey>,
  ): void {
    seat.socket.sendMessage({
      type: 'gate',
      conversationId,
      open: decision.open,
      ...(decision.open ? {} : { reason: decision.reason }),
    })
  }

  /** Until the key goes up the line stays shut for this tab's voice. */
  function tellSilence(tab: TabKey): void {
    const seat = seats.get(tab)
    const held = modes.linesOf(tab)
    if (seat === undefined || held === undefined) return
    const { conversationId } = held
    tellGate(seat, { conversationId, decision: { open: false, reason: 'microphone-silent' } })
  }

  function tellPosition(controlId: string): void {
    const tab = modes.tabOfLine(controlId)
    const seat = tab && seats.get(tab)
    const position = lines.position(controlId)
    const speaking = tab && modes.linesOf(tab)?.speaking
    if (seat === undefined || position === undefined || speaking?.id !== controlId) return
    seat.socket.sendMessage({
      type: 'position',
      conversationId: speaking.conversationId,
      ...position,
      refusedFrames: seat.talk.refusedFrames,
    })
  }

  /** A line that is not the one before: nothing of the old one's speech or key may pass over to it. */
  function followLine(seat: Seat): void {
    const lineId = modes.linesOf(seat)?.speaking?.id
    if (seat.lineId === lineId) return
    seat.lineId = lineId
    seat.talk.reset()
  }

  gates.onChange((change) => {
    const seat = seats.get(change)
    if (seat === undefined) return
    if (!change.decision.open) seat.talk.cut()
    followLine(seat)
    tellGate(seat, change)
  })
  modes.onChange((tab) => {
    const seat = seats.get(tab)
    if (seat !== undefined) followLine(seat)
  })
  lines.onPosition(tellPosition)
  lines.onFrame(({ controlId, stereo }) => {
    const tab = modes.tabOfLine(controlId)
    const seat = tab && seats.get(tab)
    const held = tab && modes.linesOf(tab)
    if (seat === undefined || held?.listening?.id !== controlId) return
    // The line may take a moment longer to close than the right took to go.
    const queueId = world.conversation(held.conversationId)?.summary.queueId
    const { conversationId } = held
    if (queueId === undefined || !options.mayListen(seat.sessionId, queueId, conversationId)) return
    // While the platform pauses recording for a card payment nobody listens (B16).
    if (world.conversation(held.conversationId)?.full?.recording.state === 'paused') return
    seat.listening.push(stereo)
  })

  function talk(seat: Seat, message: Extract<AudioPanelMessage, { type: 'talk' }>): void {
    const held = modes.linesOf(seat)
    const isHere = held?.conversationId === message.conversationId && held.speaking !== undefined
    if (message.talking && !isHere) {
      seat.socket.sendMessage({
        type: 'problem',
        code: 'no-line',
        message: 'This tab has no speaking line in that conversation.',
      })
      return
    }
    followLine(seat)
    const wasSilenced = seat.talk.isSilenced
    seat.talk.talk(message.talking)
    if (wasSilenced && !seat.talk.isSilenced && held !== undefined)
      tellGate(seat, { conversationId: held.conversationId, decision: gates.decide(held) })
  }

  function leave(seat: Seat): void {
    seat.talk.reset()
    seat.gate.leave()
    if (seats.get(seat) === seat) seats.delete(seat)
  }

  options.scope.onClose(() => {
    for (const seat of [...seats.values()]) {
      leave(seat)
      seat.socket.close(closeCodes.goingAway, 'server-closing')
    }
  })

  return {
    get connectedCount() {
      return seats.size
    },
    connect(tab, socket) {
      const former = seats.get(tab)
      if (former !== undefined) {
        leave(former)
        former.socket.close(closeCodes.replaced, 'replaced')
      }
      counters.count('audio-sockets-connected')
      const seat = takeSeat(tab, socket)
      seats.set(tab, seat)
      followLine(seat)
      const held = modes.linesOf(tab)
      if (held !== undefined)
        tellGate(seat, { conversationId: held.conversationId, decision: gates.decide(held) })
      return {
        takeMessage(message) {
          // What a replaced socket still had to say counts for nobody.
          if (seats.get(tab) !== seat) return
          if (message.type === 'ping') socket.sendMessage({ type: 'pong', id: message.id })
          else talk(seat, message)
        },
        takeFrame(bytes) {
          const problem =
            readAudioFrame(bytes, slot) ?? (slot.kind === 'talk' ? undefined : 'wrong-kind')
          if (problem === undefined) seat.talk.push(slot)
          else counters.count('audio-frames-bad')
          return problem
        },
        leave: () => leave(seat),
      }
    },
    spokenBy: (tab) => seats.get(tab)?.talk,
    endSession(sessionId) {
      for (const seat of [...seats.values()]) {
        if (seat.sessionId !== sessionId) continue
        leave(seat)
        seat.socket.close(closeCodes.signedOut, 'signed-out')
      }
    },
  }
}
