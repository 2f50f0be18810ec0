import { Button } from '@mantine/core'
import { usePoliciesRevision } from '../../hooks/use-policies-revision.ts'
import { navigate, useRoute } from '../../hooks/use-route.ts'
import { shellScreen } from '../../words/screens/shell.ts'

/** To the policies, and back to the conversations: for whom the server tells of policies, which are administrators. */
export function PoliciesButton() {
  const isHere = useRoute().view === 'policies'
  const isTold = usePoliciesRevision() !== undefined
  if (!isTold && !isHere) return null
  return (
    <Button
      aria-current={isHere ? 'page' : undefined}
      color="gray"
      onClick={() => navigate(isHere ? { view: 'home' } : { view: 'policies' })}
      size="compact-sm"
      variant={isHere ? 'light' : 'subtle'}
    >
      {shellScreen.policies}
    </Button>
  )
}
