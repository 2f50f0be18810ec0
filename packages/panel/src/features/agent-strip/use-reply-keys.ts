import { useEffect } from 'react'
import { useModel } from '../../hooks/use-model.ts'
import { placeOf } from '../../hooks/use-shortcuts.ts'
import { replyForKey, replyKeysOf } from '../../model/agent-strip/reply-keys.ts'

/** One key answers the newest whisper that has been read and waits. */
export function useReplyKeys(): void {
  const { agentStrip } = useModel()
  useEffect(() => {
    const end = new AbortController()
    window.addEventListener(
      'keydown',
      (event) => {
        const { ctrlKey, metaKey, altKey, isComposing, key, repeat, target } = event
        const withModifier = ctrlKey || metaKey || altKey
        const reply = replyForKey(
          { key, isComposing, withModifier, place: placeOf(target) },
          replyKeysOf(agentStrip.settings.now().keys),
        )
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
