/** The page's own keys: through the list, to the search, to the modes, to write, to talk, to be silent. */
import type { SupervisedMode } from '@sotto/domain'
import { useEffect, useMemo, useRef } from 'react'
import { useModel } from '../../hooks/use-model.ts'
import { type ShortcutHandlers, useShortcuts } from '../../hooks/use-shortcuts.ts'
import type { PanelModel } from '../../model/panel-model.ts'
import { cannotPress, keyActionWords } from '../../words/key-words.ts'
import { focusedRowId, stepRow } from '../conversations/row-focus.ts'

export const searchBoxId = 'search'
export const whisperBoxId = 'whisper-to-agent'
export const modeButtonIds = {
  monitor: 'mode-monitor',
  coach: 'mode-coach',
  barge: 'mode-barge',
} as const satisfies Record<SupervisedMode, string>

export interface KeyboardShortcutsProps {
  readonly openId: string | undefined
  readonly onShowKeys: () => void
}

export function KeyboardShortcuts({ onShowKeys, openId }: KeyboardShortcutsProps) {
  const model = useModel()
  const place = useRef<KeyboardShortcutsProps>({ onShowKeys, openId })
  useEffect(() => {
    place.current = { onShowKeys, openId }
  })
  const handlers = useMemo(() => createHandlers(model, () => place.current), [model])
  useShortcuts(handlers)
  return null
}

function createHandlers(
  { announcer, line, preferences }: PanelModel,
  place: () => KeyboardShortcutsProps,
): ShortcutHandlers {
  function focusById(id: string): boolean {
    const element = document.getElementById(id)
    element?.focus()
    return element !== null
  }

  function moveTo(step: 1 | -1): boolean {
    return stepRow({ from: focusedRowId() ?? place().openId, step })
  }

  /** As the button itself, so that what it asks first is asked; what cannot be pressed says why. */
  function pressMode(mode: SupervisedMode): boolean {
    const button = document.getElementById(modeButtonIds[mode])
    if (!(button instanceof HTMLButtonElement)) return false
    if (button.disabled) announcer.say(`${cannotPress(keyActionWords[mode], button.title)}.`)
    else {
      button.focus()
      button.click()
    }
    return true
  }

  return {
    keys: () => preferences.getState().keys,
    onAction(action) {
      switch (action) {
        case 'next-row':
          return moveTo(1)
        case 'previous-row':
          return moveTo(-1)
        case 'focus-search':
          return focusById(searchBoxId)
        case 'focus-whisper':
          return focusById(whisperBoxId)
        case 'monitor':
        case 'coach':
        case 'barge':
          return pressMode(action)
        case 'show-keys':
          place().onShowKeys()
          return true
        case 'keep-talking':
          line.toggleLatch()
          return true
        case 'silence':
          // Silence first; only what was silent already loses the focus.
          if (line.silence()) return true
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
          return false
      }
    },
    onTalkKey: (down) => (down ? line.press() : line.release()),
    onLeave: () => line.leavePage(),
  }
}
