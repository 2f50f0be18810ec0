import { useState } from 'react'
import {
  type Erasure,
  type ErasureState,
  isConfirmed,
  longestErasureReason,
  totalOf,
} from '../../model/audit/erasure.ts'
import { erasureWords } from '../../words/erasure-words.ts'
import styles from '../audit/audit.module.css'

export interface EraseFormProps {
  readonly erasure: Erasure
  readonly shown: Extract<ErasureState, { readonly step: 'chosen' | 'erasing' }>
}

/** Why, the same person once more, and the way back. */
export function EraseForm({ erasure, shown }: EraseFormProps) {
  const [reason, setReason] = useState('')
  const [confirmation, setConfirmation] = useState('')
  const { counts, failure, person } = shown
  const isErasing = shown.step === 'erasing'
  const leave = (
    <button className={styles.button} disabled={isErasing} onClick={erasure.leave} type="button">
      {erasureWords.leave}
    </button>
  )
  const again =
    failure === undefined ? null : (
      <button
        className={styles.button}
        disabled={isErasing}
        onClick={() => void erasure.look()}
        type="button"
      >
        {erasureWords.tryAgain}
      </button>
    )
  if (counts === undefined || totalOf(counts) === 0)
    return (
      <p className={styles.filters}>
        {leave} {again}
      </p>
    )
  return (
    <form
      aria-busy={isErasing}
      onSubmit={(event) => {
        event.preventDefault()
        void erasure.erase(reason, confirmation)
      }}
    >
      <p className={styles.filters}>
        <label className={styles.field}>
          {erasureWords.reason}
          <input
            autoComplete="off"
            disabled={isErasing}
            maxLength={longestErasureReason}
            onChange={(event) => setReason(event.currentTarget.value)}
            value={reason}
          />
        </label>
        <label className={styles.field}>
          {erasureWords.confirm}
          <input
            autoComplete="off"
            disabled={isErasing}
            onChange={(event) => setConfirmation(event.currentTarget.value)}
            value={confirmation}
          />
        </label>
      </p>
      {failure?.kind === 'unreachable' ? <p>{erasureWords.lost}</p> : null}
      <p className={styles.filters}>
        {leave}
        {again}
        <button
          className={styles.button}
          disabled={isErasing || !isConfirmed(person, reason, confirmation)}
          type="submit"
        >
          {isErasing ? erasureWords.erasing : erasureWords.erase}
        </button>
      </p>
    </form>
  )
}
