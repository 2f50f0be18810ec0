import shared from '../../components/button.module.css'
import type { SignInRow } from '../../model/sign-ins/sign-in-calls.ts'
import type { SignIns, SignInsState } from '../../model/sign-ins/sign-ins.ts'
import { roleWords } from '../../words/role-words.ts'
import {
  browserWords,
  networkWords,
  questionWords,
  rowName,
  signInWords,
  usedWords,
} from '../../words/sign-in-words.ts'
import { EndQuestion } from './end-question.tsx'
import styles from './sign-ins.module.css'

export interface SignInTableProps {
  readonly rows: readonly SignInRow[]
  readonly shown: Pick<SignInsState, 'asked' | 'isEnding'>
  readonly signIns: SignIns
  readonly now: number
}

export function SignInTable({ rows, ...props }: SignInTableProps) {
  return (
    <ul className={styles.rows}>
      {rows.map((row) => (
        <Row key={row.id} row={row} {...props} />
      ))}
    </ul>
  )
}

function Row({
  now,
  row,
  shown,
  signIns,
}: Omit<SignInTableProps, 'rows'> & { readonly row: SignInRow }) {
  const { asked, isEnding } = shown
  const isAsked = typeof asked === 'object' && asked.id === row.id
  return (
    <li>
      <span className={styles.what}>
        {row.person === undefined ? null : (
          <strong dir="auto">
            {row.person.name} <small>{roleWords(row.person.role)}</small>
          </strong>
        )}
        <span>
          {browserWords(row)} <small>{networkWords(row)}</small>
        </span>
        <small>{usedWords(row, now)}</small>
      </span>
      {row.isThis ? (
        <span className={styles.here}>{signInWords.isThis}</span>
      ) : isAsked ? (
        <EndQuestion
          isEnding={isEnding}
          question={questionWords({ id: row.id }, row)}
          signIns={signIns}
        />
      ) : (
        <button
          className={shared.button}
          aria-label={`${signInWords.end}: ${rowName(row)}`}
          disabled={isEnding}
          onClick={() => signIns.ask({ id: row.id })}
          type="button"
        >
          {signInWords.end}
        </button>
      )}
    </li>
  )
}
