/** The day chosen in a field for a date, in the page's language: the browser writes the field itself in its own (04/05 is two days). */
import { calendarDay } from '../words/time-words.ts'
import styles from './chosen-day.module.css'

export interface ChosenDayProps {
  /** The field's `aria-describedby`. */
  readonly id: string
  /** `2026-03-31`, as the field gives it; empty while none is chosen. */
  readonly day: string
}

/** Hidden from the label it may stand in, so that the field keeps its name; the field's description is read all the same. */
export function ChosenDay({ day, id }: ChosenDayProps) {
  return (
    <span aria-hidden="true" className={styles.day} id={id}>
      {day === '' ? '' : calendarDay(day)}
    </span>
  )
}
