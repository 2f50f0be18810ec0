/** What administrators do about people, side by side: who is signed in, and who is to be erased. */
import { hasRights } from '@sotto/domain'
import type { Me } from '@sotto/protocol'
import { navigate, useRoute } from '../../hooks/use-route.ts'
import { type Route, routePath } from '../../model/route.ts'
import { erasureWords } from '../../words/erasure-words.ts'
import { signInWords, whoseWords } from '../../words/sign-in-words.ts'
import styles from './sign-ins.module.css'

const signIns: readonly (readonly [string, Route])[] = [
  [whoseWords.own, { view: 'sign-ins' }],
  [whoseWords.everybody, { view: 'sign-ins', part: 'all' }],
]
const erasing: readonly [string, Route] = [erasureWords.heading, { view: 'audit', part: 'erase' }]

/** Nothing for whom there is nothing but their own. An auditor has erasing among the parts of the audit. */
export function PeopleParts({ me }: { readonly me: Me }) {
  const shown = routePath(useRoute())
  if (!hasRights(me, 'manage-sign-ins')) return null
  const parts = hasRights(me, 'erase-person') ? [...signIns, erasing] : signIns
  return (
    <nav aria-label={signInWords.parts} className={styles.parts}>
      {parts.map(([name, to]) => (
        <a
          aria-current={routePath(to) === shown ? 'page' : undefined}
          href={routePath(to)}
          key={name}
          onClick={(event) => {
            event.preventDefault()
            navigate(to)
          }}
        >
          {name}
        </a>
      ))}
    </nav>
  )
}
