/** How old this conversation on screen is; it counts on once a second, and is never announced for that. */
import type { ConversationDetail } from '@sotto/protocol'
import { WaitIcon, WarningIcon } from '../../components/icons.tsx'
import { useFreshness } from '../../hooks/use-live.ts'
import { useServerNow } from '../../hooks/use-server-now.ts'
import { freshnessWords } from '../../words/freshness-words.ts'
import styles from './conversation.module.css'

export function FreshnessLine({ detail }: { readonly detail: ConversationDetail }) {
  const now = useServerNow()
  const freshness = useFreshness(detail)
  return (
    <p className={styles.freshness} data-state={freshness.state} data-tabular>
      {freshness.state === 'fresh' ? <WaitIcon size={14} /> : <WarningIcon size={14} />}
      {freshnessWords(freshness, now)}
    </p>
  )
}
