/** The way back to the list, where the window is too narrow to show both. */
import { Button } from '@mantine/core'
import { navigate } from '../hooks/use-route.ts'
import { commonScreen } from '../words/screens/common.ts'
import styles from './back-button.module.css'
import { BackIcon } from './icons.tsx'

export function BackButton() {
  return (
    <div className={styles.back}>
      <Button
        color="gray"
        leftSection={<BackIcon />}
        onClick={() => navigate({ view: 'home' })}
        size="compact-sm"
        variant="subtle"
      >
        {commonScreen.allConversations}
      </Button>
    </div>
  )
}
