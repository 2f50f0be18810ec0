import { useServerNow } from '../hooks/use-server-now.ts'
import { duration } from '../words/time-words.ts'

/** `04:12` since then, by the server's clock. */
export function Timer({ since }: { readonly since: number }) {
  return <span data-tabular>{duration(useServerNow() - since)}</span>
}
