import { type Policy, supervisedModes } from '@sotto/domain'
import { agentNotice, policyModeWords } from '../../words/policy-words.ts'
import { policiesScreen } from '../../words/screens/policies.ts'
import styles from './policies.module.css'

const exampleName = 'Maren Brandt'

/** What an agent of this queue reads, in the words of their own strip. */
export function PolicyPreview({ policy }: { readonly policy: Policy }) {
  return (
    <section aria-label={policiesScreen.whatTheAgentReads} className={styles.card}>
      <h3 className={styles.subheading}>{policiesScreen.whatTheAgentReads}</h3>
      <p className={styles.dim}>{policiesScreen.whileOnTheirLine(exampleName)}</p>
      <dl className={styles.preview}>
        {supervisedModes.map((mode) => (
          <div className={styles.previewRow} key={mode}>
            <dt>{policyModeWords[mode]}</dt>
            <dd>
              {agentNotice(policy, mode, exampleName) ?? (
                <em>{policiesScreen.nothingTheyAreNotTold}</em>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
