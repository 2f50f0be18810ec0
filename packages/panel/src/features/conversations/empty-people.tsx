import { Skeleton } from '@mantine/core'
import type { Me } from '@sotto/protocol'
import { useOwnQueues } from '../../hooks/use-live.ts'
import type { People } from '../../model/list/people-index.ts'
import { conversationsScreen } from '../../words/screens/conversations.ts'
import styles from './people.module.css'

export interface EmptyPeopleProps {
  readonly me: Me
  readonly people: People
  readonly search: string
}

/** Why the list is empty: not loaded yet, nothing found, nothing there, or nothing for this role. */
export function EmptyPeople({ me, people, search }: EmptyPeopleProps) {
  const queues = useOwnQueues(me)
  if (!people.filled) return <LoadingPeople />
  return <p className={styles.empty}>{emptyWords(me, queues.length, people, search)}</p>
}

function emptyWords(me: Me, queueCount: number, people: People, search: string): string {
  if (people.conversationCount > 0) return conversationsScreen.noConversationMatches(search)
  if (me.role === 'agent') return conversationsScreen.thisConsoleIsForSupervisors
  if (queueCount === 0) return conversationsScreen.noQueueIsAssignedTo
  if (people.agentCount === 0) return conversationsScreen.nobodyWorksInYourQueues
  return conversationsScreen.nobodyInYourQueuesIs
}

const placeholders = ['a', 'b', 'c', 'd', 'e', 'f']

function LoadingPeople() {
  return (
    <div
      aria-label={conversationsScreen.loadingConversations}
      className={styles.loading}
      role="status"
    >
      {placeholders.map((name) => (
        <Skeleton className={styles.awaited} height={40} key={name} radius="sm" />
      ))}
    </div>
  )
}
