/** True when `incoming` should replace `known`: events arrive twice and late, and only a higher version is news (S5). */
export function isNewer(
  known: { readonly version: number } | undefined,
  incoming: { readonly version: number },
): boolean {
  return known === undefined || incoming.version > known.version
}
