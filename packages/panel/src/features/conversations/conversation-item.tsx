import { type MouseEvent, memo } from 'react'
import { CoachIcon } from '../../components/icons.tsx'
import { MediaIcon } from '../../components/media-icon.tsx'
import { ModeMark } from '../../components/mode-mark.tsx'
import { Timer } from '../../components/timer.tsx'
import { useControls, useConversation } from '../../hooks/use-live.ts'
import { navigate } from '../../hooks/use-route.ts'
import { useLine } from '../../hooks/use-state-of.ts'
import { modeOfLine } from '../../model/line/mode-of-line.ts'
import type { PlaceWithAgent } from '../../model/list/conversation-list.ts'
import { routePath } from '../../model/route.ts'
import {
  conversationCount,
  conversationName,
  mediaWords,
  nameOrNone,
  phaseWords,
} from '../../words/conversation-words.ts'
import { coachedBy } from '../../words/lease-words.ts'
import { queueName } from '../../words/queue-words.ts'
import { conversationsScreen } from '../../words/screens/conversations.ts'
import styles from './people.module.css'
import type { RowPlace } from './windowed-list.tsx'

export interface ConversationItemProps {
  readonly id: string
  readonly chosen: boolean
  readonly place: RowPlace
  readonly withAgent: PlaceWithAgent
}

/** One conversation. Opening it connects nothing. */
export const ConversationItem = memo(
  function ConversationItem({ id, chosen, place, withAgent }: ConversationItemProps) {
    const row = useConversation(id)
    const hasLine = useLine((line) => line.conversationId === id)
    if (row === undefined) return null
    const route = { view: 'conversation', conversationId: id } as const
    function open(event: MouseEvent): void {
      // A new tab or window stays the browser's own business.
      if (event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      navigate(route)
    }
    return (
      // biome-ignore lint/a11y/useFocusableInteractive: the link in it has the focus
      // biome-ignore lint/a11y/useSemanticElements: rows are positioned, which a <tr> cannot be
      <div aria-rowindex={place.position} className={styles.item} role="row" style={place.style}>
        <div
          className={styles.row}
          data-beneath={withAgent.isBeneath || undefined}
          data-chosen={chosen || undefined}
        >
          {/* biome-ignore lint/a11y/useFocusableInteractive: as the row */}
          {/* biome-ignore lint/a11y/useSemanticElements: as the row */}
          <span className={styles.who} role="rowheader">
            <a
              aria-current={chosen || undefined}
              aria-label={conversationName(row)}
              className={styles.open}
              data-row-id={id}
              href={routePath(route)}
              onClick={open}
            >
              <span className={styles.name}>{nameOrNone(row.agentName)}</span>
            </a>
            {withAgent.isBeneath || withAgent.count === 1 ? null : (
              <span className={styles.count}>{conversationCount(withAgent.count)}</span>
            )}
            {hasLine ? <LineMark id={id} /> : null}
            {row.coach === undefined || row.coach.mine ? null : (
              <span className={styles.mark} data-mode="coach" title={coachedBy(row.coach)}>
                <CoachIcon size={14} /> {row.coach.by}
              </span>
            )}
          </span>
          {/* biome-ignore lint/a11y/useSemanticElements: as the row */}
          <span className={styles.since} role="cell">
            <Timer since={row.startedAt} />
          </span>
          {/* biome-ignore lint/a11y/useSemanticElements: as the row */}
          <span className={styles.what} role="cell">
            <MediaIcon media={row.media} /> <bdi>{queueName(row.queueName)}</bdi> ·{' '}
            {mediaWords[row.media]}
          </span>
          {/* biome-ignore lint/a11y/useSemanticElements: as the row */}
          <span role="cell">
            {row.phase === 'active' ? null : (
              <span className={styles.phase} data-phase={row.phase}>
                {phaseWords[row.phase]}
                {row.phaseSince === undefined ? null : (
                  <>
                    {' '}
                    <Timer since={row.phaseSince} />
                  </>
                )}
              </span>
            )}
          </span>
        </div>
      </div>
    )
  },
  (before, after) =>
    before.id === after.id &&
    before.chosen === after.chosen &&
    before.withAgent.isBeneath === after.withAgent.isBeneath &&
    before.withAgent.count === after.withAgent.count &&
    before.place.position === after.place.position &&
    before.place.topPx === after.place.topPx,
)

/** Of the colour and with the sign of what the line is for, as everywhere else. */
function LineMark({ id }: { readonly id: string }) {
  const mode = modeOfLine(useControls(id))
  return (
    <span className={styles.mark} data-mode={mode} title={conversationsScreen.yourLineIsInThis}>
      <ModeMark mode={mode} size={14} /> {conversationsScreen.yourLine}
    </span>
  )
}
