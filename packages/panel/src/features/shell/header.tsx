import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import type { Me } from '@sotto/protocol'
import { Brand } from '../../components/brand.tsx'
import { KeysIcon, MoonIcon, PreferencesIcon, SunIcon } from '../../components/icons.tsx'
import { useOwnQueues, usePeople } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { navigate, useRoute } from '../../hooks/use-route.ts'
import { usePreferences } from '../../hooks/use-state-of.ts'
import { ariaKey } from '../../model/keyboard.ts'
import { preferenceWords } from '../../words/preference-words.ts'
import { queueName } from '../../words/queue-words.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { shellScreen } from '../../words/screens/shell.ts'
import styles from './header.module.css'
import { HistoryButton } from './history-button.tsx'
import { LiveChip, PlatformChip } from './live-chip.tsx'
import { PoliciesButton } from './policies-button.tsx'
import { SignInsName } from './sign-ins-name.tsx'

const nobodySearched = ''

export interface HeaderProps {
  readonly me: Me
  readonly onShowKeys: () => void
}

export function Header({ me, onShowKeys }: HeaderProps) {
  return (
    <header className={styles.header}>
      <Brand />
      <Counts me={me} />
      <span className={styles.space} />
      <span className={styles.history}>
        <HistoryButton />
        <PoliciesButton />
      </span>
      <LiveChip />
      <PlatformChip />
      <KeysButton onPress={onShowKeys} />
      <SchemeButton />
      <PreferencesButton />
      <Account me={me} />
    </header>
  )
}

function Counts({ me }: { readonly me: Me }) {
  const { agentCount, busyAgentCount, filled } = usePeople(nobodySearched)
  const queues = useOwnQueues(me)
    .map(({ name }) => queueName(name))
    .join(', ')
  return (
    <span className={styles.counts} data-tabular title={queues}>
      {queues === '' ? null : <span className={styles.queues}>{queues}</span>}
      {filled ? (
        <span className={styles.figures}>
          {shellScreen.agentsInConversation(agentCount, busyAgentCount)}
        </span>
      ) : null}
    </span>
  )
}

function KeysButton({ onPress }: { readonly onPress: () => void }) {
  const { keys } = usePreferences()
  return (
    <ActionIcon
      aria-haspopup="dialog"
      aria-keyshortcuts={ariaKey(keys['show-keys'])}
      aria-label={shellScreen.keys}
      className={styles.keys}
      color="gray"
      onClick={onPress}
      size="md"
      title={shellScreen.keys}
      variant="subtle"
    >
      <KeysIcon />
    </ActionIcon>
  )
}

function SchemeButton() {
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const other = scheme === 'light' ? 'dark' : 'light'
  return (
    <ActionIcon
      aria-label={other === 'dark' ? shellScreen.useDarkColours : shellScreen.useLightColours}
      color="gray"
      onClick={() => setColorScheme(other)}
      size="md"
      variant="subtle"
    >
      {other === 'dark' ? <MoonIcon /> : <SunIcon />}
    </ActionIcon>
  )
}

/** To the preferences, and from them back to the conversations. */
function PreferencesButton() {
  const isHere = useRoute().view === 'preferences'
  return (
    <ActionIcon
      aria-current={isHere ? 'page' : undefined}
      aria-label={preferenceWords.heading}
      color="gray"
      onClick={() => navigate(isHere ? { view: 'home' } : { view: 'preferences' })}
      size="md"
      title={preferenceWords.heading}
      variant={isHere ? 'light' : 'subtle'}
    >
      <PreferencesIcon />
    </ActionIcon>
  )
}

function Account({ me }: { readonly me: Me }) {
  const model = useModel()
  async function signOut(): Promise<void> {
    const answer = await model.signOut()
    if (!answer.ok)
      model.complaints.complain(shellScreen.notSignedOut, shellScreen.theServerDidNotAnswer)
  }
  return (
    <span className={styles.account}>
      <SignInsName me={me} />
      <Button
        className={styles.out}
        color="gray"
        onClick={() => void signOut()}
        size="compact-sm"
        variant="subtle"
      >
        {commonScreen.signOut}
      </Button>
    </span>
  )
}
