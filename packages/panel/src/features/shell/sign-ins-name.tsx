import type { Me } from '@sotto/protocol'
import { navigate, useRoute } from '../../hooks/use-route.ts'
import { type Route, routePath } from '../../model/route.ts'
import { roleWords } from '../../words/role-words.ts'
import { whoseWords } from '../../words/sign-in-words.ts'
import styles from './header.module.css'

/** Who is signed in here, and the way to where else they are, and back. */
export function SignInsName({ me }: { readonly me: Me }) {
  const isHere = useRoute().view === 'sign-ins'
  const to: Route = isHere ? { view: 'home' } : { view: 'sign-ins' }
  return (
    <a
      aria-current={isHere ? 'page' : undefined}
      aria-label={`${me.name}, ${roleWords(me.role)}: ${whoseWords.own}`}
      className={styles.name}
      href={routePath(to)}
      onClick={(event) => {
        event.preventDefault()
        navigate(to)
      }}
      title={whoseWords.own}
    >
      {me.name}
      <small>{roleWords(me.role)}</small>
    </a>
  )
}
