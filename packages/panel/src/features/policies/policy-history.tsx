import { Button } from '@mantine/core'
import type { PolicyVersion } from '@sotto/protocol'
import { useModel } from '../../hooks/use-model.ts'
import { usePolicies } from '../../hooks/use-policies.ts'
import { policyChanges } from '../../words/policy-words.ts'
import { dayAndTime } from '../../words/time-words.ts'
import styles from './policies.module.css'

/** Every version: who, when, what it changed; an older one can be brought back, as a new one. */
export function PolicyHistoryList({ present }: { readonly present: PolicyVersion }) {
  const { history } = usePolicies()
  return (
    <section aria-label="History of this policy" className={styles.card}>
      <h3 className={styles.subheading}>History</h3>
      {history === undefined ? <p className={styles.dim}>Reading the history …</p> : null}
      {history?.length === 0 ? (
        <p className={styles.dim}>Nobody has laid down anything here yet.</p>
      ) : null}
      <ol className={styles.history}>
        {(history ?? []).map((version, place) => (
          <Version
            before={history?.[place + 1]}
            isPresent={version.version === present.version}
            key={version.version}
            version={version}
          />
        ))}
      </ol>
    </section>
  )
}

interface VersionProps {
  readonly version: PolicyVersion
  readonly before: PolicyVersion | undefined
  readonly isPresent: boolean
}

function Version({ before, isPresent, version }: VersionProps) {
  const { policies } = useModel()
  const { draft, isSaving } = usePolicies()
  const { changed, restoredFrom } = version
  const changes = policyChanges(before?.rules ?? {}, version.rules)
  return (
    <li className={styles.version}>
      <div className={styles.versionHead}>
        <strong>{`Version ${version.version}`}</strong>
        {isPresent ? <span className={styles.inForce}>in force</span> : null}
        <span className={styles.dim}>
          {changed === undefined ? '' : `${dayAndTime(changed.at)} · ${changed.byName}`}
          {restoredFrom === undefined ? '' : ` · brings back version ${restoredFrom}`}
        </span>
        <span className={styles.space} />
        {isPresent ? null : (
          <Button
            aria-label={`Bring back version ${version.version}`}
            color="gray"
            disabled={isSaving || draft !== undefined}
            onClick={() => void policies.restore(version)}
            size="compact-xs"
            variant="default"
          >
            Bring back
          </Button>
        )}
      </div>
      {changes.length === 0 ? (
        <p className={styles.dim}>Nothing changed.</p>
      ) : (
        <ul className={styles.changes}>
          {changes.map((change) => (
            <li dir="auto" key={change}>
              {change}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
