import { Button } from '@mantine/core'
import type { PolicyVersion } from '@sotto/protocol'
import { Problem } from '../../components/problem.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { usePolicies } from '../../hooks/use-policies.ts'
import { isOvertaken } from '../../model/policies/policies.ts'
import { policyChanges } from '../../words/policy-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import { hourAndMinute } from '../../words/time-words.ts'
import styles from './policies.module.css'

export interface PolicySaveProps {
  readonly name: string
  readonly present: PolicyVersion
}

/** What saving would change, and what somebody else has changed meanwhile. */
export function PolicySave({ name, present }: PolicySaveProps) {
  const { policies } = useModel()
  const state = usePolicies()
  const { draft, isSaving, saved, saveFailure } = state
  const changes = draft === undefined ? [] : policyChanges(present.rules, draft.rules)
  const isLate = isOvertaken(state)
  return (
    <>
      {draft !== undefined && isLate ? <Overtaken base={draft.base} present={present} /> : null}
      {saveFailure === undefined || isLate ? null : (
        <Problem
          words={`Not saved: ${failureWords(saveFailure)} Your changes are kept here; save them again.`}
        />
      )}
      {changes.length === 0 ? null : (
        <div className={styles.pending}>
          <p>Not in force yet. Saving changes:</p>
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
            ? `${whoChanged(present)} has changed this policy meanwhile: read it above.`
            : statusWords(changes.length, saved)}
        </span>
        <Button
          color="gray"
          disabled={draft === undefined}
          onClick={() => policies.discard()}
          size="sm"
          variant="default"
        >
          Discard
        </Button>
        <Button
          disabled={changes.length === 0 || isSaving}
          onClick={() => void policies.save()}
          size="sm"
        >
          {isLate
            ? 'Save on top of theirs'
            : `Save for ${name.toLowerCase() === 'all queues' ? 'all queues' : name}`}
        </Button>
      </div>
    </>
  )
}

function whoChanged({ changed }: PolicyVersion): string {
  return changed?.byName ?? 'Somebody'
}

function statusWords(changeCount: number, saved: number | undefined): string {
  if (changeCount > 0)
    return changeCount === 1
      ? '1 change is not in force yet.'
      : `${changeCount} changes are not in force yet.`
  return saved === undefined ? '' : `Saved: version ${saved} is in force.`
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
  const when = changed === undefined ? '' : ` at ${hourAndMinute(changed.at)}`
  const theirs = policyChanges(base.rules, present.rules)
  return (
    <div className={styles.overtaken} role="alert">
      <p>{`${who} has changed this policy${when} while you were writing. What you entered is kept.`}</p>
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
