import { Button, Skeleton } from '@mantine/core'
import type { IncidentEntry } from '@sotto/protocol'
import { memo, useMemo } from 'react'
import { Problem } from '../../components/problem.tsx'
import { useServerNow } from '../../hooks/use-server-now.ts'
import { useTimeline } from '../../hooks/use-timeline.ts'
import { groupTimeline, type TimelineGroup } from '../../model/incidents/group-timeline.ts'
import {
  emptyTimelineWords,
  evidenceWords,
  groupTitle,
  incidentWords,
  laterWords,
  truncatedWords,
  whoWords,
} from '../../words/incident-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { incidentScreen } from '../../words/screens/incident.ts'
import { age, timeOfDay } from '../../words/time-words.ts'
import styles from './incident.module.css'

export function Timeline() {
  const { shown, readAgain } = useTimeline()
  switch (shown.state) {
    case 'closed':
    case 'loading':
      return (
        <div aria-label={incidentScreen.loadingTheTimeline} role="status">
          <Skeleton height={96} radius="md" />
        </div>
      )
    case 'failed':
      return (
        <Problem
          action={<ReadAgain onClick={readAgain} />}
          words={incidentScreen.theTimelineCouldNotBe(failureWords(shown.failure))}
        />
      )
    case 'known':
      return (
        <>
          {shown.failure === undefined ? null : (
            <Problem
              action={<ReadAgain onClick={readAgain} />}
              words={incidentScreen.thisIsAsOf(
                timeOfDay(shown.timeline.readAt),
                failureWords(shown.failure),
              )}
            />
          )}
          {shown.timeline.truncated ? <p className={styles.note}>{truncatedWords}</p> : null}
          <Groups entries={shown.timeline.entries} />
        </>
      )
  }
}

function ReadAgain({ onClick }: { readonly onClick: () => void }) {
  return (
    <Button onClick={onClick} size="compact-xs" variant="default">
      {commonScreen.tryAgain}
    </Button>
  )
}

function Groups({ entries }: { readonly entries: readonly IncidentEntry[] }) {
  const groups = useMemo(() => groupTimeline(entries), [entries])
  if (groups.length === 0) return <p className={styles.note}>{emptyTimelineWords}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with the arrow keys, so Tab has to reach it
    <section aria-label={incidentScreen.whatHappened} className={styles.groups} tabIndex={0}>
      {groups.map((group) => (
        <Group group={group} key={group.key} />
      ))}
    </section>
  )
}

const Group = memo(function Group({ group }: { readonly group: TimelineGroup }) {
  const title = groupTitle(group)
  const who = whoWords(group.who)
  const name = `${title}${who === undefined ? '' : ` · ${who}`}`
  return (
    <div className={styles.group}>
      <h3 className={styles.groupHeading}>
        {name} <Age since={group.latestAt} />
      </h3>
      <ol aria-label={name} className={styles.steps}>
        {group.steps.map((step, place) => (
          <Step
            group={group}
            // Facts are only ever added, so a step keeps its place.
            // biome-ignore lint/suspicious/noArrayIndexKey: two facts may be alike in everything but their place
            key={`${step.at} ${step.what} ${place}`}
            step={step}
          />
        ))}
      </ol>
    </div>
  )
})

function Age({ since }: { readonly since: number }) {
  const now = useServerNow()
  return <span className={styles.age}>{incidentScreen.lastChange(age(now - since))}</span>
}

function Step({ group, step }: { readonly group: TimelineGroup; readonly step: IncidentEntry }) {
  const isOwn = group.kind !== undefined || group.coachingKind !== undefined
  const who = isOwn ? undefined : whoWords(step.who)
  return (
    <li className={styles.step} data-evidence={step.evidence}>
      <time className={styles.time} dateTime={new Date(step.at).toISOString()}>
        {timeOfDay(step.at)}
      </time>
      <span className={styles.words}>
        {who === undefined ? null : `${who}: `}
        {incidentWords(step, group.kind)}
      </span>
      <span className={styles.evidence}>{evidenceWords[step.evidence]}</span>
      <span className={styles.later}>{isOwn ? laterWords(step.at - group.startedAt) : null}</span>
    </li>
  )
}
