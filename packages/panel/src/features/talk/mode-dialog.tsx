/** Asked before a mode begins: for a barge, because the customer hears from then on; and why, where a policy requires it. */
import type { SupervisedMode } from '@sotto/domain'
import { longestModeReason } from '@sotto/protocol'
import { type FormEvent, useId, useState } from 'react'
import shared from '../../components/button.module.css'
import { useModal } from '../../hooks/use-modal.ts'
import { modeDialogWords } from '../../words/mode-words.ts'
import { talkScreen } from '../../words/screens/talk.ts'
import styles from './mode-dialog.module.css'

export interface ModeDialogProps {
  readonly mode: SupervisedMode
  /** Whether a reason has to be given. */
  readonly asksWhy: boolean
  /** The administrator's own words for it. */
  readonly explanation: string | undefined
  /** Without a reason where none is asked for. */
  readonly onConfirm: (reason: string | undefined) => void
  readonly onCancel: () => void
}

const shortestReason = 3

/** The browser's own dialog: it keeps the focus inside, gives it back afterwards, and Esc cancels it. */
export function ModeDialog({ asksWhy, explanation, mode, onCancel, onConfirm }: ModeDialogProps) {
  const dialog = useModal()
  const id = useId()
  const [reason, setReason] = useState('')
  const { confirm, heading, words } = modeDialogWords[mode]
  const mayConfirm = !asksWhy || reason.trim().length >= shortestReason

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (mayConfirm) onConfirm(asksWhy ? reason.trim() : undefined)
  }

  return (
    <dialog
      aria-describedby={`${id}-words`}
      aria-labelledby={`${id}-heading`}
      className={styles.dialog}
      data-mode={mode}
      onCancel={onCancel}
      ref={dialog}
    >
      <form onSubmit={submit}>
        <h2 className={styles.dialogHeading} id={`${id}-heading`}>
          {heading}
        </h2>
        <p className={styles.dialogWords} id={`${id}-words`}>
          {words}
        </p>
        {asksWhy ? (
          <div className={styles.why}>
            <label htmlFor={`${id}-why`}>
              {talkScreen.byPolicyThisNeedsA}
              {explanation === undefined ? null : <q className={styles.quote}>{explanation}</q>}
            </label>
            <input
              autoComplete="off"
              className={shared.input}
              id={`${id}-why`}
              maxLength={longestModeReason}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
              value={reason}
            />
          </div>
        ) : null}
        <div className={styles.dialogActions}>
          <button className={styles.cancel} onClick={onCancel} type="button">
            {talkScreen.cancel}
          </button>
          <button
            className={styles.dialogConfirm}
            data-mode={mode}
            disabled={!mayConfirm}
            type="submit"
          >
            {confirm}
          </button>
        </div>
      </form>
    </dialog>
  )
}
