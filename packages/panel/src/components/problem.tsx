/** Of plain elements: the auditor's and the agent's pages, which say the same, go without the component library. */
import type { ReactNode } from 'react'
import { commonScreen } from '../words/screens/common.ts'
import shared from './button.module.css'
import { CrossIcon, WarningIcon } from './icons.tsx'
import styles from './problem.module.css'

export interface ProblemProps {
  readonly words: string
  readonly action?: ReactNode
  readonly onRetry?: () => void
  readonly onDismiss?: () => void
}

/** Something this person asked for did not happen. */
export function Problem({ words, action, onDismiss, onRetry }: ProblemProps) {
  return (
    <div className={styles.problem} role="alert">
      <WarningIcon />
      <span className={styles.words}>{words}</span>
      {action}
      {onRetry === undefined ? null : (
        <button className={shared.button} onClick={onRetry} type="button">
          {commonScreen.tryAgain}
        </button>
      )}
      {onDismiss === undefined ? null : (
        <button
          aria-label={commonScreen.dismiss}
          className={styles.dismiss}
          onClick={onDismiss}
          type="button"
        >
          <CrossIcon />
        </button>
      )}
    </div>
  )
}
