import type { Change } from '@sotto/protocol'
import { closeCodes } from '@sotto/protocol'
import { Problem } from '../../components/problem.tsx'
import type { AwayReport } from '../../model/away/away-watch.ts'
import { QueueNotices } from '../conversations/queue-notices.tsx'
import { AwayList } from '../shell/away-list.tsx'
import { LiveChip, PlatformChip } from '../shell/live-chip.tsx'
import { Notices } from '../shell/notices.tsx'
import styles from './parts.module.css'
import { openLink, sampleControl, sampleNow, sampleRow } from './samples.ts'
import { PartGroup, Specimen } from './specimen.tsx'
import type { StillMoment } from './still-model.ts'

const since = sampleNow - 48_000
const interrupted: Change = { kind: 'platform-link', link: { state: 'interrupted', since } }
const oldList: Change = {
  kind: 'platform-link',
  link: { state: 'open', since, listOldSince: since },
}
const row: Change = { kind: 'conversation', row: sampleRow() }
const line = { conversationId: 'conversation-1' } as const
const live = (kind: 'whisper-audio' | 'barge'): Change => ({
  kind: 'control',
  control: sampleControl({ kind, state: 'executing' }),
})

const banners: readonly (readonly [string, StillMoment])[] = [
  ['Your line elsewhere, listening', { changes: [openLink, row], line }],
  ['Your line elsewhere, coaching', { changes: [openLink, row, live('whisper-audio')], line }],
  ['Your line elsewhere, barged in', { changes: [openLink, row, live('barge')], line }],
  ['The platform is silent', { changes: [interrupted] }],
  ['The list may be old', { changes: [oldList] }],
  ['This tab was copied', { changes: [openLink], closedBy: closeCodes.replaced }],
  ['The server refused this page', { changes: [openLink], closedBy: closeCodes.forbidden }],
]

const links: readonly (readonly [string, StillMoment])[] = [
  ['Live', { changes: [openLink] }],
  ['The platform is silent', { changes: [interrupted] }],
  ['Connecting', {}],
  ['Signed out', { changes: [openLink], closedBy: closeCodes.signedOut }],
  ['Open in another tab', { changes: [openLink], closedBy: closeCodes.replaced }],
]

const away: AwayReport = {
  id: 1,
  fromAt: sampleNow - 120_000,
  untilAt: sampleNow - 4_000,
  bySnapshot: true,
  news: [
    {
      kind: 'mode',
      conversationId: 'conversation-1',
      agentName: 'Ana Silva',
      from: 'coach',
      to: 'not-connected',
      reason: 'conversation-held',
    },
    { kind: 'gone', conversationId: 'conversation-2', agentName: 'Bo Lind', queueName: 'Billing' },
  ],
}

export function BannerParts() {
  return (
    <PartGroup heading="Banners">
      {banners.map(([name, moment]) => (
        <Specimen isWide key={name} moment={moment} name={name}>
          <Notices openId={undefined} sessionEnded={false} />
        </Specimen>
      ))}
      <Specimen isWide name="The session has ended">
        <Notices openId={undefined} sessionEnded />
      </Specimen>
      <Specimen isWide moment={{ away }} name="Back again">
        <AwayList />
      </Specimen>
      <Specimen
        moment={{
          queueNews: [
            { kind: 'renamed', id: 'queue-1', from: 'Billing', to: 'Accounts' },
            { kind: 'gone', id: 'queue-2', name: 'Sales' },
            { kind: 'new', id: 'queue-3', name: 'Support' },
          ],
        }}
        name="One’s queues have changed"
      >
        <QueueNotices />
      </Specimen>
      <Specimen name="Something asked for did not happen">
        <Problem
          onDismiss={() => {}}
          words="Not sent: the server did not answer. Your text is kept below."
        />
      </Specimen>
      {links.map(([name, moment]) => (
        <Specimen key={name} moment={moment} name={`Links: ${name}`}>
          <div className={styles.row}>
            <LiveChip />
            <PlatformChip />
          </div>
        </Specimen>
      ))}
    </PartGroup>
  )
}
