import type { KeepableKind } from '@sotto/domain'
import { keepableKinds, kindWords } from '../../words/policy-words.ts'
import { policiesScreen } from '../../words/screens/policies.ts'
import styles from './policies.module.css'

export interface KeptKindsProps {
  /** Absent: as the default has it. */
  readonly value: readonly KeepableKind[] | undefined
  readonly fallback: readonly KeepableKind[]
  readonly left: string
  readonly onChange: (kinds: readonly KeepableKind[] | undefined) => void
}

/** Cards and their codes are not among them: nobody can have those left open. */
export function KeptKinds({ fallback, left, onChange, value }: KeptKindsProps) {
  const kinds = value ?? fallback
  const toggle = (kind: KeepableKind, isKept: boolean) =>
    onChange(keepableKinds.filter((one) => (one === kind ? isKept : kinds.includes(one))))
  return (
    <fieldset className={styles.kinds}>
      <legend>{policiesScreen.leftUnmaskedCardsAndTheir}</legend>
      <label className={styles.check}>
        <input
          checked={value === undefined}
          onChange={({ currentTarget }) => onChange(currentTarget.checked ? undefined : fallback)}
          type="checkbox"
        />
        {`${left}: ${fallback.length === 0 ? policiesScreen.nothing : fallback.map(kindWords).join(', ')}`}
      </label>
      {value === undefined
        ? null
        : keepableKinds.map((kind) => (
            <label className={styles.check} key={kind}>
              <input
                checked={kinds.includes(kind)}
                onChange={({ currentTarget }) => toggle(kind, currentTarget.checked)}
                type="checkbox"
              />
              {kindWords(kind)}
            </label>
          ))}
    </fieldset>
  )
}
