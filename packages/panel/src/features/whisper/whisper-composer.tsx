import { Button, Kbd, Textarea } from '@mantine/core'
import type { ConversationDetail } from '@sotto/protocol'
import { type KeyboardEvent, useEffect } from 'react'
import { SendIcon } from '../../components/icons.tsx'
import { Problem } from '../../components/problem.tsx'
import { useDraft } from '../../hooks/use-draft.ts'
import { useModel } from '../../hooks/use-model.ts'
import {
  usePreferences,
  useSending,
  useUnsupported,
  useWhisperFinds,
} from '../../hooks/use-state-of.ts'
import { ariaKey } from '../../model/keyboard.ts'
import type { Doubt } from '../../model/truth/shown-truth.ts'
import { checkWhisperText, counterFrom, longestWhisper } from '../../model/whispers/whisper-text.ts'
import { doubtActionWords } from '../../words/freshness-words.ts'
import { explainWithGrant } from '../../words/grant-words.ts'
import { sendAsItIsWords, sendWithoutWords, sentWithoutWords } from '../../words/masking-words.ts'
import { failureWords } from '../../words/problem-words.ts'
import { explainUnsupported } from '../../words/reason-words.ts'
import { whisperScreen } from '../../words/screens/whisper.ts'
import { whisperBoxId } from '../shell/keyboard-shortcuts.tsx'
import styles from './whisper.module.css'
import { WhisperWarning } from './whisper-warning.tsx'

export interface WhisperComposerProps {
  readonly conversationId: string
  readonly agentName: string | undefined
  readonly allowed: ConversationDetail['allowed']['whisperText']
  readonly doubt: Doubt | undefined
}

const whyId = 'whisper-why'

const commandKey = /mac/i.test(globalThis.navigator?.userAgent ?? '') ? '⌘' : whisperScreen.ctrl

export function WhisperComposer({
  agentName,
  allowed,
  conversationId,
  doubt,
}: WhisperComposerProps) {
  const { whisperChecks, whispers } = useModel()
  const [draft, setDraft] = useDraft(conversationId)
  const sending = useSending(conversationId)
  const found = useWhisperFinds(conversationId)
  const asItIs = found === undefined ? undefined : sendAsItIsWords(found)
  const check = checkWhisperText(draft)
  const never = useUnsupported('textWhisper')
  const why =
    never === undefined
      ? reasonAgainst({ agentName, allowed, doubt }, check)
      : explainUnsupported(never)
  const isSending = sending?.state === 'sending'
  const maySend = why === undefined && check.sendable && !isSending
  const send = () => void whispers.sendDraft(conversationId)
  const mayEver = allowed.allowed && never === undefined
  const sendAsItIs = () => void whispers.sendDraft(conversationId, 'as-written')
  useEffect(() => {
    // Who may not send here would be refused the question, too.
    if (mayEver) whisperChecks.look(conversationId, draft)
  }, [whisperChecks, conversationId, draft, mayEver])

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    if (maySend) send()
  }

  return (
    <div className={styles.composer}>
      {sending?.state === 'failed' ? (
        <Problem words={whisperScreen.notSentYourTextIs(failureWords(sending.failure))} />
      ) : null}
      <Textarea
        aria-describedby={why === undefined ? undefined : whyId}
        aria-keyshortcuts={ariaKey(usePreferences().keys['focus-whisper'])}
        aria-label={whisperScreen.whisperToAgent}
        autosize
        error={!check.sendable && check.reason !== 'empty'}
        id={whisperBoxId}
        maxRows={8}
        minRows={2}
        onChange={({ currentTarget }) => setDraft(currentTarget.value)}
        onKeyDown={onKeyDown}
        placeholder={whisperScreen.onlyTheAgentReadsThis}
        value={draft}
      />
      <WhisperWarning found={found} />
      {sending?.state === 'masked' && draft === '' ? (
        <p className={styles.note} role="status">
          {sentWithoutWords(sending.masked)}
        </p>
      ) : null}
      <div className={styles.send}>
        <span className={styles.why} id={whyId}>
          {why}
        </span>
        {check.length >= counterFrom ? (
          <span
            className={styles.counter}
            data-over={check.length > longestWhisper || undefined}
            data-tabular
          >
            {`${check.length} / ${longestWhisper}`}
          </span>
        ) : null}
        <span aria-hidden className={styles.keys}>
          <Kbd size="xs">{commandKey}</Kbd>
          <Kbd size="xs">⏎</Kbd>
        </span>
        {asItIs === undefined ? null : (
          <Button color="gray" disabled={!maySend} onClick={sendAsItIs} variant="default">
            {asItIs}
          </Button>
        )}
        <Button disabled={!maySend} leftSection={<SendIcon />} loading={isSending} onClick={send}>
          {found === undefined ? whisperScreen.sendWhisper : sendWithoutWords(found)}
        </Button>
      </div>
    </div>
  )
}

function reasonAgainst(
  { agentName, allowed, doubt }: Omit<WhisperComposerProps, 'conversationId'>,
  check: ReturnType<typeof checkWhisperText>,
): string | undefined {
  if (!allowed.allowed) return explainWithGrant(allowed, { way: 'text', agentName })
  if (doubt !== undefined) return whisperScreen.youCanWriteButNot(doubtActionWords[doubt])
  if (check.sendable || check.reason === 'empty') return undefined
  return check.reason === 'too-long'
    ? whisperScreen.tooLongForAWhisper
    : whisperScreen.thisTextHoldsABroken
}
