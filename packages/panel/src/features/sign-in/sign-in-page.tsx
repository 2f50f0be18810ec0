/** For those who are not signed in: one button. Drawn without the component library, so that it is there at once. */
import { Brand } from '../../components/brand.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { signInPath } from '../../model/route.ts'
import { browserFitnessWords } from '../../words/browser-words.ts'
import { otherLanguage } from '../../words/other-language.ts'
import { signInScreen } from '../../words/screens/sign-in.ts'
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
        <p className={styles.words}>{signInScreen.supervisorsSeeWhoNeedsHelp}</p>
        <button className={styles.button} onClick={signIn} type="button">
          {signInScreen.signIn}
        </button>
        {doubts === undefined ? null : <p className={styles.doubts}>{doubts}</p>}
        <p className={styles.note}>{signInScreen.youSignInAtYour}</p>
        <LanguageSwitch />
      </section>
    </main>
  )
}

/** Agents and auditors have no preferences; and who reads nothing of this page finds their own language by its name. */
function LanguageSwitch() {
  const { preferences } = useModel()
  const { language, name } = otherLanguage
  return (
    <a
      className={styles.plain}
      href="/"
      hrefLang={language}
      lang={language}
      onClick={(event) => {
        event.preventDefault()
        preferences.setState({ language })
        window.location.reload()
      }}
    >
      {name}
    </a>
  )
}
