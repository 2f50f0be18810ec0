/** What this person likes on this machine: look, microphone, list and keys, each taking effect as it is chosen. */

import { Button, Switch } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { BackButton } from '../../components/back-button.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { navigate } from '../../hooks/use-route.ts'
import { usePreferences } from '../../hooks/use-state-of.ts'
import { microphoneTestOf } from '../../model/microphone-test/microphone-test.ts'
import { type Route, routePath } from '../../model/route.ts'
import { preferenceWords } from '../../words/preference-words.ts'
import { preferencesScreen } from '../../words/screens/preferences.ts'
import { snippetWords } from '../../words/snippet-words.ts'
import { MicrophoneSelect } from '../microphone-test/microphone-select.tsx'
import { SoundSwitches } from '../talk/sound-switches.tsx'
import { WaitForGap } from '../talk/wait-for-gap.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { LookChoices } from './look-choices.tsx'
import styles from './preferences.module.css'

export interface PreferencesPageProps {
  readonly onShowKeys: () => void
}

export function PreferencesPage({ onShowKeys }: PreferencesPageProps) {
  const model = useModel()
  const { preferences } = model
  const microphoneTest = microphoneTestOf(model)
  const { idleAgentsToo } = usePreferences()
  useEffect(() => {
    document.title = preferencesScreen.sotto(preferenceWords.heading)
    return () => {
      document.title = 'Sotto'
    }
  }, [])
  return (
    <section aria-label={preferenceWords.heading} className={styles.page}>
      <BackButton />
      <h1 className={styles.heading}>{preferenceWords.heading}</h1>
      <p className={styles.note}>{preferenceWords.lead}</p>
      <Group heading={preferenceWords.look}>
        <LookChoices />
        <p className={styles.note}>{preferenceWords.densityNote}</p>
      </Group>
      <Group heading={preferenceWords.sound}>
        <MicrophoneSelect />
        <Button onClick={() => void microphoneTest.open()} size="compact-sm" variant="default">
          {preferencesScreen.testMicrophone}
        </Button>
        <SoundSwitches />
        <WaitForGap />
      </Group>
      <Group heading={preferenceWords.list}>
        <Switch
          checked={idleAgentsToo}
          label={preferenceWords.idleAgents}
          onChange={({ currentTarget }) =>
            preferences.setState({ idleAgentsToo: currentTarget.checked })
          }
          size="xs"
        />
      </Group>
      <Group heading={preferenceWords.language}>
        <LanguageChoice />
      </Group>
      <Group heading={preferenceWords.keys}>
        <Button aria-haspopup="dialog" onClick={onShowKeys} size="compact-sm" variant="default">
          {preferenceWords.allKeys}
        </Button>
      </Group>
      <Group heading={snippetWords.heading}>
        <PageLink to={{ view: 'snippets' }} words={snippetWords.manage} />
      </Group>
      <Group heading={preferenceWords.more}>
        <PageLink to={{ view: 'parts' }} words={preferenceWords.parts} />
        <p className={styles.note}>{preferenceWords.partsNote}</p>
      </Group>
    </section>
  )
}

function Group({ children, heading }: { readonly children: ReactNode; readonly heading: string }) {
  return (
    <section aria-label={heading} className={styles.group}>
      <h2>{heading}</h2>
      <div className={styles.fields}>{children}</div>
    </section>
  )
}

function PageLink({ to, words }: { readonly to: Route; readonly words: string }) {
  return (
    <a
      className={styles.link}
      href={routePath(to)}
      onClick={(event) => {
        event.preventDefault()
        navigate(to)
      }}
    >
      {words}
    </a>
  )
}
