import { type Policy, supervisedModes } from '@sotto/domain'
import { agentNotice, policyModeWords } from '../../words/policy-words.ts'
import styles from './policies.module.css'

const exampleName = 'Maren Brandt'

/** What an agent of this queue reads, in the words of their own strip. */
export function PolicyPreview({ policy }: { readonly policy: Policy }) {
  return (
    <section aria-label="What the agent reads" className={styles.card}>
      <h3 className={styles.subheading}>What the agent reads</h3>
      <p className={styles.dim}>
        While {exampleName}, for example, is on their line, by the platform’s word and not by what
        was pressed:
      </p>
      <dl className={styles.preview}>
        {supervisedModes.map((mode) => (
          <div className={styles.previewRow} key={mode}>
            <dt>{policyModeWords[mode]}</dt>
            <dd>
              {agentNotice(policy, mode, exampleName) ?? <em>Nothing: they are not told.</em>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
