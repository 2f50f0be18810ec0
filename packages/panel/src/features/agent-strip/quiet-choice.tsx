/** Whether texts may disturb the agent now: said plainly, and changed with one press. */
import type { AgentSettings, AgentSettingsRequest, StripConversation } from '@sotto/protocol'
import shared from '../../components/button.module.css'
import { useModel } from '../../hooks/use-model.ts'
import { useChoosing } from '../../hooks/use-own-settings.ts'
import {
  choiceWords,
  quietCallNote,
  quietNow,
  quietWords,
  untilCallIsOver,
} from '../../words/agent-settings-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import styles from './own-choices.module.css'

export interface QuietChoiceProps {
  readonly settings: AgentSettings | undefined
  readonly conversations: readonly StripConversation[]
}

type Quiet = AgentSettingsRequest['quiet']

export function QuietChoice({ conversations, settings }: QuietChoiceProps) {
  if (settings === undefined) return null
  return (
    <section aria-label={quietWords.heading} className={styles.quiet}>
      <div role="status">
        {settings.quiet === undefined ? null : <QuietNow quiet={settings.quiet} />}
      </div>
      {settings.quiet === undefined ? (
        <fieldset className={styles.offers}>
          <legend>{quietWords.ask}</legend>
          <Offer quiet={{ kind: 'time', minutes: 15 }} words={quietWords.forMinutes} />
          {conversations.map((conversation) => (
            <Offer
              key={conversation.id}
              quiet={{ kind: 'call', conversationId: conversation.id }}
              words={untilCallIsOver(conversation, conversations.length > 1)}
            />
          ))}
          <Offer quiet={{ kind: 'hand' }} words={quietWords.untilTaken} />
        </fieldset>
      ) : (
        <Offer quiet={null} words={quietWords.takeAgain} />
      )}
      <ChoiceFailure />
    </section>
  )
}

function QuietNow({ quiet }: { readonly quiet: NonNullable<AgentSettings['quiet']> }) {
  return (
    <p className={styles.now}>
      <strong>{quietNow(quiet)}</strong> {quietWords.meanwhile}
      {quiet.kind === 'call' ? ` ${quietCallNote}` : null}
    </p>
  )
}

function Offer({
  quiet,
  words,
}: {
  readonly quiet: Quiet & (object | null)
  readonly words: string
}) {
  const { agentStrip } = useModel()
  const choosing = useChoosing()
  const isBusy = choosing.state === 'choosing'
  return (
    <button
      aria-disabled={isBusy || undefined}
      className={shared.button}
      onClick={() => void agentStrip.settings.choose({ quiet })}
      type="button"
    >
      {words}
    </button>
  )
}

/** Of whatever was chosen last, here or below. */
function ChoiceFailure() {
  const { agentStrip } = useModel()
  const choosing = useChoosing()
  if (choosing.state !== 'failed') return null
  return (
    <p className={styles.failed} role="alert">
      {`${choiceWords.failed} ${failureWords(choosing.failure)}`}{' '}
      <button
        className={shared.button}
        onClick={() => void agentStrip.settings.choose(choosing.wish)}
        type="button"
      >
        {choiceWords.again}
      </button>
    </p>
  )
}
