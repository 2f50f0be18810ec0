/** Text to the agent alone, and what became of each. */
import type { ConversationDetail } from '@sotto/protocol'
import { useEffect, useRef } from 'react'
import { useControls } from '../../hooks/use-live.ts'
import type { Doubt } from '../../model/truth/shown-truth.ts'
import { whisperScreen } from '../../words/screens/whisper.ts'
import styles from './whisper.module.css'
import { WhisperComposer } from './whisper-composer.tsx'
import { WhisperItem } from './whisper-item.tsx'

export interface WhisperPanelProps {
  readonly detail: ConversationDetail
  readonly doubt: Doubt | undefined
}

export function WhisperPanel({ detail, doubt }: WhisperPanelProps) {
  const whispers = useControls(detail.id).filter((control) => control.kind === 'whisper-text')
  const list = useNewestInSight(whispers.at(-1)?.id)
  return (
    <section aria-label={whisperScreen.textWhispers} className={styles.panel}>
      <h2 className={styles.heading}>{whisperScreen.whisperInWriting}</h2>
      {whispers.length === 0 ? null : (
        <ol aria-label={whisperScreen.whispers} className={styles.list} ref={list}>
          {whispers.map((whisper) => (
            <WhisperItem key={whisper.id} whisper={whisper} />
          ))}
        </ol>
      )}
      <WhisperComposer
        agentName={detail.agentName}
        allowed={detail.allowed.whisperText}
        conversationId={detail.id}
        doubt={doubt}
        queueId={detail.queueId}
        queueName={detail.queueName}
        quiet={detail.quiet}
      />
    </section>
  )
}

/** A new whisper is scrolled to; one that only changes its state leaves the reader where they are. */
function useNewestInSight(newestId: string | undefined): React.RefObject<HTMLOListElement | null> {
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    if (newestId !== undefined) list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [newestId])
  return list
}
