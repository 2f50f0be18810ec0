/** What ten people of one installation try, what comes to them unasked, and what the model says of both. */
import { randomUUID } from 'node:crypto'
import type { Permission } from '@sotto/domain'
import type { Random } from '@sotto/kernel'
import { refusalSchema, type TranscriptMessage } from '@sotto/protocol'
import type { PanelConnection } from '../../src/gateway/panel-gateway.ts'
import type { AudioConnection } from '../../src/media/audio-desk.ts'
import { type Attempt, doors, rightFor, type SeenMask, tabId } from './doors.ts'
import {
  conversationIds,
  findMarks,
  type Installation,
  mayLook,
  personIds,
  queueIds,
  type Rights,
} from './installation.ts'
import type { Tally } from './tally.ts'

/** Rights that come and go, whoever has them; an agent has no use for any. */
const fleeting: readonly Permission[] = [
  'read-conversation',
  'whisper',
  'monitor',
  'barge',
  'read-coaching',
  'write-coaching',
  'read-transcript',
  'reveal-sensitive',
]
const phases = ['active', 'held', 'in-transfer', 'conference', 'active', 'active'] as const
const own = { host: 'localhost:4400', origin: 'http://localhost:4400' }

interface Seat {
  readonly connection: PanelConnection
  readonly audio: AudioConnection
  lastFrame: { streamId: string; sequence: number }
  /** Masks on the screen, the newest few. */
  readonly masks: Set<SeenMask>
  shown: string | null
}

/** Everything that ten people of one installation, and its world, may do. */
export function createTrial(
  installation: Installation,
  random: Random,
  tally: Tally,
  now: () => number,
) {
  const seats = new Map<string, Seat>()
  const resumePoints = new Map<string, Seat['lastFrame']>()
  const absences = new Set<string>()
  const secrets = new Map<string, string>()
  const coachings: Attempt['coachings'] = new Map()
  let seenControls = 0
  let said = 0

  const pick = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(random.next() * from.length)]
    if (found === undefined) throw new Error('nothing to pick from')
    return found
  }
  const rightsOf = (personId: string): Rights => {
    const rights = installation.rights.get(personId)
    if (rights === undefined) throw new Error(`nobody is ${personId}`)
    return rights
  }

  /** Nothing of what they may not see; what was lost within the last second may still be on its way. */
  function watch(personId: string, how: string, text: string): void {
    const rights = rightsOf(personId)
    const mine = installation.marksOf(personId)
    const wrong = (what: string) =>
      tally.wrong.push(`${how}: ${personId} of ${installation.index} met ${what}`)
    for (const mark of findMarks(text))
      if (!mine.has(mark) && (rights.lostUntil.get(mark) ?? 0) < now()) wrong(mark)
    // Ids are made of digits, too: four of them in a row are no card.
    if (/the card is 4|4111 1111/.test(text) && how !== 'reveal') wrong('a card number')
    // A session of record shows its readers the whispers that belong to it.
    if (how !== 'read coaching' && text.includes('secret-'))
      for (const [secret, author] of secrets)
        if (author !== personId && text.includes(secret)) wrong(`a whisper of ${author}`)
  }

  /** Keeps what could be asked for behind a mask, also when the right to see it is gone. */
  function noteMasks(masks: Set<SeenMask>, { conversationId, lines }: TranscriptMessage): void {
    tally.transcripts += 1
    for (const { id, version, text } of lines)
      for (const piece of text.pieces)
        if (piece.type === 'mask' && piece.span !== undefined)
          masks.add({ conversationId, lineId: id, version, span: piece.span })
    for (const mask of masks) if (masks.size > 4) masks.delete(mask)
  }

  function connect(personId: string): void {
    const session = installation.session(personId)
    const masks = new Set<SeenMask>()
    const seat: { lastFrame: Seat['lastFrame'] } = { lastFrame: { streamId: '', sequence: 0 } }
    const connection = installation.coaching.engines.gateway.connect(
      session,
      tabId,
      {
        bufferedBytes: 0,
        send(text: string) {
          tally.frames += 1
          watch(personId, 'frame', text)
          if (text.startsWith('{"type":"transcript"')) noteMasks(masks, JSON.parse(text))
          const message: { type: string; streamId?: string; sequence?: number } = JSON.parse(text)
          if (message.type === 'welcome') seat.lastFrame.streamId = message.streamId ?? ''
          if (message.sequence !== undefined) seat.lastFrame.sequence = message.sequence
        },
        close() {},
      },
      resumePoints.get(personId),
    )
    if (connection === undefined) throw new Error('no room')
    const audio = installation.coaching.engines.audio.connect(
      { sessionId: session.id, tabId },
      {
        bufferedBytes: 0,
        sendMessage() {},
        sendFrame: () => hear(personId),
        close() {},
      },
    )
    seats.set(personId, { connection, audio, lastFrame: seat.lastFrame, masks, shown: null })
  }

  /** Sound says nothing of where it is from: whoever hears any must have a right to hear some conversation they see. */
  function hear(personId: string): void {
    tally.sounds += 1
    const rights = rightsOf(personId)
    const mayHear = rights.permissions.includes('monitor') && rights.queueIds.length > 0
    const isLate = [...rights.lostUntil.values()].some((until) => until >= now())
    if (!isLate && !(mayHear && rights.permissions.includes('read-conversation')))
      tally.wrong.push(`sound: ${personId} of ${installation.index} heard something`)
  }

  function disconnect(personId: string): void {
    const seat = seats.get(personId)
    if (seat === undefined) return
    // As if the last frames had been lost on the way.
    const { streamId, sequence } = seat.lastFrame
    resumePoints.set(personId, { streamId, sequence: Math.max(0, sequence - 3) })
    seats.delete(personId)
    seat.connection.leave()
    seat.audio.leave()
  }

  /** Everything the platform was asked to do since the last look was asked for by somebody who may. */
  function lookAtControls(): void {
    const controls = [...installation.platform.controls.values()].slice(seenControls)
    seenControls += controls.length
    for (const { conversationId, kind, supervisorId } of controls) {
      const rights = rightsOf(supervisorId)
      const queueId = installation.conversation(conversationId)?.queueId ?? ''
      const act = kind === 'whisper-audio' ? 'coach' : kind === 'whisper-text' ? 'text' : kind
      tally.done += 1
      if (mayLook(rights, queueId) && rights.permissions.includes(rightFor[act])) continue
      tally.wrong.push(`act: ${supervisorId} of ${installation.index} did ${kind} in ${queueId}`)
    }
  }

  async function ask(personId: string): Promise<void> {
    const conversationId =
      random.next() < 0.15 ? `nothing-${pick(conversationIds)}` : pick(conversationIds)
    const door = pick(doors)({
      installation,
      personId,
      rights: rightsOf(personId),
      conversationId,
      queueId: conversationId.startsWith('nothing')
        ? undefined
        : installation.conversation(conversationId)?.queueId,
      leftUntold: installation.leftUntold(conversationId),
      hasPanel: seats.has(personId),
      masks: [...(seats.get(personId)?.masks ?? [])],
      coachings,
      pick,
    })
    const { path, payload } = door
    const answer = await installation.app.inject({
      method: payload === undefined ? 'GET' : 'POST',
      url: `/api/${path}`,
      headers: {
        ...own,
        cookie: personId,
        ...(payload === undefined ? {} : { 'idempotency-key': randomUUID() }),
      },
      ...(payload === undefined ? {} : { payload }),
    })
    tally.requests += 1
    const { statusCode: status, body } = answer
    if (status === 202 && door.secret !== undefined) secrets.set(door.secret, personId)
    if (secrets.size > 20) secrets.delete([...secrets.keys()][0] ?? '')
    watch(personId, door.name, body)
    if (status === 404) lookAtAbsence(body, Object.keys(answer.headers))
    if (status === 403) tally.refused403 += 1
    if (status === 201) tally.coachings += 1
    if (status === 200 && door.name === 'reveal') tally.reveals += 1
    const fault = door.judge({ status, body })
    if (fault === undefined) return
    const who = `${door.name}: ${personId} of ${installation.index}`
    tally.wrong.push(`${who} got ${status} ${body.slice(0, 90)} where ${fault}`)
  }

  function lookAtAbsence(body: string, headers: readonly string[]): void {
    const { contextId, ...rest } = refusalSchema.parse(JSON.parse(body))
    absences.add(JSON.stringify([rest, [...headers].sort()]))
    tally.refused404 += 1
    if (absences.size > 1) tally.wrong.push('all absences were alike')
  }

  function changeRights(personId: string): boolean {
    if (personId.startsWith('agent')) return false
    const rest = rightsOf(personId).permissions.filter((one) => !fleeting.includes(one))
    installation.setRights(
      personId,
      [...rest, ...fleeting.filter(() => random.next() < 0.75)],
      queueIds.filter(() => random.next() < 0.55),
    )
    return true
  }

  function changeWorld(): void {
    const { platform } = installation
    const conversationId = pick(conversationIds)
    const chance = random.next()
    if (chance < 0.15) installation.moveTo(conversationId, pick(queueIds))
    else if (chance < 0.25) {
      const recording = { state: pick(['on', 'on', 'paused'] as const), recordsSupervisor: false }
      platform.change(conversationId, { recording })
    } else platform.setPhase(conversationId, pick(phases))
  }

  function makeSound(): void {
    const stereo = new Int16Array(640).fill(100)
    for (const line of installation.platform.lines.values())
      if (!line.isClosed && line.kind === 'monitor') line.listener.onFrame(stereo)
  }

  function moveControls(): void {
    for (const control of [...installation.platform.controls.values()].slice(-12)) {
      if (control.status !== 'queued') continue
      if (control.kind === 'whisper-text')
        installation.platform.endControl(control.id, { status: 'completed' })
      else installation.platform.openLine(control.id)
    }
  }

  return {
    ask: () => ask(pick(personIds)),
    changeRights: () => changeRights(pick(personIds)),
    changeWorld,
    makeSound,
    moveControls,
    lookAtControls,
    say() {
      said += 1
      // Mostly where somebody listens.
      const open = [...seats.values()].flatMap(({ shown }) => shown ?? [])
      installation.say(pick(open.length === 0 ? conversationIds : open), said)
    },
    show() {
      const seat = seats.get(pick(personIds))
      const conversationId = random.next() < 0.1 ? null : pick(conversationIds)
      if (seat !== undefined) seat.shown = conversationId
      seat?.connection.show(conversationId)
      seat?.connection.showTranscript(conversationId)
    },
    comeOrGo() {
      const personId = pick(personIds)
      if (seats.has(personId) && random.next() < 0.4) disconnect(personId)
      else if (!seats.has(personId)) connect(personId)
    },
    everybodyComes() {
      for (const personId of personIds) {
        changeRights(personId)
        connect(personId)
      }
    },
  }
}
