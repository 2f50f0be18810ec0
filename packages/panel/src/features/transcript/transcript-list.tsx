/** The lines in sight only, however many there are; it follows what is said until somebody scrolls up to read. */
import { Button } from '@mantine/core'
import type { ConversationDetail } from '@sotto/protocol'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import type { TranscriptRow } from '../../model/transcript/arrange-rows.ts'
import {
  afterScroll,
  atTheEnd,
  type FollowedLines,
  missedLines,
  placeOf,
} from '../../model/transcript/follow-lines.ts'
import { transcriptScreen } from '../../words/screens/transcript.ts'
import type { AskToReveal } from './openable-mask.tsx'
import styles from './transcript.module.css'
import { TranscriptItem } from './transcript-item.tsx'

export interface TranscriptListProps {
  /** The list's accessible name. */
  readonly label: string
  readonly rows: readonly TranscriptRow[]
  readonly participants: ConversationDetail['participants']
  /** Asks to look behind a mask; undefined for who may not. */
  readonly onReveal: AskToReveal | undefined
}

/** Shorter ones are drawn whole: find-in-page works. */
const drawWholeUpTo = 150
const overscan = 10
const usualHeightPx = 30

export function TranscriptList({ label, rows, participants, onReveal }: TranscriptListProps) {
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
        aria-label={label}
        className={styles.list}
        onScroll={onScroll}
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with the arrow keys, so Tab has to reach it
        tabIndex={0}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: rows are positioned, which a <ul> loses its list meaning over in some browsers */}
        <div
          aria-label={transcriptScreen.lines}
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
            {missed === 0 ? transcriptScreen.jumpToNow : transcriptScreen.jumpToNowNew(missed)}
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
  const [followed, setFollowed] = useState(atTheEnd)
  /** Of this moment: scrolling alone draws nothing. */
  const latest = useRef(followed)
  /** Where the window was looked at last, or put: what is above that now, a hand has done. */
  const lastTopPx = useRef(0)
  const isFollowing = followed.leftAt === undefined
  const totalPx = virtualizer.getTotalSize()
  const length = rows.length

  function take(next: FollowedLines): void {
    latest.current = next
    if (next.leftAt !== followed.leftAt) setFollowed(next)
  }

  function place(element: HTMLElement, topPx: number): void {
    element.scrollTop = topPx
    lastTopPx.current = element.scrollTop
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is kept in a ref, and looked at again whenever lines or heights change
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || length === 0) return
    const startOf = (key: string) =>
      virtualizer.measurementsCache[rows.findIndex((row) => row.key === key)]?.start
    const placePx = placeOf(latest.current, totalPx, startOf)
    if (placePx !== undefined) place(element, placePx)
  }, [scroller, rows, length, isFollowing, totalPx, virtualizer])

  function onScroll(): void {
    const element = scroller.current
    if (element === null) return
    const { clientHeight: heightPx, scrollHeight, scrollTop: topPx } = element
    const hasMovedUp = topPx < lastTopPx.current
    lastTopPx.current = topPx
    const first = virtualizer.getVirtualItemForOffset(topPx)
    const row = first === undefined ? undefined : rows[first.index]
    const anchor =
      first === undefined || row === undefined
        ? latest.current.anchor
        : { key: row.key, offsetPx: topPx - first.start }
    const window = { topPx, heightPx, totalPx: scrollHeight, hasMovedUp }
    take(afterScroll(latest.current, window, anchor, length))
    if (latest.current.leftAt === undefined && !hasMovedUp) place(element, scrollHeight)
  }

  function jump(): void {
    take(atTheEnd)
    scroller.current?.focus()
  }

  return { isFollowing, missed: missedLines(followed, length), onScroll, jump }
}
