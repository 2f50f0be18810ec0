/** Taking a person out of everything that is kept: found, what would be erased, why, erased. */

import { assertNever } from '@sotto/kernel'
import type { ErasureCountsView, ErasurePeople, ErasurePerson } from '@sotto/protocol'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import shared from '../../components/button.module.css'
import { Problem } from '../../components/problem.tsx'
import { useModel } from '../../hooks/use-model.ts'
import type { Erasure, ErasureState } from '../../model/audit/erasure.ts'
import { erasureOf } from '../../model/audit/erasure.ts'
import type { CallFailure } from '../../model/commands/server-calls.ts'
import { erasingWords } from '../../words/erasing-words.ts'
import { erasureCountWords, erasurePersonWords, erasureWords } from '../../words/erasure-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import { EraseForm } from './erase-form.tsx'
import styles from './erasure.module.css'

export interface EraseRegionProps {
  /** Of the whole page, or of a part of it. */
  readonly as: 'h1' | 'h2'
}

export function EraseRegion({ as }: EraseRegionProps) {
  const erasure = erasureOf(useModel())
  // Nobody comes back to somebody else's half-made decision.
  useEffect(() => () => erasure.leave(), [erasure])
  return <EraseView erasure={erasure} as={as} />
}

export interface EraseViewProps extends EraseRegionProps {
  readonly erasure: Erasure
}

export function EraseView({ as: Heading, erasure }: EraseViewProps) {
  const { getState, subscribe } = erasure.state
  const shown = useSyncExternalStore(subscribe, getState, getState)
  const heading = useFocusAtStep(shown.step === 'erasing' ? 'chosen' : shown.step)
  return (
    <section aria-label={erasureWords.heading} className={styles.region}>
      <Heading ref={heading} tabIndex={-1}>
        {erasureWords.heading}
      </Heading>
      <p>{erasureWords.explanation}</p>
      <Step erasure={erasure} shown={shown} {...below[Heading]} />
    </section>
  )
}

/** Headings go down one by one. */
const below = {
  h1: { personHeading: 'h2', questionHeading: 'h3' },
  h2: { personHeading: 'h3', questionHeading: 'h4' },
} as const

interface StepProps {
  readonly erasure: Erasure
  readonly shown: ErasureState
  readonly personHeading: 'h2' | 'h3'
  readonly questionHeading: 'h3' | 'h4'
}

/** The key that led to another step is gone with the former one; what is read next begins at the heading. */
function useFocusAtStep(step: string) {
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef(step)
  useEffect(() => {
    if (before.current !== step) heading.current?.focus()
    before.current = step
  }, [step])
  return heading
}

function Step({ erasure, personHeading: PersonHeading, questionHeading, shown }: StepProps) {
  switch (shown.step) {
    case 'finding':
      return (
        <>
          <PersonSearch onFind={(text) => void erasure.find(text)} />
          <Failure failure={shown.failure} />
          <p aria-live="polite">
            {shown.isLoading ? erasureWords.looking : foundWords(shown.found)}
          </p>
          <People found={shown.found} onChoose={(person) => void erasure.choose(person)} />
        </>
      )
    case 'chosen':
    case 'erasing':
      return (
        <div className={styles.card}>
          <PersonHeading dir="auto">{erasurePersonWords(shown.person)}</PersonHeading>
          <Failure failure={shown.failure} />
          <Counted counts={shown.counts} isFailed={shown.failure !== undefined} />
          <EraseForm erasure={erasure} heading={questionHeading} shown={shown} />
        </div>
      )
    case 'done':
      return (
        <div className={styles.card}>
          <p role="status">{erasureWords.done}</p>
          <CountList counts={shown.counts} label={erasingWords.erased} />
          <p className={styles.keys}>
            <button className={shared.button} onClick={erasure.leave} type="button">
              {erasureWords.another}
            </button>
          </p>
        </div>
      )
    default:
      return assertNever(shown)
  }
}

function PersonSearch({ onFind }: { readonly onFind: (text: string) => void }) {
  const [text, setText] = useState('')
  return (
    <form
      className={styles.search}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim().length > 1) onFind(text)
      }}
    >
      <label className={styles.field}>
        {erasureWords.find}
        <input
          autoComplete="off"
          className={shared.input}
          maxLength={160}
          onChange={(event) => setText(event.currentTarget.value)}
          type="search"
          value={text}
        />
      </label>
      <button className={shared.button} disabled={text.trim().length < 2} type="submit">
        {erasureWords.findButton}
      </button>
    </form>
  )
}

interface PeopleProps {
  readonly found: ErasurePeople | undefined
  readonly onChoose: (person: ErasurePerson) => void
}

function People({ found, onChoose }: PeopleProps) {
  if (found === undefined || found.people.length === 0) return null
  return (
    <ul className={styles.people}>
      {found.people.map((person) => (
        <PersonRow key={person.id} onChoose={() => onChoose(person)} {...person} />
      ))}
    </ul>
  )
}

function PersonRow({ onChoose, ...person }: ErasurePerson & { readonly onChoose: () => void }) {
  return (
    <li>
      <span className={styles.person} dir="auto">
        {erasurePersonWords(person)}
      </span>
      <button
        aria-label={`${erasureWords.choose} ${erasurePersonWords(person)}`}
        className={shared.button}
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
  return <Problem words={failureWords(failure)} />
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
      <CountList counts={counts} label={erasingWords.counted} />
    </>
  )
}

interface CountListProps {
  readonly counts: ErasureCountsView
  readonly label: string
}

function CountList({ counts, label }: CountListProps) {
  return (
    <dl aria-label={label} className={styles.counts}>
      {erasureCountWords(counts).map(([what, count]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  )
}

function foundWords(found: ErasurePeople | undefined): string {
  if (found === undefined) return erasureWords.byId
  if (found.people.length === 0) return `${erasureWords.nobody} ${erasureWords.byId}`
  return found.isMore ? erasureWords.more : ''
}
