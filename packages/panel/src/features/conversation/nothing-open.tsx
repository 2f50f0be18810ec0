import { Kbd } from '@mantine/core'
import { usePreferences } from '../../hooks/use-state-of.ts'
import type { KeyMap } from '../../model/keyboard.ts'
import { shownKey } from '../../words/key-words.ts'
import styles from './conversation.module.css'

/** What a first look needs; the rest stands in the dialog of keys. */
const shown = (keys: KeyMap): readonly (readonly [readonly string[], string])[] => [
  [[keys['next-row'], keys['previous-row']], 'next and previous conversation'],
  [['Enter'], 'open it'],
  [[keys['focus-search']], 'search'],
  [[keys.monitor, keys.coach, keys.barge], 'Monitor, Coach, Barge in'],
  [['Space'], 'hold to talk while coaching'],
  [['Esc'], 'be silent at once'],
  [[keys['focus-whisper']], 'write a whisper'],
  [[keys['show-keys']], 'all keys, and how to change them'],
]

export function NothingOpen() {
  const { keys } = usePreferences()
  return (
    <section aria-label="No conversation open" className={styles.nothing}>
      <h1>No conversation open</h1>
      <p>
        Choose one on the left. Opening a conversation connects nothing: nobody hears you, and you
        hear nobody, until you press Monitor or Coach.
      </p>
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
