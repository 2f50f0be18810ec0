/** What the address bar says: `/` or `/conversations/{id}`. */
export type Route =
  | { readonly view: 'home' }
  | { readonly view: 'conversation'; readonly conversationId: string }

const conversationPath = /^\/conversations\/([^/]{1,384})\/?$/
const longestId = 128

/** Anything that is not a conversation's address is home. */
export function parseRoute(pathname: string): Route {
  const encoded = conversationPath.exec(pathname)?.[1]
  const conversationId = encoded === undefined ? undefined : decode(encoded)
  if (conversationId === undefined || conversationId.length > longestId) return { view: 'home' }
  return { view: 'conversation', conversationId }
}

export function routePath(route: Route): string {
  return route.view === 'home' ? '/' : `/conversations/${encodeURIComponent(route.conversationId)}`
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
