/** Asked before a barge: from then on the customer hears, which nothing can take back. */
import { useEffect, useRef } from 'react'
import styles from './talk.module.css'

export interface BargeDialogProps {
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

const headingId = 'barge-heading'
const wordsId = 'barge-words'

/** The browser's own dialog: it keeps the focus inside, gives it back afterwards, and Esc cancels it. */
export function BargeDialog({ onConfirm, onCancel }: BargeDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  return (
    <dialog
      aria-describedby={wordsId}
      aria-labelledby={headingId}
      className={styles.dialog}
      onCancel={onCancel}
      ref={dialog}
    >
      <h2 className={styles.dialogHeading} id={headingId}>
        The customer will hear you
      </h2>
      <p className={styles.dialogWords} id={wordsId}>
        While you hold the key, everybody in the call hears you: the agent and the customer.
      </p>
      <div className={styles.dialogActions}>
        <button className={styles.stop} onClick={onCancel} type="button">
          Cancel
        </button>
        <button className={styles.bargeNow} onClick={onConfirm} type="button">
          Yes, barge in
        </button>
      </div>
    </dialog>
  )
}
