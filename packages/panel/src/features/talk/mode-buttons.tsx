import type { SupervisedMode } from '@sotto/domain'
import type { ConversationDetail } from '@sotto/protocol'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { BargeIcon, CoachIcon, HeadphonesIcon, StopIcon } from '../../components/icons.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { talkButtonId } from '../../hooks/use-shortcuts.ts'
import { useLine, usePreferences, useUnsupported } from '../../hooks/use-state-of.ts'
import { ariaKey } from '../../model/keyboard.ts'
import type { AskedMode } from '../../model/line/line-state.ts'
import type { Doubt } from '../../model/truth/shown-truth.ts'
import { doubtActionWords, notConfirmedActionWords } from '../../words/freshness-words.ts'
import { explainWithGrant } from '../../words/grant-words.ts'
import { coachingElsewhere } from '../../words/lease-words.ts'
import { noticeSentence } from '../../words/policy-words.ts'
import { explainUnsupported } from '../../words/reason-words.ts'
import { talkScreen } from '../../words/screens/talk.ts'
import { modeButtonIds } from '../shell/keyboard-shortcuts.tsx'
import { ModeDialog } from './mode-dialog.tsx'
import styles from './modes.module.css'

export interface ModeButtonsProps {
  readonly detail: ConversationDetail
  readonly doubt: Doubt | undefined
}

/** Attached, the confirmed one filled. What cannot be pressed says why, in words that stay on screen. */
export function ModeButtons({ detail, doubt }: ModeButtonsProps) {
  const { line } = useModel()
  const asked = useLine((state) => state.asked)
  const hasLine = useLine((state) => state.conversationId === detail.id)
  const microphone = useLine((state) => state.microphone)
  const coachButton = useRef<HTMLButtonElement>(null)
  const { confirmed, wanted } = detail.mode
  const coachIsLive = confirmed === 'coach'
  useFocusOnTalk(coachIsLive, coachButton)

  const [confirming, setConfirming] = useState<SupervisedMode>()
  const bargeIsLive = confirmed === 'barge'

  const unsupported = {
    monitor: useUnsupported('monitor'),
    coach: useUnsupported('audioWhisper'),
    barge: useUnsupported('barge'),
  }
  const why = (action: SupervisedMode): string | undefined => {
    const never = unsupported[action]
    if (never !== undefined) return explainUnsupported(never)
    const allowed = detail.allowed[action]
    if (!allowed.allowed)
      return (
        coachingElsewhere(allowed, detail.lease) ??
        explainWithGrant(allowed, { way: 'voice', agentName: detail.agentName })
      )
    if (doubt !== undefined) return doubtActionWords[doubt]
    // Listening is safe while it is unknown who hears; speaking is not.
    const isUnsafe = action !== 'monitor' && detail.truth.agent.certainty === 'unknown'
    return isUnsafe ? notConfirmedActionWords : undefined
  }
  const monitorReason = why('monitor')
  const coachReason = why('coach')
  const bargeReason = why('barge')
  const mayStop =
    hasLine || asked !== undefined || wanted !== 'off' || confirmed !== 'not-connected'
  const set = (mode: AskedMode, reason?: string) => void line.setMode(detail.id, mode, reason)
  const asksWhy = (mode: SupervisedMode) => detail.policy?.needsReason.includes(mode) === true
  const begin = (mode: SupervisedMode) => (asksWhy(mode) ? setConfirming(mode) : set(mode))
  const reasonId = useId()
  const reasons = { monitor: monitorReason, coach: coachReason, barge: bargeReason }

  return (
    <div className={styles.modes}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a form's look and meaning */}
      <div aria-label={talkScreen.mode} className={styles.segments} role="group">
        <ModeButton
          icon={<HeadphonesIcon size={17} />}
          isOn={confirmed === 'monitor'}
          isOnItsWay={asked === 'monitor' || (wanted === 'monitor' && confirmed !== 'monitor')}
          mode="monitor"
          name={talkScreen.monitor}
          onPress={() => {
            if (wanted !== 'monitor' || asked !== undefined) begin('monitor')
          }}
          reason={monitorReason}
          reasonId={reasonId}
        />
        <ModeButton
          buttonRef={coachButton}
          icon={<CoachIcon size={17} />}
          isOn={coachIsLive}
          isOnItsWay={asked === 'coach' || (wanted === 'coach' && !coachIsLive)}
          mode="coach"
          name={talkScreen.coach}
          onPress={() => {
            // Pressed again with the microphone off (after a reload, or unplugged) it starts the microphone.
            if (wanted !== 'coach' || microphone === 'off') begin('coach')
          }}
          reason={coachReason}
          reasonId={reasonId}
        />
        <ModeButton
          icon={<BargeIcon size={17} />}
          isOn={bargeIsLive}
          isOnItsWay={asked === 'barge' || (wanted === 'barge' && !bargeIsLive)}
          mode="barge"
          name={talkScreen.bargeIn}
          onPress={() => {
            if (wanted !== 'barge' || microphone === 'off') setConfirming('barge')
          }}
          reason={bargeReason}
          reasonId={reasonId}
        />
      </div>
      {/* What has become impossible meanwhile can no longer be said yes to. */}
      {confirming !== undefined && reasons[confirming] === undefined ? (
        <ModeDialog
          asksWhy={asksWhy(confirming)}
          explanation={detail.policy?.explanation}
          key={confirming}
          mode={confirming}
          onCancel={() => setConfirming(undefined)}
          onConfirm={(reason) => {
            setConfirming(undefined)
            set(confirming, reason)
          }}
        />
      ) : null}
      <button
        className={styles.stop}
        disabled={!mayStop}
        onClick={() => set('off')}
        title={mayStop ? undefined : talkScreen.youHaveNoLineIn}
        type="button"
      >
        <StopIcon /> {talkScreen.stop}
      </button>
      <Reasons id={reasonId} {...reasons} />
      <Notice told={detail.policy?.told} />
    </div>
  )
}

/** What the agent is told of, where a policy has it otherwise than usual. */
function Notice({ told }: { readonly told: readonly SupervisedMode[] | undefined }) {
  const words = told === undefined ? undefined : noticeSentence(told)
  return words === undefined ? null : <p className={styles.notice}>{words}</p>
}

interface ModeButtonProps {
  readonly name: string
  readonly mode: SupervisedMode
  readonly icon: ReactNode
  readonly isOn: boolean
  readonly isOnItsWay: boolean
  readonly reason: string | undefined
  /** Of the sentence that says the reason. */
  readonly reasonId: string
  readonly onPress: () => void
  readonly buttonRef?: React.Ref<HTMLButtonElement>
}

function ModeButton(props: ModeButtonProps) {
  const { name, mode, icon, isOn, isOnItsWay, reason, reasonId, onPress, buttonRef } = props
  const { keys } = usePreferences()
  return (
    <button
      aria-busy={isOnItsWay || undefined}
      aria-describedby={reason === undefined ? undefined : reasonId}
      aria-keyshortcuts={ariaKey(keys[mode])}
      aria-pressed={isOn}
      className={styles.segment}
      data-mode={mode}
      disabled={reason !== undefined && !isOn}
      id={modeButtonIds[mode]}
      onClick={onPress}
      ref={buttonRef}
      title={reason}
      type="button"
    >
      {icon} {name}
    </button>
  )
}

const actionNames = {
  monitor: talkScreen.monitor,
  coach: talkScreen.coach,
  barge: talkScreen.bargeIn,
} as const

/** Each reason once, under the names of the buttons it holds for; alone when it holds for all. */
function Reasons({
  id,
  ...reasons
}: Readonly<Record<SupervisedMode, string | undefined>> & { readonly id: string }) {
  const actions = ['monitor', 'coach', 'barge'] as const
  const different = new Set(actions.map((action) => reasons[action]))
  if (different.size === 1 && different.has(undefined)) return null
  const words = [...different].flatMap((reason) => {
    const names = actions.filter((action) => reasons[action] === reason)
    if (reason === undefined) return []
    return different.size === 1
      ? [reason]
      : [`${names.map((name) => actionNames[name]).join(', ')}: ${reason}`]
  })
  return (
    <p className={styles.whyNot} id={id}>
      {words.join(' ')}
    </p>
  )
}

/** After Coach was pressed the next thing is Space: the focus goes on to the talk button when the line is live. */
function useFocusOnTalk(
  coachIsLive: boolean,
  coachButton: React.RefObject<HTMLButtonElement | null>,
): void {
  useEffect(() => {
    if (!coachIsLive || document.activeElement !== coachButton.current) return
    document.getElementById(talkButtonId)?.focus()
  }, [coachIsLive, coachButton])
}
