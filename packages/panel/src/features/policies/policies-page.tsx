/** The administrators' screen: every queue with what is in force in it, its rules to be changed, and what was before. */

import { effectivePolicy } from '@sotto/domain'
import type { PolicyList } from '@sotto/protocol'
import { useEffect } from 'react'
import { BackButton } from '../../components/back-button.tsx'
import { Problem } from '../../components/problem.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { usePolicies } from '../../hooks/use-policies.ts'
import { type PolicyPlace, policiesOf, policyAt } from '../../model/policies/policies.ts'
import { policySummary } from '../../words/policy-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import { policiesScreen } from '../../words/screens/policies.ts'
import styles from './policies.module.css'
import { PolicyForm } from './policy-form.tsx'
import { PolicyHistoryList } from './policy-history.tsx'
import { PolicyPreview } from './policy-preview.tsx'

export function PoliciesPage() {
  const policies = policiesOf(useModel())
  useEffect(() => {
    policies.open()
    document.title = policiesScreen.policiesSotto
    return () => {
      document.title = 'Sotto'
    }
  }, [policies])
  return <PoliciesView />
}

/** As the model has them now; it asks for nothing. */
export function PoliciesView() {
  const policies = policiesOf(useModel())
  const { failure, list } = usePolicies()
  return (
    <section aria-label={policiesScreen.policies} className={styles.page}>
      <BackButton />
      <h1 className={styles.title}>{policiesScreen.policies}</h1>
      <p className={styles.lead}>{policiesScreen.whatSupervisorsMayDoIn}</p>
      {failure === undefined ? null : (
        <Problem
          onRetry={() => policies.open()}
          words={policiesScreen.thePoliciesCouldNotBe(failureWords(failure))}
        />
      )}
      {list === undefined && failure === undefined ? (
        <p className={styles.dim} role="status">
          {policiesScreen.readingThePolicies}
        </p>
      ) : null}
      {list === undefined ? null : (
        <>
          <Places list={list} />
          <ChosenPlace list={list} />
        </>
      )}
    </section>
  )
}

function Places({ list }: { readonly list: PolicyList }) {
  return (
    <nav aria-label={policiesScreen.queuesWithTheirPolicies}>
      <ul className={styles.places}>
        <Place
          name={policiesScreen.allQueues}
          note={
            list.forAll.version === 0
              ? policiesScreen.nothingLaidDownYet
              : policiesScreen.theDefault
          }
          place={undefined}
          summary={policySummary(effectivePolicy(list.forAll.rules))}
        />
        {list.queues.map(({ id, name, policy }) => (
          <Place
            key={id}
            name={name}
            note={
              Object.keys(policy.rules).length === 0
                ? policiesScreen.asAllQueues
                : policiesScreen.rulesOfItsOwn
            }
            place={id}
            summary={policySummary(effectivePolicy(list.forAll.rules, policy.rules))}
          />
        ))}
      </ul>
    </nav>
  )
}

interface PlaceProps {
  readonly place: PolicyPlace
  readonly name: string
  readonly note: string
  readonly summary: string
}

function Place({ name, note, place, summary }: PlaceProps) {
  const policies = policiesOf(useModel())
  const { draft, place: chosen } = usePolicies()
  const isChosen = chosen === place
  return (
    <li>
      <button
        aria-current={isChosen || undefined}
        className={styles.place}
        // What is being written would be lost with the choice.
        disabled={draft !== undefined && !isChosen}
        onClick={() => policies.choose(place)}
        title={
          draft !== undefined && !isChosen ? policiesScreen.saveOrDiscardYourChanges : undefined
        }
        type="button"
      >
        <span className={styles.placeName}>{name}</span>
        <span className={styles.placeNote}>{note}</span>
        <span className={styles.placeSummary}>{summary}</span>
      </button>
    </li>
  )
}

function ChosenPlace({ list }: { readonly list: PolicyList }) {
  const state = usePolicies()
  const present = policyAt(state)
  if (present === undefined)
    return <p className={styles.dim}>{policiesScreen.thisQueueIsNotYours}</p>
  const { draft, place } = state
  const name = list.queues.find(({ id }) => id === place)?.name ?? policiesScreen.allQueues
  const rules = draft?.rules ?? present.rules
  const forAll = place === undefined ? undefined : list.forAll.rules
  return (
    <>
      <h2 className={styles.heading}>{name}</h2>
      <PolicyForm forAll={forAll} name={name} present={present} rules={rules} />
      <PolicyPreview policy={effectivePolicy(forAll ?? rules, forAll === undefined ? {} : rules)} />
      <PolicyHistoryList present={present} />
    </>
  )
}
