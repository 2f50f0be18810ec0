import { useCallback, useSyncExternalStore } from 'react'
import { useModel } from './use-model.ts'

/** The server's time, drawn again once a second together with every other timer. */
export function useServerNow(): number {
  const { drawing, serverTime, ticker } = useModel()
  const follow = useCallback(
    (listener: () => void) => drawing.follow(ticker.subscribe, listener),
    [drawing, ticker],
  )
  useSyncExternalStore(follow, ticker.count, ticker.count)
  return serverTime.now()
}
