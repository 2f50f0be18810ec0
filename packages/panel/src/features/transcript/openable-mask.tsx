/** One mask that this supervisor may look behind: a reason first, then the value for half a minute, counted down. */
import type { TranscriptLine } from '@sotto/protocol'
import { useModel } from '../../hooks/use-model.ts'
import { useSecondsUntil, useTranscript } from '../../hooks/use-transcript.ts'
import { type Revealed, revealKey } from '../../model/transcript/transcript.ts'
import { transcriptScreen } from '../../words/screens/transcript.ts'
import styles from './transcript.module.css'

export type AskToReveal = (asked: AskedReveal) => void

export interface AskedReveal {
  readonly line: TranscriptLine
  readonly span: number
  /** What is hidden: `[phone]`. */
  readonly words: string
}

export interface OpenableMaskProps extends AskedReveal {
  readonly onAsk: AskToReveal
}

export function OpenableMask({ line, onAsk, span, words }: OpenableMaskProps) {
  const { transcript } = useModel()
  const shown = useTranscript()
  const revealed = shown.state === 'open' ? shown.revealed.get(revealKey(line.id, span)) : undefined
  if (revealed !== undefined)
    return <RevealedValue onHide={() => transcript.hide(line.id, span)} revealed={revealed} />
  return (
    <button
      aria-haspopup="dialog"
      aria-label={transcriptScreen.hiddenShowIt(words)}
      className={styles.mask}
      dir="ltr"
      onClick={() => onAsk({ line, span, words })}
      type="button"
    >
      {words}
    </button>
  )
}

function RevealedValue({
  onHide,
  revealed,
}: {
  readonly onHide: () => void
  readonly revealed: Revealed
}) {
  const seconds = useSecondsUntil(revealed.hiddenAtMono)
  return (
    <span className={styles.revealed}>
      <mark>{revealed.value}</mark>
      <button
        className={styles.hide}
        data-hides-revealed
        data-tabular
        dir="ltr"
        onClick={onHide}
        type="button"
      >
        {transcriptScreen.hideNowSLeft(seconds)}
      </button>
    </span>
  )
}
