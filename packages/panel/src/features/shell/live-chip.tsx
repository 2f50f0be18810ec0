/** How old what is on screen is, and how each link stands; never hidden, so that its absence says something too. */
import { useLiveLink, usePlatformLink } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { useServerNow } from '../../hooks/use-server-now.ts'
import { platformWords } from '../../words/freshness-words.ts'
import { linkWords } from '../../words/link-words.ts'
import { shellScreen } from '../../words/screens/shell.ts'
import styles from './header.module.css'

export function LiveChip() {
  const { live } = useModel()
  const link = useLiveLink()
  useServerNow()
  return (
    <span className={styles.link}>
      <span className={styles.linkName}>{shellScreen.server}</span>
      <span className={styles.chip} data-state={link.state} data-tabular>
        <span aria-hidden className={styles.dot} />
        {linkWords(link, live.silentForMs())}
      </span>
    </span>
  )
}

export function PlatformChip() {
  const isHeard = useLiveLink().state === 'live'
  const link = usePlatformLink()
  return (
    <span className={styles.link}>
      <span className={styles.linkName}>{shellScreen.platform}</span>
      <span
        className={styles.chip}
        data-fit
        data-state={isHeard && link?.state === 'open' ? 'live' : 'stale'}
        data-tabular
      >
        <span aria-hidden className={styles.dot} />
        {platformWords(link, isHeard)}
      </span>
    </span>
  )
}
