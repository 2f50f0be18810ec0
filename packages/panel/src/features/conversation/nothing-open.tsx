import { Kbd } from '@mantine/core'
import { usePreferences } from '../../hooks/use-state-of.ts'
import type { KeyMap } from '../../model/keyboard.ts'
import { shownKey } from '../../words/key-words.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { conversationScreen } from '../../words/screens/conversation.ts'
import styles from './conversation.module.css'

/** What a first look needs; the rest stands in the dialog of keys. */
const shown = (keys: KeyMap): readonly (readonly [readonly string[], string])[] => [
  [[keys['next-row'], keys['previous-row']], conversationScreen.nextAndPreviousConversation],
  [[conversationScreen.enter], conversationScreen.openIt],
  [[keys['focus-search']], conversationScreen.search],
  [[keys.monitor, keys.coach, keys.barge], conversationScreen.monitorCoachBargeIn],
  [[commonScreen.space], conversationScreen.holdToTalkWhileCoaching],
  [[conversationScreen.esc], conversationScreen.beSilentAtOnce],
  [[keys['focus-whisper']], conversationScreen.writeAWhisper],
  [[keys['show-keys']], conversationScreen.allKeysAndHowTo],
]

export function NothingOpen() {
  const { keys } = usePreferences()
  return (
    <section aria-label={conversationScreen.noConversationOpen} className={styles.nothing}>
      <h1>{conversationScreen.noConversationOpen}</h1>
      <p>{conversationScreen.chooseOneOnTheLeft}</p>
      <dl className={styles.keys}>
        {shown(keys).map(([names, meaning]) => (
          <div key={meaning}>
            <dt>
              {names
                .filter((name) => name !== '')
                .map((name) => (
                  <Kbd key={name} size="sm">
                    {name.length === 1 ? shownKey(name) : name}
                  </Kbd>
                ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
