/** What a screen reader is told unasked: who hears me, in which mode, and what became of my whispers. Nothing else. */
import type { TruthLine } from '@sotto/domain'
import type { ControlView, ConversationDetail } from '@sotto/protocol'
import { answerWords, textStatusWords } from './control-words.ts'
import { modeSentence } from './mode-words.ts'
import { truthSentences } from './truth-words.ts'

/** The sentences that are so now, each under what it is about; told is one that has become another. */
export type Tellable = ReadonlyMap<string, string>

/** States a supervisor would want to know of without looking; the ones on the way are not. */
const receipts: ReadonlySet<ControlView['state']> = new Set([
  'pending-delivery',
  'completed',
  'cancelled',
  'expired',
  'failed',
  'refused',
])

export function tellable(
  { mode }: Pick<ConversationDetail, 'mode'>,
  truth: TruthLine,
  controls: readonly ControlView[],
): Tellable {
  const told = new Map([['mode', `${modeSentence(mode, truth)}.`]])
  for (const { claim, kind, subject, who } of truthSentences(truth))
    told.set(subject, `${who} ${claim}, ${kind}.`)
  for (const control of controls) {
    const words = receiptWords(control)
    if (words !== undefined) told.set(control.id, words)
  }
  return told
}

function receiptWords(control: ControlView): string | undefined {
  if (control.kind !== 'whisper-text') return undefined
  if (control.answer !== undefined) return `The agent answered “${answerWords[control.answer]}”.`
  if (control.seenAt !== undefined) return 'Whisper seen by the agent.'
  return receipts.has(control.state)
    ? `Whisper: ${textStatusWords[control.state].toLowerCase()}.`
    : undefined
}
