/** The newest signed head: how large the tree is, what is to be kept elsewhere, and how a file is checked. */
import type { AuditHead } from '@sotto/protocol'
import { useState } from 'react'
import { saveTextFile } from '../../capture/save-file.ts'
import shared from '../../components/button.module.css'
import { headWords } from '../../words/audit-words.ts'
import { auditScreen } from '../../words/screens/audit.ts'
import { dayAndSecond } from '../../words/time-words.ts'
import styles from './audit.module.css'

export function HeadCard({ head }: { readonly head: AuditHead | undefined }) {
  return (
    <section aria-label={headWords.heading}>
      <h2>{headWords.heading}</h2>
      <p>{head === undefined ? headWords.none : headWords.explanation}</p>
      {head === undefined ? null : <HeadFacts head={head} />}
    </section>
  )
}

function HeadFacts({ head }: { readonly head: AuditHead }) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no')
  const text = `${JSON.stringify(head)}\n`
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      setCopied('yes')
    } catch {
      setCopied('refused')
    }
  }
  return (
    <>
      <dl className={styles.head}>
        <dt>{auditScreen.entries}</dt>
        <dd>{head.size}</dd>
        <dt>{auditScreen.root}</dt>
        <dd>
          <code title={head.root}>{`${head.root.slice(0, 16)} …`}</code>
        </dd>
        <dt>{auditScreen.signed}</dt>
        <dd>
          <time dateTime={new Date(head.at).toISOString()}>{dayAndSecond(head.at)}</time>
        </dd>
      </dl>
      <div className={styles.filters}>
        <button className={shared.button} onClick={() => void copy()} type="button">
          {auditScreen.copyTheHead}
        </button>
        <button
          className={shared.button}
          onClick={() => saveTextFile('head.json', text)}
          type="button"
        >
          {auditScreen.saveHeadJson}
        </button>
        <span role="status">
          {copied === 'no' ? '' : copied === 'yes' ? headWords.copied : headWords.notCopied}
        </span>
      </div>
      <details>
        <summary>{auditScreen.theHeadAsItIs}</summary>
        <code className={styles.id}>{text}</code>
      </details>
      <p>
        {auditScreen.anExportedFileIsChecked}
        <code>{headWords.verify}</code>
      </p>
    </>
  )
}
