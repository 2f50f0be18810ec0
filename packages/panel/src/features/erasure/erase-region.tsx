/** Taking a person out of everything that is kept: found, what would be erased, why, erased. */
import { assertNever } from '@sotto/kernel'
import type { ErasureCountsView, ErasurePeople, ErasurePerson } from '@sotto/protocol'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useModel } from '../../hooks/use-model.ts'
import type { Erasure, ErasureState } from '../../model/audit/erasure.ts'
import type { CallFailure } from '../../model/commands/server-calls.ts'
import { erasureCountWords, erasurePersonWords, erasureWords } from '../../words/erasure-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import styles from '../audit/audit.module.css'
import { EraseForm } from './erase-form.tsx'

export function EraseRegion() {
  const { erasure } = useModel()
  // Nobody comes back to somebody else's half-made decision.
  useEffect(() => () => erasure.leave(), [erasure])
  return <EraseView erasure={erasure} />
}

export function EraseView({ erasure }: { readonly erasure: Erasure }) {
  const { getState, subscribe } = erasure.state
  const shown = useSyncExternalStore(subscribe, getState, getState)
  return (
    <section aria-label={erasureWords.heading}>
      <h2>{erasureWords.heading}</h2>
      <p>{erasureWords.explanation}</p>
      <Step erasure={erasure} shown={shown} />
    </section>
  )
}

function Step({ erasure, shown }: { readonly erasure: Erasure; readonly shown: ErasureState }) {
  switch (shown.step) {
    case 'finding':
      return (
        <>
          <PersonSearch onFind={(text) => void erasure.find(text)} />
          <Failure failure={shown.failure} />
          <p aria-live="polite" className={styles.state}>
            {shown.isLoading ? erasureWords.looking : foundWords(shown.found)}
          </p>
          <ul>
            {(shown.found?.people ?? []).map((person) => (
              <PersonRow key={person.id} onChoose={() => void erasure.choose(person)} {...person} />
            ))}
          </ul>
        </>
      )
    case 'chosen':
    case 'erasing':
      return (
        <>
          <h3 dir="auto">{erasurePersonWords(shown.person)}</h3>
          <Failure failure={shown.failure} />
          <Counted counts={shown.counts} isFailed={shown.failure !== undefined} />
          <EraseForm erasure={erasure} shown={shown} />
        </>
      )
    case 'done':
      return (
        <>
          <p role="status">{erasureWords.done}</p>
          <CountList counts={shown.counts} />
          <button className={styles.button} onClick={erasure.leave} type="button">
            {erasureWords.another}
          </button>
        </>
      )
    default:
      return assertNever(shown)
  }
}

function PersonSearch({ onFind }: { readonly onFind: (text: string) => void }) {
  const [text, setText] = useState('')
  return (
    <form
      className={styles.filters}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim().length > 1) onFind(text)
      }}
    >
      <label className={styles.field}>
        {erasureWords.find}
        <input
          autoComplete="off"
          maxLength={160}
          onChange={(event) => setText(event.currentTarget.value)}
          type="search"
          value={text}
        />
      </label>
      <button className={styles.button} disabled={text.trim().length < 2} type="submit">
        {erasureWords.findButton}
      </button>
    </form>
  )
}

function PersonRow({ onChoose, ...person }: ErasurePerson & { readonly onChoose: () => void }) {
  return (
    <li>
      <span dir="auto">{erasurePersonWords(person)}</span>{' '}
      <button
        aria-label={`${erasureWords.choose} ${erasurePersonWords(person)}`}
        className={styles.button}
        onClick={onChoose}
        type="button"
      >
        {erasureWords.choose}
      </button>
    </li>
  )
}

function Failure({ failure }: { readonly failure: CallFailure | undefined }) {
  if (failure === undefined) return null
  return (
    <p className={styles.failure} role="alert">
      {failureWords(failure)}
    </p>
  )
}

interface CountedProps {
  readonly counts: ErasureCountsView | undefined
  readonly isFailed: boolean
}

function Counted({ counts, isFailed }: CountedProps) {
  if (counts === undefined)
    return isFailed ? null : <p aria-live="polite">{erasureWords.counting}</p>
  if (erasureCountWords(counts).length === 0) return <p role="status">{erasureWords.nothing}</p>
  return (
    <>
      <p role="status">{erasureWords.wouldBe}</p>
      <CountList counts={counts} />
    </>
  )
}

function CountList({ counts }: { readonly counts: ErasureCountsView }) {
  return (
    <ul>
      {erasureCountWords(counts).map(([what, count]) => (
        <li key={what}>{`${count} ${what}`}</li>
      ))}
    </ul>
  )
}

function foundWords(found: ErasurePeople | undefined): string {
  if (found === undefined) return erasureWords.byId
  if (found.people.length === 0) return erasureWords.nobody
  return found.isMore ? erasureWords.more : ''
}
