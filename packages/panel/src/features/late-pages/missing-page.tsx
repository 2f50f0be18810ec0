/** In the place of a page that could not be fetched. Drawn without the component library: that may be what is missing. */
import { useEffect, useState } from 'react'
import shared from '../../components/button.module.css'
import { WarningIcon } from '../../components/icons.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { useSafeReload } from '../../hooks/use-safe-reload.ts'
import type { WhyMissing } from '../../model/late-parts/why-missing.ts'
import { missingPart, notKept } from '../../words/late-part-words.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { latePagesScreen } from '../../words/screens/late-pages.ts'
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
    <section aria-label={latePagesScreen.notLoaded(name)} className={styles.missing}>
      <p role="alert">
        <WarningIcon /> <span>{reload.couldNotKeep ? notKept : missingPart(name, why)}</span>
      </p>
      <div className={styles.actions}>
        {why === 'new-version' ? null : (
          <button className={shared.button} onClick={onRetry} type="button">
            {commonScreen.tryAgain}
          </button>
        )}
        <button className={shared.button} onClick={() => void reload.run()} type="button">
          {reload.couldNotKeep ? latePagesScreen.reloadAnyway : latePagesScreen.reload}
        </button>
      </div>
    </section>
  )
}
