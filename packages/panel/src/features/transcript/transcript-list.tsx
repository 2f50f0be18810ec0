/** The lines in sight only, however many there are; it follows what is said until somebody scrolls up to read. */
import { Button } from '@mantine/core'
import type { ConversationDetail } from '@sotto/protocol'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import type { TranscriptRow } from '../../model/transcript/arrange-rows.ts'
import type { AskToReveal } from './openable-mask.tsx'
import styles from './transcript.module.css'
import { TranscriptItem } from './transcript-item.tsx'

export interface TranscriptListProps {
  readonly rows: readonly TranscriptRow[]
  readonly participants: ConversationDetail['participants']
  /** Asks to look behind a mask; undefined for who may not. */
  readonly onReveal: AskToReveal | undefined
}

/** Shorter ones are drawn whole: find-in-page works. */
const drawWholeUpTo = 150
const overscan = 10
const usualHeightPx = 30
/** So near to the end counts as being there. */
const endPx = 40

export function TranscriptList({ rows, participants, onReveal }: TranscriptListProps) {
  const scroller = useRef<HTMLElement>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    estimateSize: () => usualHeightPx,
    getItemKey: (index) => rows[index]?.key ?? index,
    getScrollElement: () => scroller.current,
    initialRect: { width: 600, height: 320 },
    overscan: rows.length <= drawWholeUpTo ? drawWholeUpTo : overscan,
  })
  const { isFollowing, missed, onScroll, jump } = useFollowing(scroller, rows, virtualizer)
  return (
    <div className={styles.frame}>
      <section
        aria-label="What was said"
        className={styles.list}
        onScroll={onScroll}
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with the arrow keys, so Tab has to reach it
        tabIndex={0}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: rows are positioned, which a <ul> loses its list meaning over in some browsers */}
        <div
          aria-label="Lines"
          className={styles.tape}
          role="list"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index]
            if (row === undefined) return null
            return (
              // biome-ignore lint/a11y/useSemanticElements: an item of the list above
              <div
                aria-posinset={index + 1}
                aria-setsize={rows.length}
                className={styles.row}
                data-index={index}
                key={key}
                ref={virtualizer.measureElement}
                role="listitem"
                style={{ transform: `translateY(${start}px)` }}
              >
                <TranscriptItem onReveal={onReveal} participants={participants} row={row} />
              </div>
            )
          })}
        </div>
      </section>
      {isFollowing ? null : (
        <div className={styles.jump}>
          <Button onClick={jump} size="compact-sm">
            {missed === 0 ? 'Jump to now' : `Jump to now (${missed} new)`}
          </Button>
        </div>
      )}
    </div>
  )
}

type Virtualizer = ReturnType<typeof useVirtualizer<HTMLElement, Element>>

function useFollowing(
  scroller: React.RefObject<HTMLElement | null>,
  rows: readonly TranscriptRow[],
  virtualizer: Virtualizer,
) {
  const [following, setFollowing] = useState<{ readonly leftAt: number | undefined }>({
    leftAt: undefined,
  })
  /** The line at the top of the window, so that lines added above it do not move it. */
  const anchor = useRef<{ readonly key: string; readonly offsetPx: number }>(undefined)
  const isFollowing = following.leftAt === undefined
  const totalSize = virtualizer.getTotalSize()
  const length = rows.length

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || length === 0) return
    if (isFollowing) {
      element.scrollTop = totalSize
      return
    }
    const held = anchor.current
    const place = held === undefined ? -1 : rows.findIndex(({ key }) => key === held.key)
    const start = virtualizer.measurementsCache[place]?.start
    if (held !== undefined && start !== undefined) element.scrollTop = start + held.offsetPx
  }, [scroller, rows, length, isFollowing, totalSize, virtualizer])

  function onScroll(): void {
    const element = scroller.current
    if (element === null) return
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < endPx
    const first = virtualizer.getVirtualItemForOffset(element.scrollTop)
    const row = first === undefined ? undefined : rows[first.index]
    if (first !== undefined && row !== undefined)
      anchor.current = { key: row.key, offsetPx: element.scrollTop - first.start }
    if (isAtEnd !== isFollowing) setFollowing({ leftAt: isAtEnd ? undefined : length })
  }

  function jump(): void {
    setFollowing({ leftAt: undefined })
    scroller.current?.focus()
  }

  const missed = following.leftAt === undefined ? 0 : Math.max(0, length - following.leftAt)
  return { isFollowing, missed, onScroll, jump }
}
