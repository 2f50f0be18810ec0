import { useEffect, useRef } from 'react'
import shared from '../../components/button.module.css'
import type { SignIns } from '../../model/sign-ins/sign-ins.ts'
import { signInWords } from '../../words/sign-in-words.ts'
import styles from './sign-ins.module.css'

export interface EndQuestionProps {
  readonly question: string
  readonly isEnding: boolean
  readonly signIns: Pick<SignIns, 'confirm' | 'keep'>
}

/** The second word, where the first one was said. Escape keeps; the harmless answer has the focus. */
export function EndQuestion({ isEnding, question, signIns }: EndQuestionProps) {
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => keep.current?.focus(), [])
  return (
    // biome-ignore lint/a11y/useSemanticElements: two buttons and their question are no set of fields.
    <span
      aria-label={question}
      className={styles.question}
      onKeyDown={(event) => {
        if (event.key === 'Escape') signIns.keep()
      }}
      role="group"
    >
      <span>{question}</span>
      <button
        className={shared.button}
        data-harmful
        disabled={isEnding}
        onClick={() => void signIns.confirm()}
        type="button"
      >
        {signInWords.confirm}
      </button>
      <button
        className={shared.button}
        disabled={isEnding}
        onClick={signIns.keep}
        ref={keep}
        type="button"
      >
        {signInWords.keep}
      </button>
    </span>
  )
}
