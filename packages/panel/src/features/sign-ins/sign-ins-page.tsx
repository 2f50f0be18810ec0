/** Who is signed in where: one's own sign-ins, and for administrators everybody's. */

import type { Me } from '@sotto/protocol'
import { useEffect, useSyncExternalStore } from 'react'
import shared from '../../components/button.module.css'
import { Problem } from '../../components/problem.tsx'
import { useModel } from '../../hooks/use-model.ts'
import type { SignIns, Whose } from '../../model/sign-ins/sign-ins.ts'
import { signInsOf } from '../../model/sign-ins/sign-ins.ts'
import { failureWords } from '../../words/problem-words.ts'
import { signInsScreen } from '../../words/screens/sign-ins.ts'
import {
  listStateWords,
  questionWords,
  signInWords,
  whoseExplanation,
  whoseWords,
} from '../../words/sign-in-words.ts'
import { EndQuestion } from './end-question.tsx'
import { PeopleParts } from './people-parts.tsx'
import { SignInSearch } from './sign-in-search.tsx'
import { SignInTable } from './sign-in-table.tsx'
import styles from './sign-ins.module.css'

export interface SignInsPageProps {
  readonly me: Me
  readonly whose: Whose
}

export function SignInsPage({ me, whose }: SignInsPageProps) {
  const model = useModel()
  const { serverTime } = model
  const signIns = signInsOf(model)
  useEffect(() => void signIns.open(whose), [signIns, whose])
  useEffect(() => {
    document.title = signInsScreen.sotto(whoseWords[whose])
  }, [whose])
  return <SignInsView me={me} now={serverTime.now()} signIns={signIns} />
}

export interface SignInsViewProps {
  readonly me: Me
  readonly signIns: SignIns
  readonly now: number
}

export function SignInsView({ me, now, signIns }: SignInsViewProps) {
  const { getState, subscribe } = signIns.state
  const shown = useSyncExternalStore(subscribe, getState, getState)
  const { asked, endFailure, failure, list, whose } = shown
  const others = list?.rows.filter(({ isThis }) => !isThis).length ?? 0
  return (
    <section aria-label={whoseWords[whose]} className={styles.page}>
      <PeopleParts me={me} />
      <h1>{whoseWords[whose]}</h1>
      <p>{whoseExplanation[whose]}</p>
      {whose === 'everybody' ? <SignInSearch onSearch={signIns.search} /> : null}
      {failure === undefined ? null : (
        <Problem
          onRetry={() => void signIns.open(whose)}
          words={signInsScreen.theListCouldNotBe(failureWords(failure))}
        />
      )}
      {endFailure === undefined ? null : (
        <Problem words={signInsScreen.nothingWasEnded(failureWords(endFailure))} />
      )}
      <p aria-live="polite">{listStateWords(shown)}</p>
      {list === undefined || list.rows.length === 0 ? null : (
        <SignInTable now={now} rows={list.rows} shown={shown} signIns={signIns} />
      )}
      {list?.isMore === true ? <p>{signInWords.isMore}</p> : null}
      {whose === 'own' && others > 1 ? (
        asked === 'others' ? (
          <EndQuestion
            isEnding={shown.isEnding}
            question={questionWords('others', undefined)}
            signIns={signIns}
          />
        ) : (
          <button className={shared.button} onClick={() => signIns.ask('others')} type="button">
            {signInWords.endOthers}
          </button>
        )
      ) : null}
    </section>
  )
}
