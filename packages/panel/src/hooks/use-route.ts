import { useSyncExternalStore } from 'react'
import { parseRoute, type Route, routePath } from '../model/route.ts'

const navigated = 'sotto:navigated'

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener)
  window.addEventListener(navigated, listener)
  return () => {
    window.removeEventListener('popstate', listener)
    window.removeEventListener(navigated, listener)
  }
}

const readPath = () => window.location.pathname

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, readPath, () => '/'))
}

export function navigate(route: Route): void {
  const path = routePath(route)
  if (path === window.location.pathname) return
  window.history.pushState(null, '', path)
  window.dispatchEvent(new Event(navigated))
}

/** As if the address had been this one from the start. */
export function redirect(route: Route): void {
  window.history.replaceState(null, '', routePath(route))
  window.dispatchEvent(new Event(navigated))
}
