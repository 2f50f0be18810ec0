import { CloseButton } from '@mantine/core'
import type { OwnQueues } from '@sotto/protocol'
import { Timer } from '../../components/timer.tsx'
import { useAgent } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { useAgentCard } from '../../hooks/use-state-of.ts'
import type { AgentCardState } from '../../model/list/agent-card.ts'
import { agentStatus, nameOrNone } from '../../words/conversation-words.ts'
import { queueName } from '../../words/queue-words.ts'
import { conversationsScreen } from '../../words/screens/conversations.ts'
import styles from './agent-card.module.css'

/** The agent opened in the list, with what is asked of the platform only now. */
export function AgentCard() {
  const { agentCard } = useModel()
  const card = useAgentCard()
  const agent = useAgent(card.state === 'closed' ? '' : card.agentId)
  if (card.state === 'closed' || agent === undefined) return null
  const name = nameOrNone(agent.name)
  return (
    <section aria-label={conversationsScreen.agent(name)} className={styles.card}>
      <div className={styles.cardHead}>
        <span className={styles.name}>{name}</span>
        <CloseButton
          aria-label={conversationsScreen.closeAgent(name)}
          onClick={agentCard.close}
          size="sm"
        />
      </div>
      <p>
        {agentStatus(agent)}
        {agent.since === undefined ? null : (
          <>
            {conversationsScreen.for}
            <Timer since={agent.since} />
          </>
        )}
      </p>
      <p role="status">
        <TakesFrom card={card} />
      </p>
    </section>
  )
}

function TakesFrom({ card }: { readonly card: AgentCardState }) {
  switch (card.state) {
    case 'closed':
      return null
    case 'awaited':
      return conversationsScreen.askingInWhichQueuesThey
    case 'failed':
      return conversationsScreen.inWhichQueuesTheyTake
    case 'known':
      return <QueueNames queues={card.queues} />
  }
}

function QueueNames({ queues }: { readonly queues: OwnQueues }) {
  if (queues.length === 0) return conversationsScreen.takesConversationsInNoneOf
  return (
    <>
      {conversationsScreen.takesConversationsIn}{' '}
      {queues.map(({ id, name }, index) => (
        <span key={id}>
          {index === 0 ? null : ', '}
          <bdi>{queueName(name)}</bdi>
        </span>
      ))}
      .
    </>
  )
}
