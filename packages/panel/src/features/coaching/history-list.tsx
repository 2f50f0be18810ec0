import { Button, Skeleton } from '@mantine/core'
import type { CoachingSummary } from '@sotto/protocol'
import { Problem } from '../../components/problem.tsx'
import { useHistory } from '../../hooks/use-history.ts'
import { useModel } from '../../hooks/use-model.ts'
import { navigate } from '../../hooks/use-route.ts'
import { coachingHistoryOf } from '../../model/coaching/coaching-history.ts'
import { routePath } from '../../model/route.ts'
import { coachingKindWords, coachingStateWords, ratingWords } from '../../words/coaching-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import { coachingScreen } from '../../words/screens/coaching.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { calendarDay, dayAndTime } from '../../words/time-words.ts'
import coaching from './coaching.module.css'
import styles from './history.module.css'

export function HistoryList() {
  const history = coachingHistoryOf(useModel())
  const { failure, isLoading, nextCursor, rows } = useHistory()
  if (failure !== undefined && rows.length === 0)
    return (
      <Problem
        onRetry={() => history.open()}
        words={coachingScreen.theSessionsCouldNotBe(failureWords(failure))}
      />
    )
  if (isLoading && rows.length === 0)
    return (
      <div aria-label={coachingScreen.loadingTheSessions} role="status">
        <Skeleton height={160} radius="md" />
      </div>
    )
  return (
    <>
      {failure === undefined ? null : (
        <Problem
          onRetry={() => history.open()}
          words={coachingScreen.whatIsShownMayBe(failureWords(failure))}
        />
      )}
      {rows.length === 0 ? (
        <p className={coaching.note}>{coachingScreen.noCoachingSessionIsFound}</p>
      ) : (
        <ul
          aria-label={coachingScreen.coachingSessions}
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
          {commonScreen.showMore}
        </Button>
      )}
    </>
  )
}

function Row({ row }: { readonly row: CoachingSummary }) {
  const history = coachingHistoryOf(useModel())
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
        {row.agentName === '' ? coachingScreen.unnamedAgent : row.agentName}
      </a>
      <span className={coaching.state} data-state={row.state}>
        {coachingStateWords[row.state]}
      </span>
      <span className={styles.facts}>
        <time dateTime={new Date(row.startedAt).toISOString()}>{dayAndTime(row.startedAt)}</time>
        {` · ${row.queueName} · ${coachingKindWords[row.kind]} · ${row.mine ? coachingScreen.you : row.supervisorName}`}
        {row.rating === undefined ? '' : coachingScreen.rated(ratingWords(row.rating))}
        {row.followUpOn === undefined
          ? ''
          : coachingScreen.followUpOn2(calendarDay(row.followUpOn))}
      </span>
      {row.tags.length === 0 ? null : (
        <span className={styles.tags}>
          {row.tags.map((tag) => (
            <button
              aria-label={coachingScreen.showSessionsWithTheTag(tag)}
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
