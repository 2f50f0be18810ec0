import type { ControlView } from '@sotto/protocol'
import { statusTone, statusWord } from '../words/control-words.ts'
import styles from './status-word.module.css'

/** The state of a whisper in its fixed word; the shape of the mark differs too, not only its colour. */
export function StatusWord({ control }: { readonly control: ControlView }) {
  return (
    <span className={styles.status} data-tone={statusTone(control)}>
      {statusWord(control)}
    </span>
  )
}
