/** Somebody is signed in, but this address is somebody else's place: said plainly, with the way to their own. */
import type { Me } from '@sotto/protocol'
import { Brand } from '../../components/brand.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { navigate } from '../../hooks/use-route.ts'
import type { Place } from '../../model/agent-strip/own-place.ts'
import { type Route, routePath } from '../../model/route.ts'
import { ownPlaceWords, placeWords } from '../../words/place-words.ts'
import { roleWords } from '../../words/role-words.ts'
import { signInScreen } from '../../words/screens/sign-in.ts'
import styles from './sign-in.module.css'

export interface WrongPlaceProps {
  readonly me: Me
  readonly place: Place
  readonly own: Route
}

export function WrongPlace({ me, place, own }: WrongPlaceProps) {
  const model = useModel()
  return (
    <main className={styles.page}>
      <section className={styles.card}>
        <Brand large />
        <h1 className={styles.heading}>{placeWords[place]}</h1>
        <p className={styles.words}>{signInScreen.signedInAs(me.name, roleWords(me.role))}</p>
        <a
          className={styles.button}
          href={routePath(own)}
          onClick={(event) => {
            event.preventDefault()
            navigate(own)
          }}
        >
          {ownPlaceWords[me.role]}
        </a>
        <button className={styles.plain} onClick={() => void model.signOut()} type="button">
          {signInScreen.signInAsSomebodyElse}
        </button>
      </section>
    </main>
  )
}
