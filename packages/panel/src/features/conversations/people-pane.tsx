/** The left side: a search box, the conversations, and the agents who are free. */
import { CloseButton, Kbd, Switch, TextInput } from '@mantine/core'
import type { Me } from '@sotto/protocol'
import { useState } from 'react'
import { SearchIcon, WarningIcon } from '../../components/icons.tsx'
import { useListDoubt, usePeople } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { usePreferences } from '../../hooks/use-state-of.ts'
import { ariaKey } from '../../model/keyboard.ts'
import { staleListWords } from '../../words/freshness-words.ts'
import { shownKey } from '../../words/key-words.ts'
import { conversationsScreen } from '../../words/screens/conversations.ts'
import { searchBoxId } from '../shell/keyboard-shortcuts.tsx'
import { AgentCard } from './agent-card.tsx'
import { AgentItem } from './agent-item.tsx'
import { ConversationItem } from './conversation-item.tsx'
import { EmptyPeople } from './empty-people.tsx'
import styles from './people.module.css'
import { QueueNotices } from './queue-notices.tsx'
import { WindowedList } from './windowed-list.tsx'

export interface PeoplePaneProps {
  readonly me: Me
  readonly openId: string | undefined
  readonly search: string
  readonly setSearch: (search: string) => void
}

export function PeoplePane({ me, openId, search, setSearch }: PeoplePaneProps) {
  const people = usePeople(search)
  const doubt = useListDoubt()
  const { density, idleAgentsToo, keys } = usePreferences()
  const [isPointedAt, setPointedAt] = useState(false)
  const calm = { isPointedAt, question: `${idleAgentsToo} ${search}` }
  const { conversationIds, availableAgentIds, otherAgentIds, places } = people
  return (
    <>
      <SearchBox search={search} setSearch={setSearch} />
      {doubt === undefined || !people.filled ? null : (
        <p className={styles.stale}>
          <WarningIcon size={14} /> {staleListWords(doubt)}
        </p>
      )}
      <QueueNotices />
      <div
        className={styles.lists}
        data-doubtful={doubt !== undefined || undefined}
        onPointerEnter={() => setPointedAt(true)}
        onPointerLeave={() => setPointedAt(false)}
      >
        <h2 className={styles.heading}>
          {conversationsScreen.inConversation}{' '}
          {people.filled ? <span data-tabular>{conversationIds.length}</span> : null}
        </h2>
        <WindowedList
          {...calm}
          className={styles.conversations}
          ids={conversationIds}
          keyShortcuts={[keys['next-row'], keys['previous-row']].flatMap(
            (key) => ariaKey(key) ?? [],
          )}
          kind="table"
          label={conversationsScreen.conversations}
          renderItem={(id, place) => (
            <ConversationItem
              chosen={id === openId}
              id={id}
              key={id}
              place={place}
              withAgent={places.get(id) ?? alone}
            />
          )}
          rowHeightPx={density === 'compact' ? 44 : 54}
        />
        {conversationIds.length === 0 ? (
          <EmptyPeople me={me} people={people} search={search} />
        ) : null}
        <IdleSwitch idleCount={people.idleCount} />
        <AgentList
          {...calm}
          heading={conversationsScreen.free}
          ids={availableAgentIds}
          label={conversationsScreen.availableAgents}
        />
        <AgentList
          {...calm}
          heading={conversationsScreen.notAvailable}
          ids={otherAgentIds}
          label={conversationsScreen.otherAgents}
        />
        <AgentCard />
      </div>
    </>
  )
}

const alone = { isBeneath: false, count: 1 }

/** Says how many there are also while they are left out. */
function IdleSwitch({ idleCount }: { readonly idleCount: number }) {
  const { preferences } = useModel()
  const { idleAgentsToo } = usePreferences()
  if (idleCount === 0) return null
  return (
    <div className={styles.idle}>
      <Switch
        checked={idleAgentsToo}
        label={conversationsScreen.idleAgentsToo}
        onChange={({ currentTarget }) =>
          preferences.setState({ idleAgentsToo: currentTarget.checked })
        }
        size="xs"
      />
      <span data-tabular>
        {idleAgentsToo ? idleCount : conversationsScreen.notShown(idleCount)}
      </span>
    </div>
  )
}

interface AgentListProps {
  readonly heading: string
  readonly label: string
  readonly ids: readonly string[]
  readonly isPointedAt: boolean
  readonly question: string
}

function AgentList({ heading, label, ids, ...calm }: AgentListProps) {
  if (ids.length === 0) return null
  return (
    <>
      <h2 className={styles.heading}>
        {heading} <span data-tabular>{ids.length}</span>
      </h2>
      <WindowedList
        {...calm}
        className={styles.agents}
        ids={ids}
        kind="list"
        label={label}
        renderItem={(id, place) => <AgentItem id={id} key={id} place={place} />}
        rowHeightPx={30}
      />
    </>
  )
}

interface SearchBoxProps {
  readonly search: string
  readonly setSearch: (search: string) => void
}

function SearchBox({ search, setSearch }: SearchBoxProps) {
  const key = usePreferences().keys['focus-search']
  return (
    <div className={styles.search}>
      <TextInput
        aria-keyshortcuts={ariaKey(key)}
        aria-label={conversationsScreen.searchAgentsAndQueues}
        autoComplete="off"
        id={searchBoxId}
        leftSection={<SearchIcon />}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        placeholder={conversationsScreen.searchAgentsAndQueues}
        rightSection={
          search === '' ? (
            <Kbd aria-hidden size="xs">
              {shownKey(key)}
            </Kbd>
          ) : (
            <CloseButton
              aria-label={conversationsScreen.clearTheSearch}
              onClick={() => setSearch('')}
              size="sm"
            />
          )
        }
        size="sm"
        spellCheck={false}
        value={search}
      />
    </div>
  )
}
