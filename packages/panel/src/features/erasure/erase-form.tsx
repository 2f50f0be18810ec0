import { useId, useState } from 'react'
import shared from '../../components/button.module.css'
import {
  type Erasure,
  type ErasureState,
  isConfirmed,
  longestErasureReason,
  totalOf,
} from '../../model/audit/erasure.ts'
import { erasingQuestion, erasingWords } from '../../words/erasing-words.ts'
import { erasureWords } from '../../words/erasure-words.ts'
import styles from './erasure.module.css'

type Shown = Extract<ErasureState, { readonly step: 'chosen' | 'erasing' }>

export interface EraseFormProps {
  readonly erasure: Erasure
  readonly shown: Shown
  readonly heading: 'h3' | 'h4'
}

/** What will go and what will stay, why, the same person once more, and the way back. */
export function EraseForm(props: EraseFormProps) {
  const { counts } = props.shown
  if (counts === undefined || totalOf(counts) === 0)
    return (
      <p className={styles.keys}>
        <WayBack erasure={props.erasure} shown={props.shown} />
      </p>
    )
  return <Question {...props} />
}

function Question({ erasure, heading: Heading, shown }: EraseFormProps) {
  const [reason, setReason] = useState('')
  const [confirmation, setConfirmation] = useState('')
  const consequences = useId()
  const { failure, person } = shown
  const isErasing = shown.step === 'erasing'
  return (
    <form
      aria-busy={isErasing}
      onSubmit={(event) => {
        event.preventDefault()
        void erasure.erase(reason, confirmation)
      }}
    >
      <div id={consequences}>
        <Heading dir="auto">{erasingQuestion(person)}</Heading>
        <Consequences />
      </div>
      <div className={styles.fields}>
        <label className={styles.field}>
          {erasureWords.reason}
          <input
            autoComplete="off"
            className={shared.input}
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
            className={shared.input}
            disabled={isErasing}
            onChange={(event) => setConfirmation(event.currentTarget.value)}
            spellCheck={false}
            value={confirmation}
          />
        </label>
      </div>
      {failure?.kind === 'unreachable' ? <p>{erasureWords.lost}</p> : null}
      <p className={styles.keys}>
        <WayBack erasure={erasure} shown={shown} />
        <button
          aria-describedby={consequences}
          className={shared.button}
          data-harmful
          disabled={isErasing || !isConfirmed(person, reason, confirmation)}
          type="submit"
        >
          {isErasing ? erasureWords.erasing : erasureWords.erase}
        </button>
      </p>
    </form>
  )
}

function Consequences() {
  return (
    <>
      <dl className={styles.what}>
        <dt>{erasingWords.goes}</dt>
        <dd>{erasingWords.goesWhat}</dd>
        <dt>{erasingWords.stays}</dt>
        <dd>{erasingWords.staysWhat}</dd>
        <dt>{erasingWords.beyond}</dt>
        <dd>{erasingWords.beyondWhat}</dd>
      </dl>
      <p className={styles.last}>{erasingWords.noWayBack}</p>
    </>
  )
}

function WayBack({ erasure, shown }: Omit<EraseFormProps, 'heading'>) {
  const isErasing = shown.step === 'erasing'
  return (
    <>
      <button className={shared.button} disabled={isErasing} onClick={erasure.leave} type="button">
        {erasureWords.leave}
      </button>
      {shown.failure === undefined ? null : (
        <button
          className={shared.button}
          disabled={isErasing}
          onClick={() => void erasure.look()}
          type="button"
        >
          {erasureWords.tryAgain}
        </button>
      )}
    </>
  )
}
