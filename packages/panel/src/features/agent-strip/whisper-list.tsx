import type { AgentStrip, StripWhisper } from '@sotto/protocol'
import { useRef } from 'react'
import { useStripState } from '../../hooks/use-state-of.ts'
import { keyTarget } from '../../model/agent-strip/reply-keys.ts'
import { agentStripScreen } from '../../words/screens/agent-strip.ts'
import styles from './agent-strip.module.css'
import { useReading } from './use-reading.ts'
import { WhisperCard } from './whisper-card.tsx'

export interface WhisperListProps {
  readonly strip: AgentStrip
  readonly isDoubtful: boolean
}

export function WhisperList({ strip, isDoubtful }: WhisperListProps) {
  const list = useRef<HTMLOListElement>(null)
  const readHere = useStripState((state) => state.readHere)
  useReading(list, strip.whispers.map(({ id }) => id).join(' '))
  const targetId = keyTarget(strip.whispers, readHere)?.id
  return (
    <section aria-label={agentStripScreen.whispers} className={styles.whispers}>
      <h1>{agentStripScreen.whispers}</h1>
      {strip.whispers.length === 0 ? (
        <p className={styles.quiet}>{agentStripScreen.noneYetWhatASupervisor}</p>
      ) : null}
      <ol
        aria-label={agentStripScreen.whispers}
        aria-live="polite"
        aria-relevant="additions"
        data-doubtful={isDoubtful || undefined}
        ref={list}
      >
        {strip.whispers.map((whisper) => (
          <li data-whisper-id={whisper.id} key={whisper.id}>
            <WhisperCard
              about={customerOf(strip, whisper)}
              takesKeys={whisper.id === targetId}
              whisper={whisper}
            />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Needed only where the agent has several conversations at once. */
function customerOf(strip: AgentStrip, whisper: StripWhisper): string | undefined {
  if (strip.conversations.length < 2) return undefined
  return strip.conversations.find(({ id }) => id === whisper.conversationId)?.customerName
}
