/** What a screen reader is told unasked: who hears me, in which mode, and what became of my whispers. Nothing else. */
import type { ConfirmedMode, TruthLine } from '@sotto/domain'
import type { ControlView, ConversationDetail } from '@sotto/protocol'
import { inLanguage } from './in-language.ts'
import { type TruthSentence, truthSentences } from './truth-words.ts'

export const english = {
  modeNews: {
    'not-connected': 'Line closed.',
    monitor: 'Now monitoring.',
    coach: 'Now coaching.',
    barge: 'Now in the call.',
  } satisfies Record<ConfirmedMode, string>,
  receipts: {
    'held-back': 'Whisper held back: the agent wants no texts now.',
    'pending-delivery': 'Whisper late: the platform has said nothing since.',
    completed: 'Whisper has arrived.',
    cancelled: 'Whisper taken back.',
    expired: 'Whisper taken back: it came too late.',
    failed: 'Whisper has not arrived.',
    refused: 'Whisper not accepted.',
  },
  answers: {
    'got-it': 'The agent has understood.',
    'not-now': 'The agent puts it off.',
    'need-you': 'The agent asks for you.',
  } satisfies Record<NonNullable<ControlView['answer']>, string>,
  certain: { confirmed: 'confirmed', pending: 'pending', unknown: 'unknown' } satisfies Record<
    TruthSentence['kind'],
    string
  >,
  readWords: 'Whisper read by the agent.',
}

const words = inLanguage('announcement-words', english)

/** The sentences that are so now, each under what it is about; told is one that has become another. */
export type Tellable = ReadonlyMap<string, string>

/** Shorter than what stands on the screen: the sentences of who hears follow. */
const modeNews = words.modeNews

/** What a supervisor would want to know of without looking; what is on its way is not told. */
const receipts: Readonly<Partial<Record<ControlView['state'], string>>> = words.receipts

export function tellable(
  { mode }: Pick<ConversationDetail, 'mode'>,
  truth: TruthLine,
  controls: readonly ControlView[],
): Tellable {
  const told = new Map<string, string>([['mode', modeNews[mode.confirmed]]])
  for (const { claim, kind, subject, who } of truthSentences(truth))
    told.set(subject, `${who} ${claim}, ${words.certain[kind]}.`)
  for (const control of controls) {
    const receipt = receiptWords(control)
    if (receipt !== undefined) told.set(control.id, receipt)
  }
  return told
}

/** Unlike the words on the screen, which stand beside the whisper. */
const answers = words.answers

function receiptWords(control: ControlView): string | undefined {
  if (control.kind !== 'whisper-text') return undefined
  if (control.answer !== undefined) return answers[control.answer]
  return control.seenAt === undefined ? receipts[control.state] : words.readWords
}
