// Watches how the supervisor's voice fares, tells its tab what is wrong, and lowers a distorted whisper by itself (W10).
//
//   positions, talk path, audioQuality ─► judgeSound ─► causes on the screen
//                                              │ distorted, louder than 0.5
//                                              ▼
//                        lowered: told at once ─► key up for 1.5 s ─► the line opens anew at 0.5
import {
  activeAgent,
  audioChannel,
  type Conversation,
  causesOf,
  judgeSound,
  relievedMixLevel,
  type SoundCause,
  type SoundFacts,
  type SoundJudgement,
} from '@sotto/domain'
import { type Clock, createListeners, type MonotonicMs, type Unsubscribe } from '@sotto/kernel'
import type { ModeEngine } from '../commands/mode-engine.ts'
import type { TabKey, TabLines } from '../commands/tab-lines.ts'
import { createTabMap } from '../commands/tab-map.ts'
import type { LiveWorld } from '../live/live-world.ts'
import type { Timers } from '../live/timers.ts'
import { createLineSoundMeter, type LineSoundMeter } from './line-sound.ts'
import type { MediaLines } from './media-lines.ts'
import type { SpeechJourney } from './speech-journey.ts'

/** What a tab is told of its sound in one conversation. */
export interface SoundView {
  readonly causes: readonly SoundCause[]
  /** The level was lowered to this by itself; the supervisor has chosen none since. */
  readonly loweredMixLevel?: number
}

export interface SoundCare {
  viewOf(tab: TabKey, conversation: Conversation): SoundView
  onChange(listener: (tab: TabKey) => void): Unsubscribe
}

/** What the audio desk knows of a tab's voice. */
export interface SpokenSound {
  readonly isTalking: boolean
  readonly journey: SpeechJourney
}

export interface SoundCareOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly world: LiveWorld
  readonly modes: ModeEngine
  readonly lines: MediaLines
  readonly spokenBy: (tab: TabKey) => SpokenSound | undefined
  readonly onFailure: (failure: unknown) => void
}

interface Entry extends TabKey {
  readonly conversationId: string
  lineId: string | undefined
  meter: LineSoundMeter
  judgement: SoundJudgement
  loweredMixLevel: number | undefined
  /** Decided, and still to be done when nobody speaks. */
  isLoweringDue: boolean
  quietSince: MonotonicMs | undefined
  told: string
}

/** So long the key must have been up before the line may be opened anew: what was spoken has been played by then. */
const quietForMs = 1_500
const lookAgainMs = 500

export function createSoundCare(options: SoundCareOptions): SoundCare {
  const { clock, lines, modes, timers, world } = options
  const entries = createTabMap<Entry>()
  const changes = createListeners<TabKey>(options.onFailure)
  const keyOf = ({ sessionId, tabId }: TabKey) => `${sessionId} ${tabId}`

  function entryFor(held: TabLines): Entry {
    const known = entries.get(held)
    if (known?.conversationId === held.conversationId) return known
    const entry: Entry = {
      sessionId: held.sessionId,
      tabId: held.tabId,
      conversationId: held.conversationId,
      lineId: undefined,
      meter: createLineSoundMeter(),
      judgement: {},
      loweredMixLevel: undefined,
      isLoweringDue: false,
      quietSince: undefined,
      told: '',
    }
    entries.set(held, entry)
    return entry
  }

  function forget(tab: TabKey): void {
    timers.cancel(`sound ${keyOf(tab)}`)
    if (entries.get(tab) === undefined) return
    entries.delete(tab)
    changes.emit(tab)
  }

  function review(tab: TabKey): void {
    const held = modes.linesOf(tab)
    if (held === undefined || held.wanted === 'off') return forget(tab)
    const entry = entryFor(held)
    const { speaking } = held
    if (speaking?.id !== entry.lineId) {
      entry.lineId = speaking?.id
      entry.meter = createLineSoundMeter()
    }
    const conversation = world.conversation(held.conversationId)?.full
    if (conversation === undefined) return
    const now = clock.monotonicNow()
    entry.judgement = judgeSound(entry.judgement, factsOf(entry, held, conversation), now)
    const causes = causesOf(entry.judgement)
    decideLevel(entry, held, causes)
    lowerWhenQuiet(entry, now)
    if (causes.length > 0 || entry.isLoweringDue)
      timers.replace(`sound ${keyOf(tab)}`, lookAgainMs, () => review(tab))
    tell(entry, causes)
  }

  function factsOf(entry: Entry, held: TabLines, conversation: Conversation): SoundFacts {
    const agentCodecs = codecsIn(conversation)
    if (held.speaking?.state.name !== 'executing') return { agentCodecs }
    const { agent, supervisor } = conversation.audioQuality
    return {
      agentCodecs,
      line: {
        ...entry.meter.read(clock.monotonicNow()),
        ...(agent === undefined ? {} : { agentQuality: agent }),
        ...(supervisor === undefined ? {} : { supervisorQuality: supervisor }),
      },
    }
  }

  /** Once per conversation: a level that is chosen afterwards is the supervisor's own. */
  function decideLevel(entry: Entry, { speaking }: TabLines, causes: readonly SoundCause[]): void {
    if (entry.loweredMixLevel !== undefined) return
    entry.loweredMixLevel = relievedMixLevel(causes, speaking?.mixLevel)
    entry.isLoweringDue = entry.loweredMixLevel !== undefined
  }

  function lowerWhenQuiet(entry: Entry, now: MonotonicMs): void {
    const isTalking = options.spokenBy(entry)?.isTalking ?? false
    entry.quietSince = isTalking ? undefined : (entry.quietSince ?? now)
    if (!entry.isLoweringDue || entry.loweredMixLevel === undefined) return
    if (entry.quietSince === undefined || now - entry.quietSince < quietForMs) return
    entry.isLoweringDue = false
    modes.lowerMixLevel(entry, entry.loweredMixLevel)
  }

  function tell(entry: Entry, causes: readonly SoundCause[]): void {
    const told = `${causes.join(' ')} ${entry.loweredMixLevel ?? ''}`
    if (told === entry.told) return
    entry.told = told
    changes.emit(entry)
  }

  function hear(controlId: string): void {
    const tab = modes.tabOfLine(controlId)
    const held = tab && modes.linesOf(tab)
    const position = lines.position(controlId)
    if (held === undefined || held.speaking?.id !== controlId) return
    const spoken = options.spokenBy(held)
    if (position !== undefined && spoken !== undefined) {
      const entry = entryFor(held)
      if (entry.lineId === controlId)
        entry.meter.note(clock.monotonicNow(), position, spoken.journey)
    }
    review(held)
  }

  lines.onChange(hear)
  lines.onPosition(hear)
  modes.onChange(review)
  world.onChange((change) => {
    if (change.type === 'conversation') for (const tab of modes.tabsIn(change.id)) review(tab)
  })

  return {
    viewOf(tab, conversation) {
      const entry = entries.get(tab)
      if (entry?.conversationId !== conversation.id) {
        const before = judgeSound({}, { agentCodecs: codecsIn(conversation) }, clock.monotonicNow())
        return { causes: causesOf(before) }
      }
      const { loweredMixLevel } = entry
      const causes = causesOf(entry.judgement)
      return loweredMixLevel === undefined ? { causes } : { causes, loweredMixLevel }
    },
    onChange: (listener) => changes.subscribe(listener),
  }
}

function codecsIn(conversation: Conversation): readonly string[] {
  const agent = activeAgent(conversation)
  return (agent && audioChannel(agent)?.codecs) ?? []
}
