/** Where the server may call, and nowhere else: decided from a list that names hosts and paths. */
import { PlatformError } from './platform-error.ts'

export interface OutboundPlace {
  /** For instance `https://api.platform.example`, or `wss://…` for its sockets. */
  readonly origin: string
  /** Whole paths, or the beginnings of paths where they end with a slash. */
  readonly paths: readonly string[]
}

/** Nothing that smuggles a user, another host or a way up into an address gets through: it is compared as it would be called. */
export function mayCall(places: readonly OutboundPlace[], address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host, pathname, username, password } = new URL(address)
  if (username !== '' || password !== '') return false
  // Some servers take an encoded slash or dot for a real one.
  if (/%2f|%5c|%2e/i.test(pathname)) return false
  return places.some(
    ({ origin, paths }) =>
      origin === `${protocol}//${host}` &&
      paths.some((path) => (path.endsWith('/') ? pathname.startsWith(path) : pathname === path)),
  )
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>

/**
 * Calls what is on the list and follows no redirect, which could carry a token elsewhere. Everything else rejects with a
 * `PlatformError`, before anything has left.
 */
export function onlyTo(places: readonly OutboundPlace[], fetch: Fetch): Fetch {
  return async (url, init) => {
    if (!mayCall(places, url))
      throw new PlatformError('unexpected-answer', 'an address that is not on the list of places')
    return fetch(url, { ...init, redirect: init.redirect === 'manual' ? 'manual' : 'error' })
  }
}
