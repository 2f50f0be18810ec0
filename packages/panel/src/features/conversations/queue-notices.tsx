import { CloseButton } from '@mantine/core'
import { useModel } from '../../hooks/use-model.ts'
import { useQueueNews } from '../../hooks/use-state-of.ts'
import { queueNewsWords } from '../../words/queue-words.ts'
import { conversationsScreen } from '../../words/screens/conversations.ts'
import styles from './people.module.css'

/** A queue was renamed, taken away or given while one looked. The region stands there empty, so that it is read out. */
export function QueueNotices() {
  const { queueNews } = useModel()
  const news = useQueueNews()
  return (
    <div aria-label={conversationsScreen.changesToYourQueues} role="status">
      {news.length === 0 ? null : (
        <div className={styles.notice}>
          <ul className={styles.noticeLines}>
            {news.map((one) => (
              <li key={one.id}>
                {queueNewsWords(one).map((part, index) =>
                  typeof part === 'string' ? (
                    part
                  ) : (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never move
                    <bdi key={index}>{part.name}</bdi>
                  ),
                )}
              </li>
            ))}
          </ul>
          <CloseButton
            aria-label={conversationsScreen.dismissChangesToYourQueues}
            onClick={() => queueNews.dismiss()}
            size="sm"
          />
        </div>
      )}
    </div>
  )
}
