import { memo } from 'react'
import { Timer } from '../../components/timer.tsx'
import { useAgent } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { useAgentCard } from '../../hooks/use-state-of.ts'
import { agentName, agentStatus, nameOrNone } from '../../words/conversation-words.ts'
import styles from './people.module.css'
import type { RowPlace } from './windowed-list.tsx'

export interface AgentItemProps {
  readonly id: string
  readonly place: RowPlace
}

export const AgentItem = memo(
  function AgentItem({ id, place }: AgentItemProps) {
    const { agentCard } = useModel()
    const agent = useAgent(id)
    const card = useAgentCard()
    const isOpen = card.state !== 'closed' && card.agentId === id
    if (agent === undefined) return null
    return (
      // biome-ignore lint/a11y/useSemanticElements: belongs to the list above, which is no <ul>
      <div
        aria-label={agentName(agent)}
        aria-posinset={place.position}
        aria-setsize={place.size}
        className={styles.agent}
        role="listitem"
        style={place.style}
      >
        <button
          aria-expanded={isOpen}
          aria-label={agentName(agent)}
          className={styles.agentButton}
          onClick={() => agentCard.toggle(id)}
          type="button"
        >
          <span className={styles.presence} data-presence={agent.presence} />
          <span className={styles.agentName}>{nameOrNone(agent.name)}</span>
          <span className={styles.agentStatus}>
            {agentStatus(agent)}
            {agent.since === undefined ? null : (
              <>
                {' '}
                <Timer since={agent.since} />
              </>
            )}
          </span>
        </button>
      </div>
    )
  },
  (before, after) =>
    before.id === after.id &&
    before.place.position === after.place.position &&
    before.place.size === after.place.size &&
    before.place.topPx === after.place.topPx,
)
