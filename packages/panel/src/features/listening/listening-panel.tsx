/** What I hear: in words, and how loud each side. */
import type { ConversationDetail } from '@sotto/protocol'
import { useLine, useListening } from '../../hooks/use-state-of.ts'
import {
  awayWords,
  hearingCauseWords,
  hearingWords,
  unreadableWords,
} from '../../words/listening-words.ts'
import { listeningScreen } from '../../words/screens/listening.ts'
import styles from './listening.module.css'
import { SideVolume } from './side-volume.tsx'

export function ListeningPanel({ detail }: { readonly detail: ConversationDetail }) {
  const isHere = useLine((line) => line.conversationId === detail.id)
  const sound = useLine((line) => (line.conversationId === detail.id ? line.sound : 'off'))
  const presence = useListening((state) => state.presence)
  const mix = useListening((state) => state.mix)
  const unreadableFrames = useListening((state) => state.unreadableFrames)
  const isMissing = useListening((state) => state.isMissing)
  const causes = useListening((state) => state.causes)
  if (detail.media !== 'voice') return null
  const { mode, phase, recording } = detail
  const facts = { isMissing, mix, mode, phase, presence, recording, sound }
  const { ifHeld, now } = hearingWords(facts)
  const away = isHere ? awayWords(presence) : undefined
  const unreadable = isHere ? unreadableWords(unreadableFrames) : undefined
  return (
    <section aria-label={listeningScreen.whatYouHear} className={styles.panel}>
      <h2 className={styles.heading}>{listeningScreen.whatYouHear}</h2>
      <p className={styles.now}>{now}</p>
      {ifHeld === undefined ? null : <p className={styles.ifHeld}>{ifHeld}</p>}
      {/* Always there, so that what comes into them is read out. */}
      <p className={styles.sentence} role="status">
        {away}
      </p>
      <div className={styles.advice} role="status">
        {(isHere ? causes : []).map((cause) => (
          <p className={styles.sentence} key={cause}>
            {hearingCauseWords[cause]}
          </p>
        ))}
      </div>
      {unreadable === undefined ? null : <p className={styles.ifHeld}>{unreadable}</p>}
      {isHere ? (
        <div className={styles.sides}>
          <SideVolume side="customer" />
          <SideVolume side="agent" />
        </div>
      ) : null}
    </section>
  )
}
