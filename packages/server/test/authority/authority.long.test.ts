import { randomUUID } from 'node:crypto'
import type { Permission } from '@sotto/domain'
import { type Random, seededRandom } from '@sotto/kernel'
import { refusalSchema } from '@sotto/protocol'
import { createFakeClock } from '@sotto/testkit'
import { expect, it } from 'vitest'
import { createMemoryStores } from '../../src/database/memory/create-memory-stores.ts'
import type { PanelConnection } from '../../src/gateway/panel-gateway.ts'
import type { AudioConnection } from '../../src/media/audio-desk.ts'
import {
  conversationIds,
  findMarks,
  type Installation,
  marksOf,
  mayLook,
  personIds,
  queueIds,
  type Rights,
  startInstallation,
} from './installation.ts'

/** What is to be tried in all; more on demand. */
const wanted = Number(process.env.SOTTO_AUTHORITY_TRIES ?? 100_000)
const seed = Number(process.env.SOTTO_AUTHORITY_SEED ?? 7)

/** Rights that come and go, whoever has them; an agent has no use for any. */
const fleeting: readonly Permission[] = ['read-conversation', 'whisper', 'monitor', 'barge']
const phases = ['active', 'held', 'in-transfer', 'conference', 'active', 'active'] as const
const tabId = 'tab-00000001'
const own = { host: 'localhost:4400', origin: 'http://localhost:4400' }

/** What the model says of one act: what it needs beside sight, and of the person's own. */
const rightFor = { monitor: 'monitor', coach: 'whisper', barge: 'barge', text: 'whisper' } as const

class Tally {
  requests = 0
  frames = 0
  sounds = 0
  refused404 = 0
  refused403 = 0
  done = 0
  readonly wrong: string[] = []

  get tried(): number {
    return this.requests + this.frames + this.sounds
  }
}

interface Seat {
  readonly connection: PanelConnection
  readonly audio: AudioConnection
  lastFrame: { streamId: string; sequence: number }
}

function createTrial(installation: Installation, random: Random, tally: Tally, now: () => number) {
  const seats = new Map<string, Seat>()
  const resumePoints = new Map<string, Seat['lastFrame']>()
  const absences = new Set<string>()
  const secrets = new Map<string, string>()
  let seenControls = 0

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
    const mine = marksOf(installation.index, rights)
    for (const mark of findMarks(text)) {
      if (mine.includes(mark) || (rights.lostUntil.get(mark) ?? 0) >= now()) continue
      tally.wrong.push(`${how}: ${personId} of ${installation.index} met ${mark}`)
    }
    for (const [secret, author] of secrets)
      if (author !== personId && text.includes(secret))
        tally.wrong.push(`${how}: ${personId} read a whisper of ${author}`)
  }

  function connect(personId: string): void {
    const session = installation.session(personId)
    const seat: { lastFrame: Seat['lastFrame'] } = { lastFrame: { streamId: '', sequence: 0 } }
    const connection = installation.coaching.engines.gateway.connect(
      session,
      tabId,
      {
        bufferedBytes: 0,
        send(text: string) {
          tally.frames += 1
          watch(personId, 'frame', text)
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
    seats.set(personId, { connection, audio, lastFrame: seat.lastFrame })
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
    const queueId = conversationId.startsWith('nothing')
      ? undefined
      : installation.conversation(conversationId)?.queueId
    const rights = rightsOf(personId)
    const door = pick([
      'incidents',
      'support-bundle',
      'controls',
      'whispers',
      'mode',
      'ask',
      'cancel',
    ])
    const text = `secret-${randomUUID()}`
    const mode = pick(['monitor', 'coach', 'barge', 'off'] as const)
    const controls = [...installation.platform.controls.values()]
    const foreignControl = controls.length === 0 ? 'x-1' : pick(controls).requestKey
    const isRead = ['incidents', 'support-bundle', 'controls'].includes(door)
    const [path, body]: readonly [string, object] =
      door === 'whispers'
        ? [`conversations/${conversationId}/whispers`, { text }]
        : door === 'mode'
          ? [`conversations/${conversationId}/mode`, { mode, tabId }]
          : door === 'ask'
            ? [`agents/agent-of-${queueId ?? 'q9'}/lease/ask`, { tabId, conversationId }]
            : door === 'cancel'
              ? [`controls/${foreignControl ?? 'x-1'}/cancel`, {}]
              : [`conversations/${conversationId}/${door}`, {}]
    const hadPanel = seats.has(personId)
    const answer = await installation.app.inject({
      method: isRead ? 'GET' : 'POST',
      url: `/api/${path}`,
      headers: {
        ...own,
        cookie: personId,
        ...(isRead ? {} : { 'idempotency-key': randomUUID() }),
      },
      ...(isRead ? {} : { payload: body }),
    })
    tally.requests += 1
    if (answer.statusCode === 202 && door === 'whispers') secrets.set(text, personId)
    if (secrets.size > 20) secrets.delete([...secrets.keys()][0] ?? '')
    watch(personId, `${door} ${answer.statusCode}`, answer.body)
    const fault = judge()
    if (fault !== undefined)
      tally.wrong.push(
        `${door}${door === 'mode' ? ` ${mode}` : ''}: ${personId} of ${installation.index} got ${answer.statusCode} ${answer.body.slice(0, 90)} where ${fault}`,
      )

    function judge(): string | undefined {
      const { statusCode } = answer
      if (statusCode === 404) {
        const refusal = refusalSchema.parse(answer.json())
        const { contextId, ...rest } = refusal
        absences.add(JSON.stringify([rest, Object.keys(answer.headers).sort()]))
        tally.refused404 += 1
        if (absences.size > 1) return 'all absences were alike'
      }
      if (statusCode === 403) tally.refused403 += 1
      // One's own and nothing else, wherever: the marks and the secrets tell.
      if (door === 'controls') return statusCode === 200 ? undefined : 'a list was due'
      if (door === 'cancel') {
        const control = controls.find(({ requestKey }) => requestKey === foreignControl)
        const isMine = control?.supervisorId === personId
        return isMine === (statusCode !== 404) ? undefined : `mine is ${isMine}`
      }
      if (door === 'mode' && mode === 'off') return statusCode === 202 ? undefined : 'off is free'
      if (door === 'mode' && !hadPanel) return statusCode === 409 ? undefined : 'no panel'
      const sees = queueId !== undefined && mayLook(rights, queueId)
      const isBlind =
        rights.queueIds.length > 0 && !rights.permissions.includes('read-conversation')
      if (!sees) {
        if (isBlind) return statusCode === 403 ? undefined : 'the right to see was missing'
        return statusCode === 404 ? undefined : 'it was absent'
      }
      if (isRead) return statusCode === 200 ? undefined : 'it was theirs to read'
      const acts =
        door === 'whispers'
          ? (['text'] as const)
          : door === 'ask'
            ? (['monitor', 'coach'] as const)
            : mode === 'monitor' || mode === 'off'
              ? (['monitor'] as const)
              : (['monitor', mode] as const)
      const missing = acts
        .map((act) => rightFor[act])
        .find((right) => !rights.permissions.includes(right))
      if (missing === undefined)
        return [202, 409].includes(statusCode) ? undefined : 'it was theirs to do'
      // The conversation's own state may stand in the way first of a second act.
      if (statusCode === 409 && acts.length > 1 && missing !== 'monitor') return undefined
      if (statusCode !== 403) return `${missing} was missing`
      return refusalSchema.parse(answer.json()).missing === missing
        ? undefined
        : `not named ${missing}`
    }
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
    show() {
      const seat = seats.get(pick(personIds))
      seat?.connection.show(random.next() < 0.1 ? null : pick(conversationIds))
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

/** One pair of installations until so much has been tried. */
async function playEpisode(episodeSeed: number, tally: Tally, until: number): Promise<void> {
  const random = seededRandom(episodeSeed)
  const clock = createFakeClock()
  const installations = [
    await startInstallation(0, clock, createMemoryStores(clock)),
    await startInstallation(1, clock, createMemoryStores(clock)),
  ]
  const trials = installations.map((installation) =>
    createTrial(installation, random, tally, clock.monotonicNow),
  )
  for (const trial of trials) trial.everybodyComes()
  await clock.advance(2_000)
  while (tally.tried < until && tally.wrong.length === 0) {
    const trial = trials[Math.floor(random.next() * trials.length)]
    if (trial === undefined) continue
    const chance = random.next()
    if (chance < 0.35) await trial.ask()
    else if (chance < 0.7) trial.changeWorld()
    else if (chance < 0.78) trial.show()
    else if (chance < 0.84) trial.moveControls()
    else if (chance < 0.88) for (let frame = 0; frame < 25; frame += 1) trial.makeSound()
    else if (chance < 0.9) trial.comeOrGo()
    else if (chance < 0.915) {
      if (trial.changeRights()) await clock.advance(1_100)
    } else await clock.advance(60)
    for (const one of trials) one.lookAtControls()
  }
  for (const installation of installations) await installation.close()
}

/** A world that has grown old is slow, and no more cunning than a young one. */
const triesPerEpisode = 5_000

it('[AC14] [AC15] whatever anybody of two installations tries, nobody meets what is not theirs', async () => {
  const tally = new Tally()
  for (let episode = 1; tally.tried < wanted && tally.wrong.length === 0; episode += 1)
    await playEpisode(seed + episode, tally, Math.min(wanted, episode * triesPerEpisode))
  expect(tally.wrong).toEqual([])
  // It has tried what it says it tries.
  const { requests, frames, sounds, refused403, refused404, done } = tally
  const rarest = Math.min(requests / 10, frames / 10, sounds / 10, refused403, refused404, done)
  expect(rarest).toBeGreaterThan(wanted / 500)
}, 600_000)
