import { type RefObject, useEffect } from 'react'
import { useModel } from '../../hooks/use-model.ts'

/** Of its height, or of the window's where it is taller than that. */
const enough = 0.6

/** Tells the model which whispers really stand before somebody's eyes. `ids` is drawn anew with every change of the list. */
export function useReading(list: RefObject<HTMLElement | null>, ids: string): void {
  const { agentStrip } = useModel()

  useEffect(() => {
    const end = new AbortController()
    const tell = () => agentStrip.setPageVisible(document.visibilityState === 'visible')
    tell()
    document.addEventListener('visibilitychange', tell, { signal: end.signal })
    return () => {
      end.abort()
      agentStrip.setPageVisible(false)
    }
  }, [agentStrip])

  useEffect(() => {
    void ids
    const inView = new Set<string>()
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, intersectionRatio, intersectionRect, rootBounds } of entries) {
          const id = target instanceof HTMLElement ? target.dataset.whisperId : undefined
          if (id === undefined) continue
          const fills = intersectionRect.height >= (rootBounds?.height ?? Infinity) * enough
          if (intersectionRatio >= enough || fills) inView.add(id)
          else inView.delete(id)
        }
        agentStrip.setInView(new Set(inView))
      },
      { threshold: [0, 0.25, enough, 1] },
    )
    for (const item of list.current?.children ?? []) observer.observe(item)
    return () => observer.disconnect()
  }, [agentStrip, list, ids])
}
