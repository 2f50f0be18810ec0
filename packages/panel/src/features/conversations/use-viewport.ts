/** What of a list is in sight. Draws again only when other rows come into sight. */
import { type RefObject, useEffect, useReducer, useRef } from 'react'
import { type RowWindow, rowWindow } from '../../model/list/row-window.ts'

export interface ListViewport {
  topPx(): number
  heightPx(): number
  /** After each drawing: what was drawn, of how many. */
  drew(shown: RowWindow, rowCount: number): void
  readonly onScroll: () => void
}

/** Until it is measured. */
const usualHeightPx = 600

export function useViewport(scroller: RefObject<HTMLElement | null>, rowPx: number): ListViewport {
  const [, drawAgain] = useReducer((count: number) => count + 1, 0)
  const drawn = useRef({ first: 0, end: 0, rowCount: 0 })
  const topPx = () => scroller.current?.scrollTop ?? 0
  const heightPx = () => scroller.current?.clientHeight ?? usualHeightPx
  function onScroll(): void {
    const { rowCount, first, end } = drawn.current
    const now = rowWindow({ rowCount, rowPx, topPx: topPx(), heightPx: heightPx() })
    if (now.first !== first || now.end !== end) drawAgain()
  }
  const look = useRef(onScroll)
  useEffect(() => {
    look.current = onScroll
  })
  useEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const observer = new ResizeObserver(() => look.current())
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])
  return {
    topPx,
    heightPx,
    onScroll,
    drew(shown, rowCount) {
      drawn.current = { ...shown, rowCount }
    },
  }
}
