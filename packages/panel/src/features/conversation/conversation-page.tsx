/** The conversation that was opened, in the order of what matters: who hears me, what I do, what I say. */
import type { ConversationDetail } from '@sotto/protocol'
import { useEffect, useRef } from 'react'
import { BackButton } from '../../components/back-button.tsx'
import { useConversation, useDetail, useDoubt, useFreshness } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { useLine } from '../../hooks/use-state-of.ts'
import { type Doubt, shownTruth } from '../../model/truth/shown-truth.ts'
import { modeSentence } from '../../words/mode-words.ts'
import { conversationScreen } from '../../words/screens/conversation.ts'
import { CoachingPanel } from '../coaching/coaching-panel.tsx'
import { IncidentPanel } from '../incident/incident-panel.tsx'
import { ListeningPanel } from '../listening/listening-panel.tsx'
import { SoundAdvice } from '../listening/sound-advice.tsx'
import { MonitoringRegion } from '../monitoring/monitoring-region.tsx'
import { LinePanel } from '../talk/line-panel.tsx'
import { TranscriptPanel } from '../transcript/transcript-panel.tsx'
import { TruthBar } from '../truth/truth-bar.tsx'
import { TruthRegion } from '../truth/truth-region.tsx'
import { WhisperPanel } from '../whisper/whisper-panel.tsx'
import styles from './conversation.module.css'
import { ConversationHeader } from './conversation-header.tsx'
import { AwaitedConversation, GoneConversation } from './no-conversation.tsx'

export function ConversationPage({ conversationId }: { readonly conversationId: string }) {
  const shown = useDetail()
  const row = useConversation(conversationId)
  useTitle(row?.agentName)
  if (shown.state === 'known' && shown.detail.id === conversationId)
    return <KnownConversation detail={shown.detail} />
  if (shown.state === 'gone' && shown.conversationId === conversationId)
    return <GoneConversation conversationId={conversationId} wasSeen={shown.last !== undefined} />
  return <AwaitedConversation agentName={row?.agentName} />
}

function useTitle(agentName: string | undefined): void {
  useEffect(() => {
    document.title = agentName === undefined ? 'Sotto' : conversationScreen.sotto(agentName)
    return () => {
      document.title = 'Sotto'
    }
  }, [agentName])
}

function KnownConversation({ detail }: { readonly detail: ConversationDetail }) {
  const { line } = useModel()
  const doubt = useDoubt()
  const truthRegion = useRef<HTMLElement>(null)
  const freshness = useFreshness(detail)
  const truth = shownTruth(detail.truth, doubt)
  const talking = useLine((state) => state.talk.state === 'talking')
  const problem = useLine(({ problem }) =>
    problem?.conversationId === detail.id ? problem : undefined,
  )
  const agentName = detail.agentName ?? conversationScreen.noAgent
  // Then what I do is to write, so it comes first.
  const isWritten = detail.media !== 'voice'
  return (
    <article
      aria-label={`${agentName}, ${detail.queueName}`}
      className={styles.page}
      data-media={detail.media}
      data-stale={freshness.state === 'stale' || undefined}
      data-talking={talking || undefined}
    >
      <TruthBar
        mode={truth.agent.certainty === 'unknown' ? 'unknown' : detail.mode.confirmed}
        region={truthRegion}
        sentence={modeSentence({ ...detail, truth })}
        truth={truth}
      />
      <BackButton />
      <ConversationHeader detail={detail} />
      <TruthRegion
        doubt={doubt}
        isPaused={detail.recording === 'paused'}
        regionRef={truthRegion}
        truth={truth}
      />
      {isWritten ? <Said detail={detail} doubt={doubt} /> : null}
      <div className={styles.both}>
        <div className={styles.mine}>
          <LinePanel
            detail={detail}
            doubt={doubt}
            onDismiss={line.dismissProblem}
            problem={problem}
            truth={truth}
          />
          {/* Below the key: what comes and goes here moves nothing that is held down. */}
          <MonitoringRegion detail={detail} />
          <SoundAdvice sound={detail.sound} />
          <ListeningPanel detail={detail} />
        </div>
        {isWritten ? null : <Said detail={detail} doubt={doubt} />}
      </div>
      <CoachingPanel detail={detail} />
      <IncidentPanel conversationId={detail.id} />
    </article>
  )
}

/** What is written is answered in writing: there thread and whisper stand side by side (W13). */
function Said({
  detail,
  doubt,
}: {
  readonly detail: ConversationDetail
  readonly doubt: Doubt | undefined
}) {
  return (
    <div className={styles.said} data-media={detail.media}>
      <TranscriptPanel detail={detail} />
      <WhisperPanel detail={detail} doubt={doubt} />
    </div>
  )
}
