import { useTalkers } from '../../hooks/use-state-of.ts'
import { gapOf } from '../../model/audio/who-talks.ts'
import { gapWords } from '../../words/gap-words.ts'
import styles from './talk.module.css'

/** Whether a remark now would talk over somebody: a shape and words, never the colour alone. */
export function GapLight() {
  const talkers = useTalkers()
  return (
    <p className={styles.gap} data-gap={gapOf(talkers)}>
      <span aria-hidden className={styles.gapLight} />
      {gapWords(talkers)}
    </p>
  )
}
