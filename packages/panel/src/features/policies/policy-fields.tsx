/** The few kinds of fields a policy is made of. In a queue every one of them can be left to the default. */
import { useId } from 'react'
import shared from '../../components/button.module.css'
import { policiesScreen } from '../../words/screens/policies.ts'
import styles from './policies.module.css'

export interface ChoiceProps {
  readonly label: string
  /** Absent: as the default has it. */
  readonly value: boolean | undefined
  readonly yes: string
  readonly no: string
  /** What the default is, in a word. */
  readonly fallback: string
  /** What holds whatever is chosen here: then there is nothing to choose. */
  readonly fixed?: string | undefined
  readonly onChange: (value: boolean | undefined) => void
}

const words = { true: true, false: false } as const

export function Choice({ fallback, fixed, label, no, onChange, value, yes }: ChoiceProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select
        className={shared.input}
        disabled={fixed !== undefined}
        id={id}
        onChange={({ currentTarget: { value: chosen } }) =>
          onChange(chosen === 'true' || chosen === 'false' ? words[chosen] : undefined)
        }
        value={value === undefined || fixed !== undefined ? '' : String(value)}
      >
        <option value="">{fixed ?? fallback}</option>
        <option value="true">{yes}</option>
        <option value="false">{no}</option>
      </select>
    </div>
  )
}

export interface DaysProps {
  readonly label: string
  readonly value: number | undefined
  readonly most: number
  readonly placeholder: string
  readonly onChange: (days: number | undefined) => void
}

export function Days({ label, most, onChange, placeholder, value }: DaysProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <span className={styles.days}>
        <input
          className={shared.input}
          id={id}
          inputMode="numeric"
          max={most}
          min={1}
          onChange={({ currentTarget }) => onChange(daysOf(currentTarget.value, most))}
          placeholder={placeholder}
          type="number"
          value={value ?? ''}
        />
        {policiesScreen.days}
      </span>
    </div>
  )
}

/** An empty field leaves it open; what is no number of days is brought into its bounds. */
function daysOf(text: string, most: number): number | undefined {
  if (text.trim() === '') return undefined
  return Math.min(most, Math.max(1, Math.round(Number(text)) || 1))
}
