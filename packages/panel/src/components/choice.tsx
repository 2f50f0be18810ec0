import { useId } from 'react'
import styles from './choice.module.css'

export interface ChoiceProps<Value extends string> {
  readonly legend: string
  readonly options: readonly (readonly [Value, string])[]
  readonly value: Value
  readonly onChoose: (value: Value) => void
}

/** One of a few, all of them in sight. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { legend, onChoose, options, value } = props
  const name = useId()
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.legend}>{legend}</legend>
      <span className={styles.options}>
        {options.map(([option, words]) => (
          <label className={styles.option} key={option}>
            <input
              checked={option === value}
              name={name}
              onChange={() => onChoose(option)}
              type="radio"
              value={option}
            />
            {words}
          </label>
        ))}
      </span>
    </fieldset>
  )
}
