/** Everything on record: found by its fields, page by page, with the story of one line or conversation beside it. */

import { useEffect, useState, useSyncExternalStore } from 'react'
import shared from '../../components/button.module.css'
import { Problem } from '../../components/problem.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { auditCallsOf } from '../../model/audit/audit-calls.ts'
import {
  createEntryList,
  type EntryList,
  type EntryListState,
} from '../../model/audit/entry-list.ts'
import { entryWords } from '../../words/audit-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import { auditScreen } from '../../words/screens/audit.ts'
import { commonScreen } from '../../words/screens/common.ts'
import styles from './audit.module.css'
import { EntryFilterBar } from './entry-filters.tsx'
import { EntryStory } from './entry-story.tsx'
import { EntryTable } from './entry-table.tsx'
import { HeadCard } from './head-card.tsx'

export function EntryRegion() {
  const calls = auditCallsOf(useModel())
  const [list] = useState(() => createEntryList({ calls }))
  useEffect(() => list.open(), [list])
  return <EntryListView list={list} />
}

export function EntryListView({ list }: { readonly list: EntryList }) {
  const { getState, subscribe } = list.state
  const shown = useSyncExternalStore(subscribe, getState, getState)
  const { failure, head, isLoading, nextCursor, rows, story } = shown
  return (
    <section aria-label={entryWords.heading}>
      <p>{entryWords.explanation}</p>
      <EntryFilterBar list={list} shown={shown} />
      {failure === undefined ? null : (
        <Problem
          onRetry={() => list.open()}
          words={auditScreen.theRecordCouldNotBe(failureWords(failure))}
        />
      )}
      <p aria-live="polite" className={styles.state}>
        {stateWords(shown)}
      </p>
      <div className={styles.beside}>
        <div className={styles.list}>
          {rows.length === 0 ? null : <EntryTable onOpen={list.openStory} rows={rows} />}
          {nextCursor === undefined ? null : (
            <button
              className={shared.button}
              disabled={isLoading}
              onClick={() => void list.more()}
              type="button"
            >
              {commonScreen.showMore}
            </button>
          )}
        </div>
        {story === undefined ? null : (
          <EntryStory
            key={story.id}
            onClose={list.closeStory}
            onRetry={() => void list.openStory(story)}
            story={story}
          />
        )}
      </div>
      {head === undefined && (isLoading || failure !== undefined) ? null : <HeadCard head={head} />}
    </section>
  )
}

function stateWords({ failure, filters, isLoading, rows }: EntryListState): string {
  if (isLoading && rows.length === 0) return entryWords.loading
  if (rows.length > 0 || failure !== undefined) return ''
  const isFiltered = Object.values(filters).some((value) => value !== '')
  return isFiltered ? entryWords.noneFound : entryWords.none
}
