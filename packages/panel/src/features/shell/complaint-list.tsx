/** What could not be done, in the corner: there for a while, or until it is dismissed. */
import { CloseButton } from '@mantine/core'
import { useModel } from '../../hooks/use-model.ts'
import { useComplaints } from '../../hooks/use-state-of.ts'
import { shellScreen } from '../../words/screens/shell.ts'
import styles from './complaint-list.module.css'

export function ComplaintList() {
  const { complaints } = useModel()
  const shown = useComplaints()
  if (shown.length === 0) return null
  return (
    <div className={styles.list}>
      {shown.map(({ id, title, message }) => (
        <div className={styles.complaint} key={id} role="alert">
          <div>
            <strong>{title}</strong>
            <p>{message}</p>
          </div>
          <CloseButton
            aria-label={shellScreen.dismiss(title)}
            onClick={() => complaints.dismiss(id)}
            size="sm"
          />
        </div>
      ))}
    </div>
  )
}
