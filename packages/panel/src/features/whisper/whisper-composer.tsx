import { Button, Kbd, Textarea } from '@mantine/core'
import { unfilledVariables } from '@sotto/domain'
import type { ConversationDetail } from '@sotto/protocol'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
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
import { sendHeldBack } from '../../words/quiet-words.ts'
import { explainUnsupported } from '../../words/reason-words.ts'
import { whisperScreen } from '../../words/screens/whisper.ts'
import { whisperBoxId } from '../shell/keyboard-shortcuts.tsx'
import { QuietNotice, quietNoticeId } from './quiet-notice.tsx'
import { SnippetList, snippetListId, snippetOptionId } from './snippet-list.tsx'
import { SnippetsLink } from './snippets-link.tsx'
import { UnfilledNote } from './unfilled-note.tsx'
import { type SnippetChoice, useSnippetChoice } from './use-snippet-choice.ts'
import styles from './whisper.module.css'
import { WhisperWarning } from './whisper-warning.tsx'

export interface WhisperComposerProps {
  readonly conversationId: string
  readonly agentName: string | undefined
  readonly allowed: ConversationDetail['allowed']['whisperText']
  readonly doubt: Doubt | undefined
  /** Whose snippets are offered, and what they are filled with. */
  readonly queueId?: string | undefined
  readonly queueName?: string | undefined
  /** The agent wants no texts now: what is sent is held back. */
  readonly quiet?: ConversationDetail['quiet']
}

const whyId = 'whisper-why'

const commandKey = /mac/i.test(globalThis.navigator?.userAgent ?? '') ? '⌘' : whisperScreen.ctrl

export function WhisperComposer({
  agentName,
  allowed,
  conversationId,
  doubt,
  queueId,
  queueName,
  quiet,
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
  const isWhole = unfilledVariables(draft).length === 0
  const maySend = why === undefined && check.sendable && isWhole && !isSending
  const field = useRef<HTMLTextAreaElement>(null)
  const selectLater = useSelectLater(field, draft)
  const choice = useSnippetChoice({ agentName, draft, queueId, queueName, selectLater, setDraft })
  const send = () => void whispers.sendDraft(conversationId)
  const mayEver = allowed.allowed && never === undefined
  const sendAsItIs = () => void whispers.sendDraft(conversationId, 'as-written')
  useEffect(() => {
    // Who may not send here would be refused the question, too.
    if (mayEver) whisperChecks.look(conversationId, draft)
  }, [whisperChecks, conversationId, draft, mayEver])

  function onKeyDown(event: KeyboardEvent): void {
    if (choice.onKey(event)) return event.preventDefault()
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    if (maySend) send()
  }

  return (
    <div className={styles.composer}>
      {sending?.state === 'failed' ? (
        <Problem words={whisperScreen.notSentYourTextIs(failureWords(sending.failure))} />
      ) : null}
      <div className={styles.field}>
        <SnippetList choice={choice} />
        <Textarea
          {...choosing(choice)}
          aria-describedby={why === undefined ? quietNoticeId : `${quietNoticeId} ${whyId}`}
          aria-keyshortcuts={ariaKey(usePreferences().keys['focus-whisper'])}
          aria-label={whisperScreen.whisperToAgent}
          autoComplete="off"
          autosize
          error={!check.sendable && check.reason !== 'empty'}
          id={whisperBoxId}
          maxRows={8}
          minRows={2}
          onChange={({ currentTarget }) => {
            setDraft(currentTarget.value)
            choice.show()
          }}
          onBlur={choice.hide}
          onFocus={choice.show}
          onKeyDown={onKeyDown}
          placeholder={whisperScreen.onlyTheAgentReadsThis}
          ref={field}
          value={draft}
        />
      </div>
      <QuietNotice agentName={agentName} conversationId={conversationId} quiet={quiet} />
      <UnfilledNote draft={draft} onGo={selectLater} />
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
        <SnippetsLink />
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
          {found === undefined ? sendWords(quiet) : sendWithoutWords(found)}
        </Button>
      </div>
    </div>
  )
}

/** A field of several lines is a text box to everybody: which of the list it is at, it says as such. */
function choosing({ active, found }: SnippetChoice) {
  const isOpen = found.length > 0
  return {
    'aria-autocomplete': 'list',
    ...(isOpen ? { 'aria-controls': snippetListId } : {}),
    ...(isOpen && active >= 0 ? { 'aria-activedescendant': snippetOptionId(active) } : {}),
  } as const
}

/** Puts the cursor there once the text stands in the field. */
function useSelectLater(field: RefObject<HTMLTextAreaElement | null>, draft: string) {
  const [wanted, setWanted] = useState<readonly [number, number]>()
  useEffect(() => {
    if (wanted === undefined || wanted[1] > draft.length) return
    field.current?.focus()
    field.current?.setSelectionRange(...wanted)
    setWanted(undefined)
  }, [draft, field, wanted])
  return (from: number, to: number) => setWanted([from, to])
}

function sendWords(quiet: ConversationDetail['quiet']): string {
  return quiet === undefined ? whisperScreen.sendWhisper : sendHeldBack
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
