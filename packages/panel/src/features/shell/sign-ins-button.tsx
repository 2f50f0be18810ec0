import { Button } from '@mantine/core'
import { navigate, useRoute } from '../../hooks/use-route.ts'
import { signInWords } from '../../words/sign-in-words.ts'

/** To who is signed in where, and back to the conversations. */
export function SignInsButton() {
  const isHere = useRoute().view === 'sign-ins'
  return (
    <Button
      aria-current={isHere ? 'page' : undefined}
      color="gray"
      onClick={() => navigate(isHere ? { view: 'home' } : { view: 'sign-ins' })}
      size="compact-sm"
      variant={isHere ? 'light' : 'subtle'}
    >
      {signInWords.link}
    </Button>
  )
}
