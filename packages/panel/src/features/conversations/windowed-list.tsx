/** Rows of one height of which those in sight are drawn only, yet assistive technology is told how many there are and where each stands. */
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react'
import type { Slots } from '../../model/list/calm-order.ts'
import { neighbour } from '../../model/list/conversation-list.ts'
import { rowWindow } from '../../model/list/row-window.ts'
import { findRow, onRowStep } from './row-focus.ts'
import { useCalmSlots } from './use-calm-slots.ts'
import { useViewport } from './use-viewport.ts'

export interface RowPlace {
  /** Among the rows that are there, from 1. */
  readonly position: number
  readonly size: number
  readonly topPx: number
  readonly style: CSSProperties
}

export interface WindowedListProps {
  readonly label: string
  /** A table where a row has several facts to read one by one, a list where it is one thing. */
  readonly kind: 'table' | 'list'
  /** Keys that lead through it, as `aria-keyshortcuts` has them; none lead through it otherwise. */
  readonly keyShortcuts?: readonly string[]
  readonly ids: readonly string[]
  /** What this person asked for: a different question is answered at once, whatever is pointed at. */
  readonly question: string
  readonly isPointedAt: boolean
  readonly rowHeightPx: number
  readonly className: string | undefined
  readonly renderItem: (id: string, place: RowPlace) => ReactNode
}

export function WindowedList(props: WindowedListProps) {
  const { kind, keyShortcuts = [], ids, rowHeightPx, className, renderItem } = props
  const scroller = useRef<HTMLDivElement>(null)
  const viewport = useViewport(scroller, rowHeightPx)
  const { slots, scrollByPx } = useCalmSlots({ ...props, scroller, viewport })
  useSteps(scroller, slots, keyShortcuts.length > 0, rowHeightPx)
  const shown = rowWindow({
    rowCount: slots.length,
    rowPx: rowHeightPx,
    topPx: viewport.topPx() + scrollByPx,
    heightPx: viewport.heightPx(),
  })
  viewport.drew(shown, slots.length)
  const rows: ReactNode[] = []
  let position = slots.slice(0, shown.first).filter((id) => id !== undefined).length
  for (let slot = shown.first; slot < shown.end; slot += 1) {
    const id = slots[slot]
    if (id === undefined) continue
    position += 1
    const topPx = slot * rowHeightPx
    const style = { height: rowHeightPx, transform: `translateY(${topPx}px)` }
    rows.push(renderItem(id, { position, size: ids.length, topPx, style }))
  }
  return (
    <div
      className={className}
      data-empty={slots.length === 0 || undefined}
      onScroll={viewport.onScroll}
      ref={scroller}
    >
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: a table or a list, which it cannot see */}
      <div
        aria-keyshortcuts={keyShortcuts.length === 0 ? undefined : keyShortcuts.join(' ')}
        aria-label={props.label}
        aria-rowcount={kind === 'table' ? ids.length : undefined}
        role={kind}
        style={{ height: slots.length * rowHeightPx }}
      >
        {rows}
      </div>
    </div>
  )
}

/** The keys go through the rows as they stand on the screen. */
function useSteps(
  scroller: React.RefObject<HTMLElement | null>,
  slots: Slots,
  isStepped: boolean,
  rowHeightPx: number,
): void {
  useEffect(() => {
    if (!isStepped) return undefined
    return onRowStep(({ from, step }) => {
      const container = scroller.current
      const rows = slots.filter((id) => id !== undefined)
      const next = neighbour(rows, from, step)
      if (container === null || next === undefined) return false
      const drawn = findRow(container, next)
      drawn?.focus()
      if (drawn !== undefined) return true
      container.scrollTop = Math.max(
        0,
        slots.indexOf(next) * rowHeightPx - container.clientHeight / 2,
      )
      // One frame for the scroll to be told, one for the row to be drawn.
      requestAnimationFrame(() => requestAnimationFrame(() => findRow(container, next)?.focus()))
      return true
    })
  }, [scroller, slots, isStepped, rowHeightPx])
}
