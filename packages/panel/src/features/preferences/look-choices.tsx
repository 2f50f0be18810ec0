/** Colours and room, each kept: on the page of preferences, and above the parts so that each is seen in both. */
import { useMantineColorScheme } from '@mantine/core'
import { Choice } from '../../components/choice.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { usePreferences } from '../../hooks/use-state-of.ts'
import { densityWords, preferenceWords, schemeWords } from '../../words/preference-words.ts'

export function LookChoices() {
  const { preferences } = useModel()
  const { density } = usePreferences()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <>
      <Choice
        legend={preferenceWords.scheme}
        onChoose={setColorScheme}
        options={schemeWords}
        value={colorScheme}
      />
      <Choice
        legend={preferenceWords.density}
        onChoose={(next) => preferences.setState({ density: next })}
        options={densityWords}
        value={density}
      />
    </>
  )
}
