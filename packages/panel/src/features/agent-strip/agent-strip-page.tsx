/** The agent's strip: who coaches me, what was I told, and my answer with one key. Thin, to stand beside other windows. */
import type { Me } from '@sotto/protocol'
import { useEffect } from 'react'
import { useAgentStrip, useDoubt } from '../../hooks/use-live.ts'
import { navigate, useRoute } from '../../hooks/use-route.ts'
import { type Route, routePath } from '../../model/route.ts'
import { ownTimesWords } from '../../words/audit-words.ts'
import { agentStripScreen } from '../../words/screens/agent-strip.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { LateSignIns } from '../late-pages/panes.tsx'
import { LiveChip } from '../shell/live-chip.tsx'
import styles from './agent-strip.module.css'
import { CoachedBanner } from './coached-banner.tsx'
import { OwnChoices } from './own-choices.tsx'
import { OwnTimesPage } from './own-times-page.tsx'
import { PlainHeader } from './plain-header.tsx'
import { QuietChoice } from './quiet-choice.tsx'
import { StripConversations } from './strip-conversations.tsx'
import { StripNotices } from './strip-notices.tsx'
import { useReplyKeys } from './use-reply-keys.ts'
import { WhisperList } from './whisper-list.tsx'

export interface AgentStripPageProps {
  readonly me: Me
  readonly sessionEnded: boolean
}

export function AgentStripPage({ me, sessionEnded }: AgentStripPageProps) {
  const route = useRoute()
  const isListeners = route.view === 'agent' && route.part === 'listeners'
  return (
    <div className={styles.strip}>
      <PlainHeader me={me}>
        <OtherPage isListeners={isListeners} />
        <LiveChip />
      </PlainHeader>
      <StripNotices sessionEnded={sessionEnded} />
      <main className={styles.main}>
        {route.view === 'sign-ins' ? (
          <LateSignIns me={me} whose="own" />
        ) : isListeners ? (
          <OwnTimesPage />
        ) : (
          <Strip sessionEnded={sessionEnded} />
        )}
      </main>
    </div>
  )
}

/** From the whispers to who listened, and back. */
function OtherPage({ isListeners }: { readonly isListeners: boolean }) {
  const to: Route = isListeners ? { view: 'agent' } : { view: 'agent', part: 'listeners' }
  return (
    <a
      className={styles.other}
      href={routePath(to)}
      onClick={(event) => {
        event.preventDefault()
        navigate(to)
      }}
    >
      {isListeners ? ownTimesWords.back : ownTimesWords.link}
    </a>
  )
}

function Strip({ sessionEnded }: Pick<AgentStripPageProps, 'sessionEnded'>) {
  const strip = useAgentStrip()
  const isDoubtful = useDoubt() !== undefined || sessionEnded
  useReplyKeys()
  useTitle(strip?.whispers.filter(({ seenAt }) => seenAt === undefined).length ?? 0)
  if (strip === undefined)
    return (
      <p className={styles.quiet} role="status">
        {commonScreen.connecting}
      </p>
    )
  return (
    <>
      <QuietChoice conversations={strip.conversations} settings={strip.settings} />
      <CoachedBanner conversations={strip.conversations} isDoubtful={isDoubtful} />
      <StripConversations conversations={strip.conversations} isDoubtful={isDoubtful} />
      <WhisperList isDoubtful={isDoubtful} strip={strip} />
      <OwnChoices settings={strip.settings} />
    </>
  )
}

/** Seen from another window's tab bar. */
function useTitle(unseenCount: number): void {
  useEffect(() => {
    document.title =
      unseenCount === 0
        ? agentStripScreen.whispersSotto
        : agentStripScreen.whispersSotto2(unseenCount)
  }, [unseenCount])
}
