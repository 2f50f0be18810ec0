import { useState } from 'react'
import { useModel } from './use-model.ts'
import { useSession } from './use-state-of.ts'

/** Keeps what was begun first; where that fails it takes a second press. */
export function useSafeReload(): { readonly couldNotKeep: boolean; run(): Promise<void> } {
  const { drafts } = useModel()
  const session = useSession()
  const [couldNotKeep, setCouldNotKeep] = useState(false)
  return {
    couldNotKeep,
    async run() {
      const kept = 'me' in session ? await drafts.keepForReturn(session.me.id) : undefined
      if (kept?.ok === false && !couldNotKeep) setCouldNotKeep(true)
      else window.location.reload()
    },
  }
}
