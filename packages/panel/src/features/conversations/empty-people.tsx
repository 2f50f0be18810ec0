import { Skeleton } from '@mantine/core'
import type { Me } from '@sotto/protocol'
import { useOwnQueues } from '../../hooks/use-live.ts'
import type { People } from '../../model/list/people-index.ts'
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
  if (people.conversationCount > 0) return `No conversation matches “${search}”.`
  if (me.role === 'agent')
    return 'This console is for supervisors. Your whispers arrive on your own desk.'
  if (queueCount === 0)
    return 'No queue is assigned to you, so there are no conversations to see. Ask your administrator.'
  if (people.agentCount === 0)
    return 'Nobody works in your queues at the moment. Whoever comes appears here by themselves.'
  return 'Nobody in your queues is in a conversation at the moment. New ones appear here by themselves.'
}

const placeholders = ['a', 'b', 'c', 'd', 'e', 'f']

function LoadingPeople() {
  return (
    <div aria-label="Loading conversations" className={styles.loading} role="status">
      {placeholders.map((name) => (
        <Skeleton height={40} key={name} radius="sm" />
      ))}
    </div>
  )
}
