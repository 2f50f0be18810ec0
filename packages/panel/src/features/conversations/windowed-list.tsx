/** A list that draws the rows in sight only, yet tells assistive technology how long it is and where each row stands. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react'
import { findRow, type RowFocusDetail, rowFocusEvent } from './row-focus.ts'

export interface RowPlace {
  readonly position: number
  readonly size: number
  readonly style: CSSProperties
}

export interface WindowedListProps {
  readonly label: string
  /** Keys that lead through it, as `aria-keyshortcuts` has them. */
  readonly keyShortcuts?: readonly string[]
  readonly ids: readonly string[]
  readonly rowHeightPx: number
  readonly className: string | undefined
  readonly renderItem: (id: string, place: RowPlace) => ReactNode
}

/** Shorter lists are drawn whole: find-in-page works, and nothing pops in while scrolling. */
const drawWholeUpTo = 200
const overscan = 12

export function WindowedList({
  label,
  keyShortcuts = [],
  ids,
  rowHeightPx,
  className,
  renderItem,
}: WindowedListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: ids.length,
    estimateSize: () => rowHeightPx,
    getItemKey: (index) => ids[index] ?? index,
    getScrollElement: () => scroller.current,
    initialRect: { width: 360, height: 600 },
    overscan: ids.length <= drawWholeUpTo ? drawWholeUpTo : overscan,
  })

  useEffect(() => {
    const onFocusAsked = (event: Event) => {
      const container = scroller.current
      const asked = readDetail(event)
      if (container === null || asked === undefined || ids[asked.index] !== asked.id) return
      const drawn = findRow(container, asked.id)
      drawn?.focus()
      if (drawn !== undefined) return
      virtualizer.scrollToIndex(asked.index)
      requestAnimationFrame(() => findRow(container, asked.id)?.focus())
    }
    window.addEventListener(rowFocusEvent, onFocusAsked)
    return () => window.removeEventListener(rowFocusEvent, onFocusAsked)
  }, [ids, virtualizer])

  return (
    <div className={className} data-empty={ids.length === 0 || undefined} ref={scroller}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are positioned, which a <ul> loses its list meaning over in some browsers */}
      <div
        aria-keyshortcuts={keyShortcuts.length === 0 ? undefined : keyShortcuts.join(' ')}
        aria-label={label}
        role="list"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const id = ids[index]
          if (id === undefined) return null
          const style = { height: rowHeightPx, transform: `translateY(${start}px)` }
          return renderItem(id, { position: index + 1, size: ids.length, style })
        })}
      </div>
    </div>
  )
}

function readDetail(event: Event): RowFocusDetail | undefined {
  if (!(event instanceof CustomEvent)) return undefined
  const detail: Partial<RowFocusDetail> | null = event.detail
  return typeof detail?.id === 'string' && typeof detail.index === 'number'
    ? { id: detail.id, index: detail.index }
    : undefined
}
