import { useCallback, useSyncExternalStore } from 'react'
import { useModel } from './use-model.ts'

/** The whisper being written in this conversation, and how to change it. */
export function useDraft(conversationId: string): readonly [string, (text: string) => void] {
  const { drafts } = useModel()
  const subscribe = useCallback(
    (listener: () => void) => drafts.subscribe(conversationId, listener),
    [drafts, conversationId],
  )
  const read = () => drafts.text(conversationId)
  const write = useCallback(
    (text: string) => drafts.write(conversationId, text),
    [drafts, conversationId],
  )
  return [useSyncExternalStore(subscribe, read, read), write]
}
