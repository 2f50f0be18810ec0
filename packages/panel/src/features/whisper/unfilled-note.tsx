/** What a snippet left to be filled in: named, and one press away. */
import { unfilledVariables } from '@sotto/domain'
import shared from '../../components/button.module.css'
import { fillInWords, snippetWords } from '../../words/snippet-words.ts'
import styles from './whisper.module.css'

export interface UnfilledNoteProps {
  readonly draft: string
  readonly onGo: (from: number, to: number) => void
}

export function UnfilledNote({ draft, onGo }: UnfilledNoteProps) {
  const missing = unfilledVariables(draft)
  const [first] = missing
  // The region stands there from the beginning, so that what comes into it is announced.
  return (
    <div
      aria-live="polite"
      className={styles.warning}
      data-empty={first === undefined || undefined}
    >
      {first === undefined ? null : (
        <>
          {fillInWords(missing.map(({ name }) => name))}{' '}
          <button
            className={shared.button}
            onClick={() => onGo(first.start, first.end)}
            type="button"
          >
            {snippetWords.goThere}
          </button>
        </>
      )}
    </div>
  )
}
