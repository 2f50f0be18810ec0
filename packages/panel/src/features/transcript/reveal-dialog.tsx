/** Asks why, before anything hidden is shown. The browser's own dialog: focus stays inside, and Esc cancels. */
import { Button } from '@mantine/core'
import { longestRevealReason } from '@sotto/protocol'
import { type FormEvent, useId, useState } from 'react'
import { Problem } from '../../components/problem.tsx'
import { useModal } from '../../hooks/use-modal.ts'
import type { CallFailure } from '../../model/commands/server-calls.ts'
import { failureWords } from '../../words/problem-words.ts'
import { transcriptScreen } from '../../words/screens/transcript.ts'
import { revealWords } from '../../words/transcript-words.ts'
import styles from './transcript.module.css'

export interface RevealDialogProps {
  /** What is hidden: `[phone]`. */
  readonly words: string
  /** Answers what went wrong, if anything did. */
  readonly onReason: (reason: string) => Promise<CallFailure | undefined>
  readonly onCancel: () => void
}

const shortestReason = 3

export function RevealDialog({ onCancel, onReason, words }: RevealDialogProps) {
  const dialog = useModal()
  const id = useId()
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    setBusy(true)
    setFailure(undefined)
    const failed = await onReason(reason.trim())
    // Without a failure the dialog is gone by now.
    if (failed === undefined) return
    setBusy(false)
    setFailure(failed)
  }

  return (
    <dialog
      aria-describedby={`${id}-words`}
      aria-labelledby={`${id}-heading`}
      className={styles.dialog}
      onCancel={onCancel}
      ref={dialog}
    >
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <h2 className={styles.dialogHeading} id={`${id}-heading`}>
          {revealWords.heading} <span dir="ltr">{words}</span>
        </h2>
        <p className={styles.dialogWords} id={`${id}-words`}>
          {revealWords.explanation}
        </p>
        <label className={styles.label} htmlFor={`${id}-reason`}>
          {revealWords.reason}
        </label>
        <input
          autoComplete="off"
          className={styles.input}
          id={`${id}-reason`}
          maxLength={longestRevealReason}
          onChange={(event) => setReason(event.currentTarget.value)}
          value={reason}
        />
        {failure === undefined ? null : (
          <Problem words={transcriptScreen.notShownYourReasonIs(failureWords(failure))} />
        )}
        <div className={styles.dialogActions}>
          <Button color="gray" onClick={onCancel} variant="default">
            {transcriptScreen.cancel}
          </Button>
          <Button disabled={isBusy || reason.trim().length < shortestReason} type="submit">
            {revealWords.confirm}
          </Button>
        </div>
      </form>
    </dialog>
  )
}
