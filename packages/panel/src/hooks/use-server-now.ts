import { useSyncExternalStore } from 'react'
import { useModel } from './use-model.ts'

/** The server's time, drawn again once a second together with every other timer. */
export function useServerNow(): number {
  const { serverTime, ticker } = useModel()
  useSyncExternalStore(ticker.subscribe, ticker.count, ticker.count)
  return serverTime.now()
}
