/** All coaching sessions of my queues: found again, read, exported, and the calls that could still be reviewed. */

import type { Me } from '@sotto/protocol'
import { useEffect } from 'react'
import { BackButton } from '../../components/back-button.tsx'
import { useHistory } from '../../hooks/use-history.ts'
import { useModel } from '../../hooks/use-model.ts'
import { coachingHistoryOf } from '../../model/coaching/coaching-history.ts'
import { licenceWords } from '../../words/coaching-words.ts'
import { coachingScreen } from '../../words/screens/coaching.ts'
import { EndedCalls } from './ended-calls.tsx'
import styles from './history.module.css'
import { HistoryFilterBar } from './history-filters.tsx'
import { HistoryList } from './history-list.tsx'
import { OpenedCoachingView } from './opened-coaching.tsx'

export interface HistoryPageProps {
  readonly me: Me
  readonly coachingId: string | undefined
}

export function HistoryPage({ me, coachingId }: HistoryPageProps) {
  const history = coachingHistoryOf(useModel())
  const { opened } = useHistory()
  useEffect(() => {
    if (coachingId === undefined) history.open()
    history.openCoaching(coachingId)
  }, [history, coachingId])
  useEffect(() => {
    document.title = coachingScreen.coachingHistorySotto
    return () => {
      document.title = 'Sotto'
    }
  }, [])
  if (opened !== undefined) return <OpenedCoachingView opened={opened} />
  const lacks = licenceWords[me.licence]
  return (
    <section aria-label={coachingScreen.coachingHistory} className={styles.page}>
      <BackButton />
      <h1 className={styles.title}>{coachingScreen.coachingHistory}</h1>
      {lacks === undefined ? null : <p className={styles.lacks}>{lacks}</p>}
      <HistoryFilterBar />
      <HistoryList />
      <EndedCalls me={me} />
    </section>
  )
}
