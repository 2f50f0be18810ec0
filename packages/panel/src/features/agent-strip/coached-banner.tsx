import type { StripConversation } from '@sotto/protocol'
import { BargeIcon, CoachIcon, HeadphonesIcon } from '../../components/icons.tsx'
import { agentStripScreen } from '../../words/screens/agent-strip.ts'
import { coachedLines } from '../../words/strip-words.ts'
import styles from './agent-strip.module.css'

export interface CoachedBannerProps {
  readonly conversations: readonly StripConversation[]
  readonly isDoubtful: boolean
}

/** As on the supervisor’s buttons. */
const icons = { coach: CoachIcon, barge: BargeIcon, monitor: HeadphonesIcon } as const

/** By the platform's participants, never by what somebody pressed. Always there, so that its news is read out. */
export function CoachedBanner({ conversations, isDoubtful }: CoachedBannerProps) {
  const lines = coachedLines(conversations, isDoubtful)
  return (
    <div aria-label={agentStripScreen.coaching} role="status">
      {lines.map(({ how, words }) => {
        const Icon = icons[how]
        return (
          <p className={styles.coached} data-how={how} key={words}>
            <Icon size={18} />
            <span>{words}</span>
          </p>
        )
      })}
    </div>
  )
}
