/** What a screen reader is told unasked: who hears me, in which mode, and what became of my whispers. Nothing else. */
import type { ConfirmedMode, TruthLine } from '@sotto/domain'
import type { ControlView, ConversationDetail } from '@sotto/protocol'
import { truthSentences } from './truth-words.ts'

/** The sentences that are so now, each under what it is about; told is one that has become another. */
export type Tellable = ReadonlyMap<string, string>

/** Shorter than what stands on the screen: the sentences of who hears follow. */
const modeNews = {
  'not-connected': 'Line closed.',
  monitor: 'Now monitoring.',
  coach: 'Now coaching.',
  barge: 'Now in the call.',
} as const satisfies Record<ConfirmedMode, string>

/** What a supervisor would want to know of without looking; what is on its way is not told. */
const receipts: Readonly<Partial<Record<ControlView['state'], string>>> = {
  'held-back': 'Whisper held back: the agent wants no texts now.',
  'pending-delivery': 'Whisper late: the platform has said nothing since.',
  completed: 'Whisper has arrived.',
  cancelled: 'Whisper taken back.',
  expired: 'Whisper taken back: it came too late.',
  failed: 'Whisper has not arrived.',
  refused: 'Whisper not accepted.',
}

export function tellable(
  { mode }: Pick<ConversationDetail, 'mode'>,
  truth: TruthLine,
  controls: readonly ControlView[],
): Tellable {
  const told = new Map<string, string>([['mode', modeNews[mode.confirmed]]])
  for (const { claim, kind, subject, who } of truthSentences(truth))
    told.set(subject, `${who} ${claim}, ${kind}.`)
  for (const control of controls) {
    const words = receiptWords(control)
    if (words !== undefined) told.set(control.id, words)
  }
  return told
}

/** Unlike the words on the screen, which stand beside the whisper. */
const answers = {
  'got-it': 'The agent has understood.',
  'not-now': 'The agent puts it off.',
  'need-you': 'The agent asks for you.',
} as const satisfies Record<NonNullable<ControlView['answer']>, string>

function receiptWords(control: ControlView): string | undefined {
  if (control.kind !== 'whisper-text') return undefined
  if (control.answer !== undefined) return answers[control.answer]
  return control.seenAt === undefined ? receipts[control.state] : 'Whisper read by the agent.'
}
