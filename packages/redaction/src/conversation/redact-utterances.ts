/** Whole transcripts at once: the same reading as live, when everything has been said. */
import type { PersonalSpan } from '../kinds.ts'
import { createRedactor, type RedactorOptions } from './create-redactor.ts'

export interface Utterance {
  readonly text: string
  /** Utterances with the same one are read as one talk; without one each stands alone. */
  readonly conversation?: string | undefined
  readonly speaker?: string | undefined
}

const unnamedSpeaker = 'speaker'

/** The spans of each utterance, in the order given. */
export function redactUtterances(
  utterances: readonly Utterance[],
  options: RedactorOptions = {},
): readonly (readonly PersonalSpan[])[] {
  const spans: (readonly PersonalSpan[])[] = utterances.map(() => [])
  const talks = new Map<string, ReturnType<typeof createRedactor>>()
  utterances.forEach(({ text, conversation, speaker }, index) => {
    const redactor = redactorOf(conversation)
    const heard = redactor.hear({
      id: String(index),
      speaker: speaker ?? unnamedSpeaker,
      text,
      isFinal: true,
      atMs: index,
    })
    for (const segment of heard) spans[Number(segment.id)] = segment.spans
  })
  return spans

  function redactorOf(conversation: string | undefined) {
    const known = conversation === undefined ? undefined : talks.get(conversation)
    if (known !== undefined) return known
    const redactor = createRedactor(options)
    if (conversation !== undefined) talks.set(conversation, redactor)
    return redactor
  }
}
