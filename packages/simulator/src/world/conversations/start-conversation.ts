/** How a conversation comes into the world: its record, its parties, its voices, its transcript and its measurements. */
import type { Random } from '@sotto/kernel'
import { createRoomTone } from '../../media/voice/room-tone.ts'
import type { Dialogue } from '../../voices/voice-library.ts'
import { callerName } from '../cast/names.ts'
import { between, pick } from '../fork-random.ts'
import type { AudioQuality, Conversation, ConversationMedia, Person } from '../shapes.ts'
import { measureConversation } from '../speech/metrics.ts'
import { createScript, type Script } from '../speech/script.ts'
import { createScriptVoice } from '../speech/script-voice.ts'
import { createTranscriber } from '../speech/transcriber.ts'
import type { Utterance } from '../speech/utterances.ts'
import { dialogueIn } from '../speech/written-messages.ts'
import type { WorldCore } from '../world-core.ts'
import type { AgentRoster } from './agent-roster.ts'
import type { ConversationBook } from './conversation-book.ts'
import type { ConversationRecord } from './conversation-record.ts'
import { type ChannelTraits, makeAgent, makeOutsider } from './participants.ts'

const metricsEveryMs = 5_000
const recogniseEveryMs = 400
const transcriptDelayMs = [4_000, 20_000] as const
/** Soft, but far from digital silence. */
const roomToneDbfs = -55
const goodQuality: AudioQuality = { clippingRatio: 0, lossRatio: 0, jitterMs: 4 }
const untroubled = { agent: goodQuality, customer: goodQuality, supervisor: goodQuality }

export interface ConversationStart {
  readonly scenario: string
  readonly directed: boolean
  readonly mediaType: ConversationMedia
  readonly queueId: string
  readonly region: string
  readonly agent: Person
  readonly dialogue: Dialogue
  /** Where in the dialogue the conversation begins. */
  readonly dialogueStartMs: number
  readonly loops: boolean
  /** False: only room tone on the customer's channel. */
  readonly customerSpeaks: boolean
  readonly agentChannel: ChannelTraits
  readonly loadedMediaQueue: boolean
  /** Chance of this conversation alone. */
  readonly random: Random
}

export function startConversation(
  core: WorldCore,
  book: ConversationBook,
  roster: AgentRoster,
  start: ConversationStart,
): ConversationRecord {
  const record = makeRecord(core, book, start)
  book.open(record)
  roster.refresh(start.agent.id)
  keepTranscribing(core, book, record)
  if (start.mediaType === 'VOICE')
    record.timers.every(metricsEveryMs, () => measure(core, book, record))
  return record
}

function makeRecord(
  core: WorldCore,
  book: ConversationBook,
  start: ConversationStart,
): ConversationRecord {
  const { random, mediaType, agent } = start
  const conversation = makeConversation(core, start)
  const [customer, agentSeat] = conversation.participants
  const script = createScript({
    main: dialogueIn(mediaType, start.dialogue),
    startMs: start.dialogueStartMs,
    loops: start.loops,
    aside: dialogueIn(mediaType, pickAside(core, start)),
    customerSpeaks: start.customerSpeaks,
  })
  script.enter('ACTIVE', 0, true)
  const record: ConversationRecord = {
    conversation,
    announcedSupervisors: [],
    agentUserId: agent.id,
    places: {
      agent: agentSeat?.participantId ?? '',
      secondAgent: undefined,
      customer: customer?.participantId ?? '',
      external: undefined,
    },
    scenario: start.scenario,
    directed: start.directed,
    startedAt: core.clock.monotonicNow(),
    endedAt: undefined,
    script,
    transcriber: createTranscriber({
      conversationId: conversation.id,
      script,
      speaker: (party) => findSpeaker(book, conversation.id, party),
    }),
    voices: makeVoices(core, start, script),
    loadedMediaQueue: start.loadedMediaQueue,
    transcriptDelayMs: between(random, ...transcriptDelayMs),
    random,
    timers: core.timers.child(),
  }
  return record
}

function makeConversation(core: WorldCore, start: ConversationStart): Conversation {
  const { random, mediaType, agent } = start
  const now = core.nowIso()
  const caller = callerName(Math.floor(random.next() * 1_000))
  return {
    id: random.id(),
    version: 1,
    state: 'ACTIVE',
    mediaType,
    region: start.region,
    queueId: start.queueId,
    startTime: now,
    stateSince: now,
    recording: { state: mediaType === 'VOICE' ? 'ON' : 'OFF', recordsSupervisor: false },
    participants: [
      makeOutsider(random.id(), 'customer', caller, mediaType),
      makeAgent(random.id(), agent, mediaType, start.agentChannel),
    ],
    audioQuality: untroubled,
  }
}

function makeVoices(
  core: WorldCore,
  { random, customerSpeaks }: ConversationStart,
  script: Script,
): ConversationRecord['voices'] {
  const seed = Math.floor(random.next() * 0x1_0000_0000)
  const voice = (party: Utterance['party']) => createScriptVoice(script, party, core.bank)
  return {
    agent: voice('agent'),
    customer: customerSpeaks
      ? voice('customer')
      : createRoomTone({ seed, levelDbfs: roomToneDbfs }),
    external: voice('external'),
    'second-agent': voice('second-agent'),
  }
}

function pickAside(core: WorldCore, { random, dialogue }: ConversationStart): Dialogue {
  const others = core.bank.dialogues.filter(({ id }) => id !== dialogue.id)
  return pick(random, others) ?? dialogue
}

function findSpeaker(book: ConversationBook, conversationId: string, party: Utterance['party']) {
  const record = book.records.get(conversationId)
  if (record === undefined) return undefined
  const { agent, secondAgent, customer, external } = record.places
  const places = { agent, customer, external, 'second-agent': secondAgent }
  return record.conversation.participants.find(
    ({ participantId }) => participantId === places[party],
  )
}

/** Recognition goes on past the end until everything said has been recognised. */
function keepTranscribing(
  core: WorldCore,
  book: ConversationBook,
  record: ConversationRecord,
): void {
  const stop = core.timers.every(recogniseEveryMs, () => {
    const { conversation, endedAt, startedAt, transcriber } = record
    const lengthMs = (endedAt ?? Number.POSITIVE_INFINITY) - startedAt
    const heardMs = book.elapsedMs(record) - core.faults.current.transcriptDelayMs
    for (const segment of transcriber.listen(Math.min(heardMs, lengthMs)))
      core.events.emit({
        type: 'transcript',
        name: 'transcript.segment',
        conversationId: conversation.id,
        userId: record.agentUserId,
        queueId: conversation.queueId,
        data: { ...segment },
      })
    if (heardMs >= lengthMs || !book.records.has(conversation.id)) stop()
  })
}

function measure(core: WorldCore, book: ConversationBook, record: ConversationRecord): void {
  const { conversation, script, agentUserId } = record
  core.events.emit({
    type: 'conversation',
    name: 'conversation.metrics',
    conversationId: conversation.id,
    userId: agentUserId,
    queueId: conversation.queueId,
    data: { ...measureConversation(script, book.elapsedMs(record)) },
  })
  const measured = core.media.audioQuality?.(conversation.id) ?? untroubled
  const audioQuality = {
    agent: roundQuality(measured.agent),
    customer: roundQuality(measured.customer),
    supervisor: roundQuality(measured.supervisor),
  }
  if (JSON.stringify(audioQuality) !== JSON.stringify(conversation.audioQuality))
    book.commit(record, { audioQuality })
}

/** Coarse enough that a call which goes on sounding the same is not announced as changed. */
function roundQuality({ clippingRatio, lossRatio, jitterMs }: AudioQuality): AudioQuality {
  const hundredths = (ratio: number) => Math.ceil(ratio * 100) / 100
  return {
    clippingRatio: hundredths(clippingRatio),
    lossRatio: hundredths(lossRatio),
    jitterMs: Math.max(goodQuality.jitterMs, Math.round(jitterMs / 10) * 10),
  }
}
