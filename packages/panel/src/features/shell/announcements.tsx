/** The one polite region of the console: everything else that changes stands still for a screen reader. */
import { VisuallyHidden } from '@mantine/core'
import { useAnnouncement } from '../../hooks/use-state-of.ts'
import { shellScreen } from '../../words/screens/shell.ts'

export function Announcements() {
  const { count, words } = useAnnouncement()
  return (
    <VisuallyHidden aria-label={shellScreen.announcements} role="status">
      {/* A new one each time, or the same words twice would be heard once. */}
      <span key={count}>{words}</span>
    </VisuallyHidden>
  )
}
