import { Button } from '@mantine/core'
import { navigate, useRoute } from '../../hooks/use-route.ts'
import { shellScreen } from '../../words/screens/shell.ts'

/** To the coaching history, and from it back to the conversations. */
export function HistoryButton() {
  const isHere = useRoute().view === 'history'
  return (
    <Button
      aria-current={isHere ? 'page' : undefined}
      color="gray"
      onClick={() => navigate(isHere ? { view: 'home' } : { view: 'history' })}
      size="compact-sm"
      variant={isHere ? 'light' : 'subtle'}
    >
      {shellScreen.coachingHistory}
    </Button>
  )
}
