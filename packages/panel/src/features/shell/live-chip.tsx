/** How old what is on screen is; never hidden, so that its absence says something too. */
import { useLiveLink } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { useServerNow } from '../../hooks/use-server-now.ts'
import { linkWords } from '../../words/link-words.ts'
import styles from './header.module.css'

export function LiveChip() {
  const { live } = useModel()
  const link = useLiveLink()
  useServerNow()
  return (
    <span className={styles.chip} data-state={link.state} data-tabular>
      <span aria-hidden className={styles.dot} />
      {linkWords(link, live.silentForMs())}
    </span>
  )
}
