import { useEffect } from 'react'
import { useModel } from '../../hooks/use-model.ts'
import { replyForKey } from '../../model/agent-strip/reply-keys.ts'

/** One key answers the newest whisper that has been read and waits. */
export function useReplyKeys(): void {
  const { agentStrip } = useModel()
  useEffect(() => {
    const end = new AbortController()
    window.addEventListener(
      'keydown',
      (event) => {
        const { ctrlKey, metaKey, altKey, key, repeat, target } = event
        const reply = replyForKey({
          key,
          withModifier: ctrlKey || metaKey || altKey,
          place: target instanceof HTMLInputElement ? 'text-field' : 'page',
        })
        const whisper = agentStrip.keyTarget()
        if (reply === undefined || whisper === undefined || repeat) return
        event.preventDefault()
        void agentStrip.reply(whisper.id, reply)
      },
      { signal: end.signal },
    )
    return () => end.abort()
  }, [agentStrip])
}
