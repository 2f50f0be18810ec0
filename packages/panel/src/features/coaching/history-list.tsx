import { Button, Skeleton } from '@mantine/core'
import type { CoachingSummary } from '@sotto/protocol'
import { Problem } from '../../components/problem.tsx'
import { useHistory } from '../../hooks/use-coaching.ts'
import { useModel } from '../../hooks/use-model.ts'
import { navigate } from '../../hooks/use-route.ts'
import { routePath } from '../../model/route.ts'
import {
  coachingKindWords,
  coachingStateWords,
  dayAndTime,
  ratingWords,
} from '../../words/coaching-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import coaching from './coaching.module.css'
import styles from './history.module.css'

export function HistoryList() {
  const { history } = useModel().coaching
  const { failure, isLoading, nextCursor, rows } = useHistory()
  if (failure !== undefined && rows.length === 0)
    return (
      <Problem
        action={
          <Button onClick={() => history.open()} size="compact-xs" variant="default">
            Try again
          </Button>
        }
        words={`The sessions could not be read: ${failureWords(failure)}`}
      />
    )
  if (isLoading && rows.length === 0)
    return (
      <div aria-label="Loading the sessions" role="status">
        <Skeleton height={160} radius="md" />
      </div>
    )
  return (
    <>
      {failure === undefined ? null : (
        <Problem
          action={
            <Button onClick={() => history.open()} size="compact-xs" variant="default">
              Try again
            </Button>
          }
          words={`What is shown may be old: ${failureWords(failure)}`}
        />
      )}
      {rows.length === 0 ? (
        <p className={coaching.note}>No coaching session is found.</p>
      ) : (
        <ul
          aria-label="Coaching sessions"
          className={styles.list}
          data-loading={isLoading || undefined}
        >
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      )}
      {nextCursor === undefined ? null : (
        <Button
          color="gray"
          loading={isLoading}
          onClick={() => void history.more()}
          size="compact-sm"
          variant="default"
        >
          Show more
        </Button>
      )}
    </>
  )
}

function Row({ row }: { readonly row: CoachingSummary }) {
  const { history } = useModel().coaching
  const route = { view: 'history', coachingId: row.id } as const
  return (
    <li className={styles.item}>
      <a
        className={styles.name}
        href={routePath(route)}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          navigate(route)
        }}
      >
        {row.agentName === '' ? 'Unnamed agent' : row.agentName}
      </a>
      <span className={coaching.state} data-state={row.state}>
        {coachingStateWords[row.state]}
      </span>
      <span className={styles.facts}>
        <time dateTime={new Date(row.startedAt).toISOString()}>{dayAndTime(row.startedAt)}</time>
        {` · ${row.queueName} · ${coachingKindWords[row.kind]} · ${row.mine ? 'you' : row.supervisorName}`}
        {row.rating === undefined ? '' : ` · rated ${ratingWords(row.rating)}`}
        {row.followUpOn === undefined ? '' : ` · follow up on ${row.followUpOn}`}
      </span>
      {row.tags.length === 0 ? null : (
        <span className={styles.tags}>
          {row.tags.map((tag) => (
            <button
              aria-label={`Show sessions with the tag ${tag}`}
              className={coaching.tag}
              data-plain
              dir="auto"
              key={tag}
              onClick={() => history.filter({ tag })}
              type="button"
            >
              {tag}
            </button>
          ))}
        </span>
      )}
      {row.excerpt === '' ? null : (
        <p className={styles.excerpt} dir="auto">
          {row.excerpt}
        </p>
      )}
    </li>
  )
}
