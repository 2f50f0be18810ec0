/** What changed while this screen was not certain. Stays until it is dismissed. */
import { Button } from '@mantine/core'
import { useModel } from '../../hooks/use-model.ts'
import { navigate } from '../../hooks/use-route.ts'
import { useAwayReport } from '../../hooks/use-state-of.ts'
import type { AwayNews } from '../../model/away/what-changed.ts'
import { routePath } from '../../model/route.ts'
import { awayNewsWords, awaySpanWords, bySnapshotWords } from '../../words/away-words.ts'
import { nameOrNone } from '../../words/conversation-words.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { shellScreen } from '../../words/screens/shell.ts'
import styles from './away-list.module.css'

/** More than this nobody reads; the list beside it shows how things are. */
const shownAtMost = 50

const headingId = 'away-heading'

export function AwayList() {
  const { away } = useModel()
  const report = useAwayReport()
  if (report === undefined) return null
  const { bySnapshot, news } = report
  return (
    <section aria-labelledby={headingId} className={styles.away}>
      <header className={styles.head}>
        <h2 className={styles.heading} id={headingId}>
          <span role="status">{shellScreen.whatChangedWhileYouWere}</span>
        </h2>
        <span className={styles.span} data-tabular>
          {awaySpanWords(report)}
        </span>
        <Button color="gray" onClick={away.dismiss} size="compact-sm" variant="default">
          {commonScreen.dismiss}
        </Button>
      </header>
      <ul aria-labelledby={headingId} className={styles.list}>
        {news.slice(0, shownAtMost).map((one) => (
          <AwayItem key={keyOf(one)} news={one} />
        ))}
      </ul>
      {news.length > shownAtMost ? (
        <p className={styles.note}>{shellScreen.andMore(news.length - shownAtMost)}</p>
      ) : null}
      {bySnapshot ? <p className={styles.note}>{bySnapshotWords}</p> : null}
    </section>
  )
}

function keyOf(news: AwayNews): string {
  const about = news.kind === 'control' ? news.control.id : news.conversationId
  return `${news.kind} ${about}`
}

function AwayItem({ news }: { readonly news: AwayNews }) {
  const { conversationId } = news
  const name = nameOrNone(news.agentName)
  const route = { view: 'conversation', conversationId } as const
  return (
    <li className={styles.item}>
      {news.kind === 'gone' ? (
        <span className={styles.name}>{name}</span>
      ) : (
        <a
          className={styles.name}
          href={routePath(route)}
          onClick={(event) => {
            event.preventDefault()
            navigate(route)
          }}
        >
          {name}
        </a>
      )}
      <span>{awayNewsWords(news)}</span>
    </li>
  )
}
