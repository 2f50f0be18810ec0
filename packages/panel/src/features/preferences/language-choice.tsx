/** The language of the page. It is taken when the page is loaded, and no open line is cut for it. */
import { Button } from '@mantine/core'
import { Choice } from '../../components/choice.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { useSafeReload } from '../../hooks/use-safe-reload.ts'
import { useLine, usePreferences } from '../../hooks/use-state-of.ts'
import { browserTongue, pageTongue } from '../../words/in-language.ts'
import { notKept } from '../../words/late-part-words.ts'
import { languageWords, preferenceWords } from '../../words/preference-words.ts'
import styles from './preferences.module.css'

export function LanguageChoice() {
  const { preferences } = useModel()
  const { language } = usePreferences()
  const isSpoken = (language === 'auto' ? browserTongue() : language) === pageTongue()
  return (
    <>
      <Choice
        legend={preferenceWords.language}
        onChoose={(next) => preferences.setState({ language: next })}
        options={languageWords}
        value={language === 'en-XA' ? 'auto' : language}
      />
      {isSpoken ? <p className={styles.note}>{preferenceWords.languageNote}</p> : <LoadAnew />}
    </>
  )
}

function LoadAnew() {
  const hasLine = useLine((line) => line.conversationId !== undefined)
  const reload = useSafeReload()
  const words = hasLine ? preferenceWords.whenLineCloses : preferenceWords.whenLoaded
  return (
    <>
      <p className={styles.note} role="status">
        {reload.couldNotKeep ? notKept : words}
      </p>
      <Button disabled={hasLine} onClick={() => void reload.run()} size="compact-sm">
        {reload.couldNotKeep ? preferenceWords.loadAnyway : preferenceWords.load}
      </Button>
    </>
  )
}
