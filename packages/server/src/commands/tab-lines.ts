// One tab's wish and its two lines, as data; the engine moves them.
import {
  type ControlRecord,
  type LineStep,
  lineStage,
  type ModeReason,
  type ModeState,
  modeState,
  planLines,
  type SpeakingLine,
  type WantedMode,
} from '@sotto/domain'

/** One browser tab of one session. */
export interface TabKey {
  readonly sessionId: string
  readonly tabId: string
}

/** What a tab has in the one conversation it works in. */
export interface TabLines extends TabKey {
  readonly supervisorId: string
  readonly conversationId: string
  readonly wanted: WantedMode
  readonly listening: ControlRecord | undefined
  readonly speaking: ControlRecord | undefined
  /** The wish still includes this line: it is not on its way out. */
  readonly speakingIsWanted: boolean
  readonly mode: ModeState
}

export interface Slot {
  readonly controlId: string
  /** We asked for its end ourselves: its going is no loss. */
  isGivenUp: boolean
}

export interface Tab extends TabKey {
  readonly supervisorId: string
  readonly conversationId: string
  readonly agentUserId: string | undefined
  wanted: WantedMode
  mixLevel: number
  /** The last one given in this conversation. */
  statedReason: string | undefined
  reason: ModeReason | undefined
  listening: Slot | undefined
  speaking: Slot | undefined
  /** Steps of this tab wait here for the ones before. */
  turn: Promise<void>
  /** As it was last told, and as it is told again while nothing in it is another. */
  view: TabLines | undefined
}

/** Finds a control's record, if it has been written. */
export type RecordOf = (slot: Slot | undefined) => ControlRecord | undefined

export function keyOf({ sessionId, tabId }: TabKey): string {
  return `${sessionId} ${tabId}`
}

export function newTab(
  part: Pick<
    Tab,
    'sessionId' | 'tabId' | 'supervisorId' | 'conversationId' | 'agentUserId' | 'mixLevel'
  >,
): Tab {
  return {
    ...part,
    wanted: 'off',
    statedReason: undefined,
    reason: undefined,
    listening: undefined,
    speaking: undefined,
    turn: Promise.resolve(),
    view: undefined,
  }
}

function speakingLine(tab: Tab, recordOf: RecordOf): SpeakingLine {
  const record = recordOf(tab.speaking)
  return {
    stage: lineStage(record),
    kind: record?.kind === 'barge' ? 'barge' : 'whisper-audio',
  }
}

/** The first thing to do towards the wish; undefined when nothing is left to do now. */
export function nextStep(tab: Tab, recordOf: RecordOf): LineStep | undefined {
  const listening = lineStage(recordOf(tab.listening))
  return planLines(tab.wanted, listening, speakingLine(tab, recordOf))[0]
}

export function wantsToSpeak({ wanted }: Pick<Tab, 'wanted'>): boolean {
  return wanted === 'coach' || wanted === 'barge'
}

/** Asked with every spoken frame, so it is put together only when something has changed. Records are replaced, never changed. */
export function viewOf(tab: Tab, recordOf: RecordOf): TabLines {
  const listening = recordOf(tab.listening)
  const speaking = recordOf(tab.speaking)
  const speakingIsWanted = tab.speaking?.isGivenUp === false && wantsToSpeak(tab)
  const last = tab.view
  if (
    last !== undefined &&
    last.wanted === tab.wanted &&
    last.listening === listening &&
    last.speaking === speaking &&
    last.speakingIsWanted === speakingIsWanted &&
    last.mode.reason === tab.reason
  )
    return last
  tab.view = {
    sessionId: tab.sessionId,
    tabId: tab.tabId,
    supervisorId: tab.supervisorId,
    conversationId: tab.conversationId,
    wanted: tab.wanted,
    listening,
    speaking,
    speakingIsWanted,
    mode: modeState(tab.wanted, lineStage(listening), speakingLine(tab, recordOf), tab.reason),
  }
  return tab.view
}
