import type { StripConversation } from '@sotto/protocol'
import { CoachIcon } from '../../components/icons.tsx'
import { coachedWords } from '../../words/strip-words.ts'
import styles from './agent-strip.module.css'

export interface CoachedBannerProps {
  readonly conversations: readonly StripConversation[]
  readonly isDoubtful: boolean
}

/** By the platform's participants, never by what somebody pressed. Always there, so that its news is read out. */
export function CoachedBanner({ conversations, isDoubtful }: CoachedBannerProps) {
  const lines = coachedWords(conversations, isDoubtful)
  return (
    <div aria-label="Coaching" role="status">
      {lines.map((line) => (
        <p className={styles.coached} key={line}>
          <CoachIcon size={18} />
          <span>{line}</span>
        </p>
      ))}
    </div>
  )
}
