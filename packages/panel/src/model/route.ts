/**
 * What the address bar says: `/`, `/conversations/{id}`, `/history[/{id}]`, `/policies`, `/agent[/listeners]`,
 * `/audit[/reveals|/erase]`, `/sign-ins[/all]`, `/snippets`, `/preferences` or `/parts`.
 */
export type Route =
  | { readonly view: 'home' }
  | { readonly view: 'conversation'; readonly conversationId: string }
  | { readonly view: 'history'; readonly coachingId?: string }
  | { readonly view: 'policies' }
  | { readonly view: 'agent'; readonly part?: 'listeners' }
  | { readonly view: 'audit'; readonly part?: 'reveals' | 'erase' }
  | { readonly view: 'sign-ins'; readonly part?: 'all' }
  | { readonly view: 'snippets' }
  | { readonly view: 'preferences' }
  | { readonly view: 'parts' }

const conversationPath = /^\/conversations\/([^/]{1,384})\/?$/
const historyPath = /^\/history(?:\/([^/]{1,384}))?\/?$/
const longestId = 128

/** Anything that is no place of its own is home. */
export function parseRoute(pathname: string): Route {
  if (/^\/agent\/listeners\/?$/.test(pathname)) return { view: 'agent', part: 'listeners' }
  if (/^\/audit\/reveals\/?$/.test(pathname)) return { view: 'audit', part: 'reveals' }
  if (/^\/audit\/erase\/?$/.test(pathname)) return { view: 'audit', part: 'erase' }
  if (/^\/agent\/?$/.test(pathname)) return { view: 'agent' }
  if (/^\/audit\/?$/.test(pathname)) return { view: 'audit' }
  if (/^\/sign-ins\/all\/?$/.test(pathname)) return { view: 'sign-ins', part: 'all' }
  if (/^\/sign-ins\/?$/.test(pathname)) return { view: 'sign-ins' }
  if (/^\/policies\/?$/.test(pathname)) return { view: 'policies' }
  if (/^\/snippets\/?$/.test(pathname)) return { view: 'snippets' }
  if (/^\/preferences\/?$/.test(pathname)) return { view: 'preferences' }
  if (/^\/parts\/?$/.test(pathname)) return { view: 'parts' }
  const history = historyPath.exec(pathname)
  if (history !== null) return historyRoute(history[1])
  const encoded = conversationPath.exec(pathname)?.[1]
  const conversationId = encoded === undefined ? undefined : decode(encoded)
  if (conversationId === undefined || conversationId.length > longestId) return { view: 'home' }
  return { view: 'conversation', conversationId }
}

function historyRoute(encoded: string | undefined): Route {
  const coachingId = encoded === undefined ? undefined : decode(encoded)
  if (coachingId === undefined || coachingId.length > longestId) return { view: 'history' }
  return { view: 'history', coachingId }
}

export function routePath(route: Route): string {
  switch (route.view) {
    case 'home':
      return '/'
    case 'conversation':
      return `/conversations/${encodeURIComponent(route.conversationId)}`
    case 'history':
      return route.coachingId === undefined
        ? '/history'
        : `/history/${encodeURIComponent(route.coachingId)}`
    case 'policies':
    case 'snippets':
    case 'preferences':
    case 'parts':
      return `/${route.view}`
    case 'agent':
    case 'audit':
    case 'sign-ins':
      return route.part === undefined ? `/${route.view}` : `/${route.view}/${route.part}`
  }
}

/** Where the sign-in begins, and comes back to. */
export function signInPath(returnTo: string): string {
  return `/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`
}

function decode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}
