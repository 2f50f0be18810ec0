/** Said before a text is sent that would be held back: until when, and what becomes of it. */
import type { ConversationDetail } from '@sotto/protocol'
import { quietSentences } from '../../words/quiet-words.ts'
import styles from './whisper.module.css'

export const quietNoticeId = 'whisper-quiet'

export interface QuietNoticeProps {
  readonly quiet: ConversationDetail['quiet']
  readonly agentName: string | undefined
  readonly conversationId: string
}

export function QuietNotice({ agentName, conversationId, quiet }: QuietNoticeProps) {
  // The region stands there from the beginning, so that what comes into it is announced.
  return (
    <div
      aria-live="polite"
      className={styles.warning}
      data-empty={quiet === undefined || undefined}
      id={quietNoticeId}
    >
      {quiet === undefined ? null : (
        <QuietWords agentName={agentName} conversationId={conversationId} quiet={quiet} />
      )}
    </div>
  )
}

function QuietWords({
  agentName,
  conversationId,
  quiet,
}: QuietNoticeProps & { readonly quiet: NonNullable<ConversationDetail['quiet']> }) {
  const about = { conversationId, ...(agentName === undefined ? {} : { agentName }) }
  const { claim, consequence, voice } = quietSentences(quiet, about)
  return (
    <>
      <strong>{claim}</strong> {consequence} {voice}
    </>
  )
}
