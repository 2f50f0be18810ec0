import { Button } from '@mantine/core'
import type { PolicyVersion } from '@sotto/protocol'
import { useModel } from '../../hooks/use-model.ts'
import { usePolicies } from '../../hooks/use-policies.ts'
import { policiesOf } from '../../model/policies/policies.ts'
import { policyChanges } from '../../words/policy-words.ts'
import { policiesScreen } from '../../words/screens/policies.ts'
import { dayAndTime } from '../../words/time-words.ts'
import styles from './policies.module.css'

/** Every version: who, when, what it changed; an older one can be brought back, as a new one. */
export function PolicyHistoryList({ present }: { readonly present: PolicyVersion }) {
  const { history } = usePolicies()
  return (
    <section aria-label={policiesScreen.historyOfThisPolicy} className={styles.card}>
      <h3 className={styles.subheading}>{policiesScreen.history}</h3>
      {history === undefined ? (
        <p className={styles.dim}>{policiesScreen.readingTheHistory}</p>
      ) : null}
      {history?.length === 0 ? (
        <p className={styles.dim}>{policiesScreen.nobodyHasLaidDownAnything}</p>
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
  const policies = policiesOf(useModel())
  const { draft, isSaving } = usePolicies()
  const { changed, restoredFrom } = version
  const changes = policyChanges(before?.rules ?? {}, version.rules)
  return (
    <li className={styles.version}>
      <div className={styles.versionHead}>
        <strong>{policiesScreen.version(version.version)}</strong>
        {isPresent ? <span className={styles.inForce}>{policiesScreen.inForce}</span> : null}
        <span className={styles.dim}>
          {changed === undefined ? '' : `${dayAndTime(changed.at)} · ${changed.byName}`}
          {restoredFrom === undefined ? '' : policiesScreen.bringsBackVersion(restoredFrom)}
        </span>
        <span className={styles.space} />
        {isPresent ? null : (
          <Button
            aria-label={policiesScreen.bringBackVersion(version.version)}
            color="gray"
            disabled={isSaving || draft !== undefined}
            onClick={() => void policies.restore(version)}
            size="compact-xs"
            variant="default"
          >
            {policiesScreen.bringBack}
          </Button>
        )}
      </div>
      {changes.length === 0 ? (
        <p className={styles.dim}>{policiesScreen.nothingChanged}</p>
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
