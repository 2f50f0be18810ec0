/** How an arriving text is heard, and which key answers what. */
import type { AgentSettings } from '@sotto/protocol'
import { useEffect } from 'react'
import shared from '../../components/button.module.css'
import { Choice } from '../../components/choice.tsx'
import { useModel } from '../../hooks/use-model.ts'
import { useChimeAllowed } from '../../hooks/use-own-settings.ts'
import { replies, replyKeysOf, withReplyKey } from '../../model/agent-strip/reply-keys.ts'
import { choiceWords, volumeChoices } from '../../words/agent-settings-words.ts'
import { answerWords } from '../../words/control-words.ts'
import styles from './own-choices.module.css'

export interface OwnChoicesProps {
  readonly settings: AgentSettings | undefined
}

export function OwnChoices({ settings }: OwnChoicesProps) {
  useWakingSound(settings?.sound === true)
  if (settings === undefined) return null
  return (
    <details className={styles.choices}>
      <summary>{choiceWords.heading}</summary>
      <Sound settings={settings} />
      <Keys chosen={settings.keys} />
      <h2>{choiceWords.voice}</h2>
      <p className={styles.note}>{choiceWords.voiceNote}</p>
    </details>
  )
}

/** Browsers ask for a touch before a page may be heard: the first one anywhere will do. */
function useWakingSound(isWanted: boolean): void {
  const { chime } = useModel().agentStrip
  useEffect(() => {
    if (!isWanted) return
    const end = new AbortController()
    const wake = () => {
      if (!chime.isAllowed()) chime.wake()
    }
    wake()
    for (const touch of ['pointerdown', 'keydown'] as const)
      window.addEventListener(touch, wake, { signal: end.signal })
    return () => end.abort()
  }, [chime, isWanted])
}

function Sound({ settings }: { readonly settings: AgentSettings }) {
  const { chime, settings: own } = useModel().agentStrip
  const isAllowed = useChimeAllowed()
  const { sound, volume } = settings
  const shown = volumeChoices.find(([value]) => Number(value) >= volume)?.[0] ?? '100'
  return (
    <>
      <label className={styles.check}>
        <input
          checked={sound}
          onChange={({ currentTarget }) => void own.choose({ sound: currentTarget.checked })}
          type="checkbox"
        />
        {choiceWords.sound}
      </label>
      <p className={styles.note}>{choiceWords.soundNote}</p>
      <div role="status">
        {sound && !isAllowed ? <p className={styles.blocked}>{choiceWords.blocked}</p> : null}
      </div>
      <div className={styles.row}>
        <Choice
          legend={choiceWords.volume}
          onChoose={(value) => void own.choose({ volume: Number(value) })}
          options={volumeChoices}
          value={shown}
        />
        <button
          className={shared.button}
          onClick={() => {
            chime.wake()
            chime.play(volume / 100)
          }}
          type="button"
        >
          {choiceWords.trySound}
        </button>
      </div>
    </>
  )
}

function Keys({ chosen }: { readonly chosen: AgentSettings['keys'] }) {
  const { settings: own } = useModel().agentStrip
  const usual = replyKeysOf(chosen)
  return (
    <fieldset className={styles.keys}>
      <legend>{choiceWords.keys}</legend>
      <p className={styles.note}>{choiceWords.keysNote}</p>
      {replies.map((reply) => (
        <label className={styles.key} key={reply}>
          {answerWords[reply]}
          <input
            autoCapitalize="off"
            autoComplete="off"
            className={shared.input}
            onChange={({ currentTarget }) => {
              const keys = withReplyKey(chosen, reply, [...currentTarget.value].at(-1) ?? '')
              if (keys !== undefined) void own.choose({ keys })
            }}
            spellCheck={false}
            value={chosen[reply]?.toUpperCase() ?? usual[reply].join(' ')}
          />
        </label>
      ))}
      <button className={shared.button} onClick={() => void own.choose({ keys: {} })} type="button">
        {choiceWords.usualKeys}
      </button>
    </fieldset>
  )
}
