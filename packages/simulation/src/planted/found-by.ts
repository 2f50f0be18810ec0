/** The seed that finds each planted bug; searched anew by `npm run simulate -- --planted NAME`. */
export const foundBy: ReadonlyMap<string, number> = new Map([
  ['live-when-queued', 1],
  ['cancel-never-sent', 26],
  ['lease-for-everybody', 8],
  ['hold-not-heard', 1],
  ['pause-not-heard', 3],
  ['stale-events-believed', 1],
  ['wrong-line', 2],
  ['delivered-when-queued', 1],
  ['row-written-later', 1],
  ['crash-not-settled', 1],
  ['lease-shorter-than-counted', 3],
  ['fence-stands-still', 8],
  ['live-words-lost', 60],
  ['whisper-leaks', 1],
])
