import { Brand } from '../../components/brand.tsx'
import styles from './sign-in.module.css'

export function WaitingPage({ words }: { readonly words: string }) {
  return (
    <main className={styles.page}>
      <section className={styles.waiting}>
        <Brand large />
        <p className={styles.words} role="status">
          {words}
        </p>
      </section>
    </main>
  )
}
