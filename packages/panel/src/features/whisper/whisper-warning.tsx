/** Said before a text is sent that holds a card number or the like: what will be left out. */
import type { WhisperFinds } from '../../model/whispers/whisper-checks.ts'
import { whisperWarningWords } from '../../words/masking-words.ts'
import styles from './whisper.module.css'

export function WhisperWarning({ found }: { readonly found: WhisperFinds | undefined }) {
  // The region stands there from the beginning, so that what comes into it is announced.
  return (
    <div
      aria-live="polite"
      className={styles.warning}
      data-empty={found === undefined || undefined}
    >
      {found === undefined ? null : whisperWarningWords(found)}
    </div>
  )
}
