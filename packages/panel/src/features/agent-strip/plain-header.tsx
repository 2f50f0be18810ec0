/** Who is signed in, how fresh the page is, and the way out; without the component library, so that the strip is there at once. */
import type { Me } from '@sotto/protocol'
import { type ReactNode, useState } from 'react'
import { Brand } from '../../components/brand.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { roleWords } from '../../words/role-words.ts'
import { agentStripScreen } from '../../words/screens/agent-strip.ts'
import { commonScreen } from '../../words/screens/common.ts'
import styles from './plain-header.module.css'
import { SignInsLink } from './sign-ins-link.tsx'

export function PlainHeader({ me, children }: { readonly me: Me; readonly children?: ReactNode }) {
  const model = useModel()
  const [failed, setFailed] = useState(false)
  async function signOut(): Promise<void> {
    const answer = await model.signOut()
    if (!answer.ok) setFailed(true)
  }
  return (
    <>
      <header className={styles.header}>
        <Brand />
        <span className={styles.space} />
        {children === undefined ? null : <span className={styles.own}>{children}</span>}
        <SignInsLink me={me} />
        <span className={styles.name}>
          {me.name}
          <small>{roleWords(me.role)}</small>
        </span>
        <button className={styles.out} onClick={() => void signOut()} type="button">
          {commonScreen.signOut}
        </button>
      </header>
      {failed ? (
        <p className={styles.failed} role="alert">
          {agentStripScreen.notSignedOutTheServer}
        </p>
      ) : null}
    </>
  )
}
