/** What is wrong with the sound and what was done about it: said once each, calmly, and only while it is so. */
import type { ConversationDetail } from '@sotto/protocol'
import { listeningScreen } from '../../words/screens/listening.ts'
import { soundSentences } from '../../words/sound-words.ts'
import styles from './listening.module.css'

export function SoundAdvice({ sound }: { readonly sound: ConversationDetail['sound'] }) {
  const sentences = soundSentences(sound)
  return (
    <section aria-label={listeningScreen.yourSound} className={styles.advice} role="status">
      {sentences.map((sentence) => (
        <p className={styles.sentence} key={sentence}>
          {sentence}
        </p>
      ))}
    </section>
  )
}
