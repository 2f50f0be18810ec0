/** In the place of a page that could not be fetched. Drawn without the component library: that may be what is missing. */
import { useEffect, useState } from 'react'
import { WarningIcon } from '../../components/icons.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { useSession } from '../../hooks/use-state-of.ts'
import type { WhyMissing } from '../../model/late-parts/why-missing.ts'
import { missingPart, notKept } from '../../words/late-part-words.ts'
import styles from './late-pages.module.css'

export interface MissingPageProps {
  readonly name: string
  readonly onRetry: () => void
}

export function MissingPage({ name, onRetry }: MissingPageProps) {
  const { whyMissing } = useModel()
  const [why, setWhy] = useState<WhyMissing>()
  const reload = useSafeReload()
  useEffect(() => {
    let isShown = true
    void whyMissing().then((answer) => {
      if (isShown) setWhy(answer)
    })
    return () => {
      isShown = false
    }
  }, [whyMissing])
  return (
    <section aria-label={`Not loaded: ${name}`} className={styles.missing}>
      <p role="alert">
        <WarningIcon /> <span>{reload.couldNotKeep ? notKept : missingPart(name, why)}</span>
      </p>
      <div className={styles.actions}>
        {why === 'new-version' ? null : (
          <button onClick={onRetry} type="button">
            Try again
          </button>
        )}
        <button onClick={() => void reload.run()} type="button">
          {reload.couldNotKeep ? 'Reload anyway' : 'Reload'}
        </button>
      </div>
    </section>
  )
}

/** Keeps what was begun first; where that fails it takes a second press. */
function useSafeReload(): { readonly couldNotKeep: boolean; run(): Promise<void> } {
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
