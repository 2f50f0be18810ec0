/** Which snippets are offered while a whisper is written, and what the keys do with them. Nothing is sent by choosing. */

import { fillSnippet, type SnippetValues, unfilledVariables } from '@sotto/domain'
import { assertNever } from '@sotto/kernel'
import type { SnippetView } from '@sotto/protocol'
import { type KeyboardEvent, useMemo, useState, useSyncExternalStore } from 'react'
import { useModel } from '../../hooks/use-model.ts'
import { useSnippets } from '../../hooks/use-snippets.ts'
import { choiceStep } from '../../model/snippets/choice-keys.ts'
import { findSnippets } from '../../model/snippets/find-snippets.ts'
import { recentSnippetsOf } from '../../model/snippets/recent-snippets.ts'
import { snippetsOf } from '../../model/snippets/snippets.ts'
import { hourAndMinute } from '../../words/time-words.ts'

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
  const model = useModel()
  const { line, serverTime, session } = model
  const recentSnippets = recentSnippetsOf(model)
  const snippets = snippetsOf(model)
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
      time: hourAndMinute(serverTime.now()),
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
    const press = {
      key,
      withModifier: ctrlKey || metaKey || altKey,
      withShift: shiftKey,
      isComposing: nativeEvent.isComposing,
    }
    const step = choiceStep(press, active, found.length)
    switch (step.kind) {
      case 'move':
        setActive(step.to)
        return true
      case 'choose': {
        const snippet = found[step.index]
        if (snippet !== undefined) choose(snippet)
        return snippet !== undefined
      }
      case 'close':
        // Silence first; only what was silent already closes anything.
        if (!line.silence()) hide()
        event.stopPropagation()
        return true
      case 'type':
        setActive(-1)
        return false
      case 'none':
        return false
      default:
        return assertNever(step)
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
