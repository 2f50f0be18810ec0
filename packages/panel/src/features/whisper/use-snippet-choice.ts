/** Which snippets are offered while a whisper is written, and what the keys do with them. Nothing is sent by choosing. */
import { fillSnippet, type SnippetValues, unfilledVariables } from '@sotto/domain'
import type { SnippetView } from '@sotto/protocol'
import { type KeyboardEvent, useMemo, useState, useSyncExternalStore } from 'react'
import { useModel } from '../../hooks/use-model.ts'
import { useSnippets } from '../../hooks/use-snippets.ts'
import { findSnippets } from '../../model/snippets/find-snippets.ts'
import { timeOfDay } from '../../words/time-words.ts'

export interface SnippetChoiceOptions {
  readonly draft: string
  readonly setDraft: (text: string) => void
  readonly queueId: string | undefined
  readonly agentName: string | undefined
  readonly queueName: string | undefined
  /** The field, to put the cursor where something is to be filled in. */
  readonly selectLater: (from: number, to: number) => void
}

export interface SnippetChoice {
  readonly found: readonly SnippetView[]
  /** Which of them the keys are at; -1 while they are in the text. */
  readonly active: number
  readonly choose: (snippet: SnippetView) => void
  /** True when the key was used up. */
  readonly onKey: (event: KeyboardEvent) => boolean
  readonly show: () => void
  readonly hide: () => void
}

export function useSnippetChoice(options: SnippetChoiceOptions): SnippetChoice {
  const { draft, queueId, selectLater, setDraft } = options
  const { line, recentSnippets, serverTime, session, snippets } = useModel()
  const { list } = useSnippets()
  const me = useSyncExternalStore(session.subscribe, session.getState, session.getState)
  const person = me.state === 'signed-in' ? me.me : undefined
  const [isShown, setShown] = useState(false)
  const [active, setActive] = useState(-1)
  const found = useMemo(() => {
    if (!isShown || list === undefined) return []
    const recent = recentSnippets.of(person?.id ?? '', queueId ?? '')
    return findSnippets(list.snippets, { queueId, typed: draft, recent })
  }, [draft, isShown, list, person, queueId, recentSnippets])

  function values(): SnippetValues {
    const { agentName, queueName } = options
    return {
      ...(agentName === undefined ? {} : { agent: agentName }),
      ...(queueName === undefined ? {} : { queue: queueName }),
      ...(person === undefined ? {} : { supervisor: person.name }),
      time: timeOfDay(serverTime.now()),
    }
  }

  function hide(): void {
    setShown(false)
    setActive(-1)
  }

  function choose(snippet: SnippetView): void {
    const text = fillSnippet(snippet.text, values())
    const [missing] = unfilledVariables(text)
    recentSnippets.note(person?.id ?? '', queueId ?? '', snippet.id)
    setDraft(text)
    selectLater(missing?.start ?? text.length, missing?.end ?? text.length)
    hide()
  }

  function onKey(event: KeyboardEvent): boolean {
    const { altKey, ctrlKey, key, metaKey, nativeEvent, shiftKey } = event
    if (found.length === 0 || nativeEvent.isComposing || ctrlKey || metaKey || altKey) return false
    const snippet = found[active]
    switch (key) {
      case 'ArrowDown':
        setActive(Math.min(active + 1, found.length - 1))
        return true
      case 'ArrowUp':
        // Above the first one stands the text.
        if (active === -1) return false
        setActive(active - 1)
        return true
      case 'Enter':
      case 'Tab':
        if (snippet === undefined || shiftKey) return false
        choose(snippet)
        return true
      case 'Escape':
        // Silence first; only what was silent already closes anything.
        if (!line.silence()) hide()
        event.stopPropagation()
        return true
      default:
        setActive(-1)
        return false
    }
  }

  return {
    ...{ active, choose, found, hide, onKey },
    show() {
      snippets.refresh()
      setShown(true)
    },
  }
}
