/** Where a person is brought back to after signing in: a place of this console, or its front page. */

/** Never an address of somebody else, however it is spelled: `//evil`, `/\evil`, `javascript:`. */
export function safeReturnTo(wish: unknown, origin: string): string {
  if (typeof wish !== 'string' || wish.length > 1_000 || !/^\/(?![/\\])/.test(wish)) return '/'
  if (!URL.canParse(wish, origin)) return '/'
  const url = new URL(wish, origin)
  if (url.origin !== origin || url.pathname.startsWith('/auth/')) return '/'
  return `${url.pathname}${url.search}${url.hash}`
}
