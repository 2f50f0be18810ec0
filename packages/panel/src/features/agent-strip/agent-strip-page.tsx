/** The agent's strip: who coaches me, what was I told, and my answer with one key. Thin, to stand beside other windows. */
import type { Me } from '@sotto/protocol'
import { useEffect } from 'react'
import { useAgentStrip, useDoubt } from '../../hooks/use-live.ts'
import { LiveChip } from '../shell/live-chip.tsx'
import styles from './agent-strip.module.css'
import { CoachedBanner } from './coached-banner.tsx'
import { PlainHeader } from './plain-header.tsx'
import { StripConversations } from './strip-conversations.tsx'
import { StripNotices } from './strip-notices.tsx'
import { useReplyKeys } from './use-reply-keys.ts'
import { WhisperList } from './whisper-list.tsx'

export interface AgentStripPageProps {
  readonly me: Me
  readonly sessionEnded: boolean
}

export function AgentStripPage({ me, sessionEnded }: AgentStripPageProps) {
  const strip = useAgentStrip()
  const isDoubtful = useDoubt() !== undefined || sessionEnded
  useReplyKeys()
  useTitle(strip?.whispers.filter(({ seenAt }) => seenAt === undefined).length ?? 0)
  return (
    <div className={styles.strip}>
      <PlainHeader me={me}>
        <LiveChip />
      </PlainHeader>
      <StripNotices sessionEnded={sessionEnded} />
      <main className={styles.main}>
        {strip === undefined ? (
          <p className={styles.quiet} role="status">
            Connecting …
          </p>
        ) : (
          <>
            <CoachedBanner conversations={strip.conversations} isDoubtful={isDoubtful} />
            <StripConversations conversations={strip.conversations} isDoubtful={isDoubtful} />
            <WhisperList isDoubtful={isDoubtful} strip={strip} />
          </>
        )}
      </main>
    </div>
  )
}

/** Seen from another window's tab bar. */
function useTitle(unseenCount: number): void {
  useEffect(() => {
    document.title = unseenCount === 0 ? 'Whispers · Sotto' : `(${unseenCount}) Whispers · Sotto`
  }, [unseenCount])
}
