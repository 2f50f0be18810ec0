/** Addresses below `/api/v2`. An id comes from outside, so it may fill one segment and nothing else. */

/** Fills each `{}` with an id; undefined when one could not be an id (then there is no such thing). */
export function route(template: string, ...ids: readonly string[]): string | undefined {
  if (!ids.every(isId)) return undefined
  const rest = [...ids]
  return template.replaceAll('{}', () => encodeURIComponent(rest.shift() ?? ''))
}

function isId(text: string): boolean {
  return /^[A-Za-z0-9._~:@-]{1,128}$/.test(text) && text !== '.' && text !== '..'
}
