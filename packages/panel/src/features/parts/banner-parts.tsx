import type { Change } from '@sotto/protocol'
import { closeCodes } from '@sotto/protocol'
import { Problem } from '../../components/problem.tsx'
import type { AwayReport } from '../../model/away/away-watch.ts'
import { partsScreen } from '../../words/screens/parts.ts'
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
  [partsScreen.yourLineElsewhereListening, { changes: [openLink, row], line }],
  [
    partsScreen.yourLineElsewhereCoaching,
    { changes: [openLink, row, live('whisper-audio')], line },
  ],
  [partsScreen.yourLineElsewhereBargedIn, { changes: [openLink, row, live('barge')], line }],
  [partsScreen.thePlatformIsSilent, { changes: [interrupted] }],
  [partsScreen.theListMayBeOld, { changes: [oldList] }],
  [partsScreen.thisTabWasCopied, { changes: [openLink], closedBy: closeCodes.replaced }],
  [partsScreen.theServerRefusedThisPage, { changes: [openLink], closedBy: closeCodes.forbidden }],
]

const links: readonly (readonly [string, StillMoment])[] = [
  [partsScreen.live, { changes: [openLink] }],
  [partsScreen.thePlatformIsSilent, { changes: [interrupted] }],
  [partsScreen.connecting, {}],
  [partsScreen.signedOut, { changes: [openLink], closedBy: closeCodes.signedOut }],
  [partsScreen.openInAnotherTab, { changes: [openLink], closedBy: closeCodes.replaced }],
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
    <PartGroup heading={partsScreen.banners}>
      {banners.map(([name, moment]) => (
        <Specimen isWide key={name} moment={moment} name={name}>
          <Notices openId={undefined} sessionEnded={false} />
        </Specimen>
      ))}
      <Specimen isWide name={partsScreen.theSessionHasEnded}>
        <Notices openId={undefined} sessionEnded />
      </Specimen>
      <Specimen isWide moment={{ away }} name={partsScreen.backAgain}>
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
        name={partsScreen.onesQueuesHaveChanged}
      >
        <QueueNotices />
      </Specimen>
      <Specimen name={partsScreen.somethingAskedForDidNot}>
        <Problem onDismiss={() => {}} words={partsScreen.notSentTheServerDid} />
      </Specimen>
      {links.map(([name, moment]) => (
        <Specimen key={name} moment={moment} name={partsScreen.links(name)}>
          <div className={styles.row}>
            <LiveChip />
            <PlatformChip />
          </div>
        </Specimen>
      ))}
    </PartGroup>
  )
}
