/** Ends every switch over a union: a missing case does not compile, and a lie at run time throws. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`)
}
