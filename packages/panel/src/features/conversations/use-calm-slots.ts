/** The rows of a list in an order that does not change under the pointer or the focus. */
import { type RefObject, useEffect, useLayoutEffect, useReducer, useRef } from 'react'
import { type CalmOrder, calmOrder, type Slots } from '../../model/list/calm-order.ts'
import { focusedRowId } from './row-focus.ts'
import type { ListViewport } from './use-viewport.ts'

export interface CalmSlotsOptions {
  readonly ids: readonly string[]
  readonly question: string
  readonly isPointedAt: boolean
  readonly rowHeightPx: number
  readonly scroller: RefObject<HTMLElement | null>
  readonly viewport: ListViewport
}

interface Shown {
  readonly slots: Slots
  readonly question: string
}

const nothingShown: Shown = { slots: [], question: '' }

export function useCalmSlots(options: CalmSlotsOptions): CalmOrder {
  const { ids, question, isPointedAt, rowHeightPx, scroller, viewport } = options
  const [, look] = useReducer((count: number) => count + 1, 0)
  const last = useRef(nothingShown)
  const wanted = useRef(ids)
  const order = calmOrder({
    shown: last.current.question === question ? last.current.slots : [],
    wanted: ids,
    isPointedAt,
    focusedId: scroller.current === null ? undefined : focusedRowId(scroller.current),
    viewport: { topPx: viewport.topPx(), heightPx: viewport.heightPx(), rowPx: rowHeightPx },
  })
  const { scrollByPx, slots } = order
  useLayoutEffect(() => {
    if (scrollByPx !== 0 && scroller.current !== null && last.current.slots !== slots)
      scroller.current.scrollTop += scrollByPx
    last.current = { slots, question }
    wanted.current = ids
  }, [slots, question, ids, scrollByPx, scroller])
  // Whoever held the order by the focus has left: what waited for that may be done.
  useEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const onFocusOut = ({ relatedTarget }: FocusEvent) => {
      const isStillIn = relatedTarget instanceof Node && element.contains(relatedTarget)
      if (!isStillIn && last.current.slots !== wanted.current) look()
    }
    element.addEventListener('focusout', onFocusOut)
    return () => element.removeEventListener('focusout', onFocusOut)
  }, [scroller])
  return order
}
