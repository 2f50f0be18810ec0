/** For those who are not signed in: one button. Drawn without the component library, so that it is there at once. */
import { Brand } from '../../components/brand.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { signInPath } from '../../model/route.ts'
import { browserFitnessWords } from '../../words/browser-words.ts'
import styles from './sign-in.module.css'

function signIn(): void {
  window.location.assign(signInPath(window.location.pathname))
}

export function SignInPage() {
  const { browser } = useModel()
  const doubts = browserFitnessWords(browser)
  return (
    <main className={styles.page}>
      <section className={styles.card}>
        <h1 className={styles.title}>
          <Brand large />
        </h1>
        <p className={styles.words}>
          Supervisors see who needs help and speak to the agent alone; agents read what they were
          told, and answer with one key.
        </p>
        <button className={styles.button} onClick={signIn} type="button">
          Sign in
        </button>
        {doubts === undefined ? null : <p className={styles.doubts}>{doubts}</p>}
        <p className={styles.note}>You sign in at your contact centre’s own platform.</p>
      </section>
    </main>
  )
}
