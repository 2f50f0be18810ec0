import type { AuditEntryView } from '@sotto/protocol'
import { type StoryOf, storyOf } from '../../model/audit/entry-list.ts'
import {
  actWords,
  auditModeWords,
  customerWords,
  personWords,
  placeWords,
} from '../../words/audit-words.ts'
import { auditScreen } from '../../words/screens/audit.ts'
import { commonScreen } from '../../words/screens/common.ts'
import { dayAndSecond } from '../../words/time-words.ts'
import styles from './audit.module.css'

export interface EntryTableProps {
  readonly rows: readonly AuditEntryView[]
  readonly onOpen: (story: StoryOf) => Promise<void>
}

const columns = [
  auditScreen.when,
  auditScreen.who,
  auditScreen.what,
  auditScreen.how,
  auditScreen.toWhom,
  commonScreen.customer,
  auditScreen.inTheTree,
]

export function EntryTable({ onOpen, rows }: EntryTableProps) {
  return (
    <div className={styles.wide}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <time dateTime={new Date(row.at).toISOString()}>{dayAndSecond(row.at)}</time>
              </td>
              <td dir="auto">{personWords(row.supervisor, row.erased)}</td>
              <td>
                <ActCell onOpen={onOpen} row={row} />
              </td>
              <td>{auditModeWords(row.mode)}</td>
              <td dir="auto">{personWords(row.agent, row.erased)}</td>
              <td>{customerWords(row.customerCouldHear)}</td>
              <td>{placeWords(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function ActCell({ onOpen, row }: Pick<EntryTableProps, 'onOpen'> & { row: AuditEntryView }) {
  const story = storyOf(row)
  if (story === undefined) return actWords(row.act)
  return (
    <button
      className={styles.story}
      onClick={() => void onOpen(story)}
      title={auditScreen.showTheWholeStory}
      type="button"
    >
      {actWords(row.act)}
    </button>
  )
}
