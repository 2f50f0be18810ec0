/** The page's own keys: J and K through the list, / to search, W to write, Space to talk, Esc to be silent. */
import { useEffect, useMemo, useRef } from 'react'
import { usePeople } from '../../hooks/use-live.ts'
import { useModel } from '../../hooks/use-model.ts'
import { type ShortcutHandlers, useShortcuts } from '../../hooks/use-shortcuts.ts'
import { neighbour } from '../../model/list/conversation-list.ts'
import type { PanelModel } from '../../model/panel-model.ts'
import { focusedRowId, focusRow } from '../conversations/row-focus.ts'

export const searchBoxId = 'search'
export const whisperBoxId = 'whisper-to-agent'

export interface KeyboardShortcutsProps {
  readonly openId: string | undefined
  readonly search: string
}

interface Place extends KeyboardShortcutsProps {
  readonly rowIds: readonly string[]
}

export function KeyboardShortcuts({ openId, search }: KeyboardShortcutsProps) {
  const model = useModel()
  const { conversationIds } = usePeople(search)
  const place = useRef<Place>({ openId, search, rowIds: conversationIds })
  useEffect(() => {
    place.current = { openId, search, rowIds: conversationIds }
  })
  const handlers = useMemo(() => createHandlers(model, () => place.current), [model])
  useShortcuts(handlers)
  return null
}

function createHandlers({ line }: PanelModel, place: () => Place): ShortcutHandlers {
  function focusById(id: string): boolean {
    const element = document.getElementById(id)
    element?.focus()
    return element !== null
  }

  function moveTo(step: 1 | -1): boolean {
    const { rowIds, openId } = place()
    const next = neighbour(rowIds, focusedRowId() ?? openId, step)
    if (next === undefined) return false
    focusRow(next, rowIds.indexOf(next))
    return true
  }

  return {
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
