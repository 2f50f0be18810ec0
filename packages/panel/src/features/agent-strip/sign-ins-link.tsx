import type { Me } from '@sotto/protocol'
import { navigate, useRoute } from '../../hooks/use-route.ts'
import { homeOf } from '../../model/agent-strip/own-place.ts'
import { type Route, routePath } from '../../model/route.ts'
import { signInWords } from '../../words/sign-in-words.ts'
import styles from './plain-header.module.css'

/** From one's own place to one's sign-ins, and back. */
export function SignInsLink({ me }: { readonly me: Me }) {
  const isHere = useRoute().view === 'sign-ins'
  const to: Route = isHere ? homeOf(me.role) : { view: 'sign-ins' }
  return (
    <a
      className={styles.link}
      href={routePath(to)}
      onClick={(event) => {
        event.preventDefault()
        navigate(to)
      }}
    >
      {isHere ? signInWords.back : signInWords.link}
    </a>
  )
}
