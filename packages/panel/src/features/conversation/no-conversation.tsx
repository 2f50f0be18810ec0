/** In the place of a conversation: it is over, it is not there, or it is on its way. */
import { Button, Skeleton } from '@mantine/core'
import { BackButton } from '../../components/back-button.tsx'
import { navigate } from '../../hooks/use-route.ts'
import { conversationScreen } from '../../words/screens/conversation.ts'
import { IncidentPanel } from '../incident/incident-panel.tsx'
import styles from './conversation.module.css'

export function GoneConversation({
  conversationId,
  wasSeen,
}: {
  readonly conversationId: string
  readonly wasSeen: boolean
}) {
  return (
    <section className={styles.nothing}>
      <h1>
        {wasSeen ? conversationScreen.thisConversationIsOver : conversationScreen.nothingToShowHere}
      </h1>
      <p>
        {wasSeen
          ? conversationScreen.itHasEndedOrIt
          : conversationScreen.thisConversationIsNotThere}
      </p>
      <Button onClick={() => navigate({ view: 'home' })} variant="light">
        {conversationScreen.allConversations}
      </Button>
      {wasSeen ? <IncidentPanel conversationId={conversationId} /> : null}
    </section>
  )
}

export function AwaitedConversation({ agentName }: { readonly agentName: string | undefined }) {
  return (
    <section
      aria-label={conversationScreen.loadingTheConversation}
      className={styles.page}
      role="status"
    >
      <BackButton />
      <h1 className={styles.agent}>{agentName ?? ' '}</h1>
      <Skeleton height={104} radius="md" />
      <Skeleton height={168} radius="md" />
      <Skeleton height={140} radius="md" />
    </section>
  )
}
