/** The seed that finds each planted bug; searched anew by `npm run simulate -- --planted NAME`. */
export const foundBy: ReadonlyMap<string, number> = new Map([])
