import { Kbd } from '@mantine/core'
import styles from './conversation.module.css'

const keys = [
  ['J', 'K', 'next and previous conversation'],
  ['Enter', undefined, 'open it'],
  ['/', undefined, 'search'],
  ['W', undefined, 'write a whisper'],
  ['Space', undefined, 'hold to talk while coaching'],
  ['Esc', undefined, 'be silent at once'],
] as const

export function NothingOpen() {
  return (
    <section aria-label="No conversation open" className={styles.nothing}>
      <h1>No conversation open</h1>
      <p>
        Choose one on the left. Opening a conversation connects nothing: nobody hears you, and you
        hear nobody, until you press Monitor or Coach.
      </p>
      <dl className={styles.keys}>
        {keys.map(([first, second, meaning]) => (
          <div key={first}>
            <dt>
              <Kbd size="sm">{first}</Kbd>
              {second === undefined ? null : <Kbd size="sm">{second}</Kbd>}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
