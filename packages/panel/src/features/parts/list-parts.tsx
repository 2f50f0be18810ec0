import type { Change, ConversationRow, Me } from '@sotto/protocol'
import { partsScreen } from '../../words/screens/parts.ts'
import { PeoplePane } from '../conversations/people-pane.tsx'
import styles from './parts.module.css'
import {
  longName,
  openLink,
  rightToLeftName,
  sampleAgent,
  sampleMe,
  sampleNow,
  sampleRow,
} from './samples.ts'
import { PartGroup, Specimen } from './specimen.tsx'

const ago = (seconds: number) => sampleNow - seconds * 1_000

const rows: readonly Partial<ConversationRow>[] = [
  {},
  { agentName: 'Bo Lind', phase: 'held', phaseSince: ago(64) },
  { agentName: 'Cleo Marsh', media: 'chat', startedAt: ago(35) },
  { agentName: 'Dan Ode', phase: 'in-transfer', phaseSince: ago(12) },
  { agentName: 'Eva Kern', phase: 'conference', phaseSince: ago(31) },
  { agentName: 'Finn Moe', media: 'email', phase: 'ended', phaseSince: ago(3) },
  { agentName: 'Gus Hale', coach: { by: 'Jon Berg', since: ago(90), mine: false } },
  { agentName: longName, queueName: longName, startedAt: ago(7_512) },
  { agentName: rightToLeftName, queueName: 'الفواتير' },
  { agentName: ' ', queueName: ' ' },
]

const full: readonly Change[] = [
  openLink,
  ...rows.map(
    (over, index): Change => ({
      kind: 'conversation',
      row: sampleRow({ id: `row-${index}`, agentUserId: `agent-${index}`, ...over }),
    }),
  ),
  { kind: 'agent', row: sampleAgent({ id: 'free-1', since: ago(31) }) },
  { kind: 'agent', row: sampleAgent({ id: 'free-2', name: longName }) },
  { kind: 'agent', row: sampleAgent({ id: 'away-1', name: 'Lea Marx', presence: 'away' }) },
  { kind: 'agent', row: sampleAgent({ id: 'busy-1', name: 'Tom Ode', presence: 'busy' }) },
]

const someone: Change = { kind: 'agent', row: sampleAgent({ presence: 'away' }) }
const interrupted: Change = {
  kind: 'platform-link',
  link: { state: 'interrupted', since: ago(48) },
}

interface ListSpecimen {
  readonly name: string
  readonly changes?: readonly Change[]
  readonly search?: string
  readonly me?: Me
}

const lists: readonly ListSpecimen[] = [
  { name: partsScreen.fullWithANameOf, changes: full },
  { name: partsScreen.stale, changes: [interrupted, ...full.slice(1, 5)] },
  { name: partsScreen.nothingFound, changes: full.slice(0, 3), search: 'nobody has this name' },
  { name: partsScreen.nobodyInAConversation, changes: [openLink, someone] },
  { name: partsScreen.nobodyAtWork, changes: [openLink] },
  { name: partsScreen.noQueue, changes: [openLink], me: { ...sampleMe, queues: [] } },
  { name: partsScreen.onItsWay },
]

export function ListParts() {
  return (
    <PartGroup heading={partsScreen.theList}>
      {lists.map(({ changes, me = sampleMe, name, search = '' }) => (
        <Specimen key={name} moment={changes === undefined ? {} : { changes }} name={name}>
          <div className={styles.side}>
            <PeoplePane
              me={me}
              openId={name === lists[0]?.name ? 'row-0' : undefined}
              search={search}
              setSearch={() => {}}
            />
          </div>
        </Specimen>
      ))}
    </PartGroup>
  )
}
