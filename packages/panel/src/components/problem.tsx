import { CloseButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { commonScreen } from '../words/screens/common.ts'
import { WarningIcon } from './icons.tsx'
import styles from './problem.module.css'

export interface ProblemProps {
  readonly words: string
  readonly action?: ReactNode
  readonly onDismiss?: () => void
}

/** Something this person asked for did not happen. */
export function Problem({ words, action, onDismiss }: ProblemProps) {
  return (
    <div className={styles.problem} role="alert">
      <WarningIcon />
      <span className={styles.words}>{words}</span>
      {action}
      {onDismiss === undefined ? null : (
        <CloseButton aria-label={commonScreen.dismiss} onClick={onDismiss} size="sm" />
      )}
    </div>
  )
}
