/** The auditor's place: looks behind masks, which can be searched, and what else is on record and where. */
import type { Me } from '@sotto/protocol'
import { PlainHeader } from '../agent-strip/plain-header.tsx'
import styles from './audit.module.css'
import { RevealRegion } from './reveal-region.tsx'

export interface AuditPageProps {
  readonly me: Me
  readonly sessionEnded: boolean
}

export function AuditPage({ me }: AuditPageProps) {
  return (
    <div className={styles.page}>
      <PlainHeader me={me} />
      <main className={styles.main}>
        <h1>Audit</h1>
        <p>
          Records are being kept. Looks behind masks can be searched here; the others cannot be
          searched on this page yet, and whoever runs the database can read them there.
        </p>
        <RevealRegion />
        <h2>On record</h2>
        <ul>
          <li>
            Every listening line, spoken whisper, barge-in and text whisper: by which supervisor,
            for which agent, in which conversation, and when.
          </li>
          <li>Every step of it, with its reason: sent, confirmed, taken back, refused, expired.</li>
          <li>The words of text whispers, when they were seen, and the agent’s answer.</li>
          <li>
            Every look behind a mask of a transcript: by whom, at what kind, why and when. Never
            what was behind it.
          </li>
        </ul>
        <h2>Not kept</h2>
        <ul>
          <li>Sound: neither what was whispered nor what was listened to.</li>
          <li>Transcripts: they are forgotten when nobody has them open.</li>
        </ul>
      </main>
    </div>
  )
}
