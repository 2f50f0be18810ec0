import { Button } from '@mantine/core'
import type { PolicyVersion } from '@sotto/protocol'
import { Problem } from '../../components/problem.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { usePolicies } from '../../hooks/use-policies.ts'
import { isOvertaken, policiesOf } from '../../model/policies/policies.ts'
import { policyChanges } from '../../words/policy-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import { policiesScreen } from '../../words/screens/policies.ts'
import { hourAndMinute } from '../../words/time-words.ts'
import styles from './policies.module.css'

export interface PolicySaveProps {
  readonly name: string
  readonly present: PolicyVersion
}

/** What saving would change, and what somebody else has changed meanwhile. */
export function PolicySave({ name, present }: PolicySaveProps) {
  const policies = policiesOf(useModel())
  const state = usePolicies()
  const { draft, isSaving, saved, saveFailure } = state
  const changes = draft === undefined ? [] : policyChanges(present.rules, draft.rules)
  const isLate = isOvertaken(state)
  return (
    <>
      {draft !== undefined && isLate ? <Overtaken base={draft.base} present={present} /> : null}
      {saveFailure === undefined || isLate ? null : (
        <Problem words={policiesScreen.notSavedYourChangesAre(failureWords(saveFailure))} />
      )}
      {changes.length === 0 ? null : (
        <div className={styles.pending}>
          <p>{policiesScreen.notInForceYetSaving}</p>
          <ul className={styles.changes}>
            {changes.map((change) => (
              <li dir="auto" key={change}>
                {change}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={styles.actions}>
        <span className={styles.dim} role="status">
          {isLate
            ? policiesScreen.hasChangedThisPolicyMeanwhile(whoChanged(present))
            : statusWords(changes.length, saved)}
        </span>
        <Button
          color="gray"
          disabled={draft === undefined}
          onClick={() => policies.discard()}
          size="sm"
          variant="default"
        >
          {policiesScreen.discard}
        </Button>
        <Button
          disabled={changes.length === 0 || isSaving}
          onClick={() => void policies.save()}
          size="sm"
        >
          {isLate
            ? policiesScreen.saveOnTopOfTheirs
            : name === policiesScreen.allQueues
              ? policiesScreen.saveForAllQueues
              : policiesScreen.saveFor(name)}
        </Button>
      </div>
    </>
  )
}

function whoChanged({ changed }: PolicyVersion): string {
  return changed?.byName ?? policiesScreen.somebody
}

function statusWords(changeCount: number, saved: number | undefined): string {
  if (changeCount > 0) return policiesScreen.changesAreNotInForce(changeCount)
  return saved === undefined ? '' : policiesScreen.savedVersionIsInForce(saved)
}

/** Somebody else was faster: what they changed is told, and what was entered here stays. */
function Overtaken({
  base,
  present,
}: {
  readonly base: PolicyVersion
  readonly present: PolicyVersion
}) {
  const { changed } = present
  const who = whoChanged(present)
  const at = changed === undefined ? undefined : hourAndMinute(changed.at)
  const theirs = policyChanges(base.rules, present.rules)
  return (
    <div className={styles.overtaken} role="alert">
      <p>{policiesScreen.hasChangedThisPolicyWhile(who, at)}</p>
      <ul className={styles.changes}>
        {theirs.map((change) => (
          <li dir="auto" key={change}>
            {change}
          </li>
        ))}
      </ul>
    </div>
  )
}
