import { useEffect } from 'react'
import { type KeyMap, type KeyPlace, type ShortcutAction, shortcutFor } from '../model/keyboard.ts'

export const talkButtonId = 'hold-to-talk'

export function placeOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof HTMLElement)) return 'page'
  if (target.id === talkButtonId) return 'talk-button'
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return 'text-field'
  if (target instanceof HTMLSelectElement) return 'text-field'
  // A slider takes arrows only: the talk key stays the talk key.
  if (target instanceof HTMLInputElement && target.type === 'range') return 'page'
  if (target instanceof HTMLInputElement)
    return target.type === 'checkbox' || target.type === 'radio' ? 'control' : 'text-field'
  return target instanceof HTMLButtonElement ? 'control' : 'page'
}

export interface ShortcutHandlers {
  /** As they are at the moment of a press. */
  readonly keys: () => KeyMap
  /** True when the key was used up. */
  readonly onAction: (action: Exclude<ShortcutAction, 'talk'>) => boolean
  readonly onTalkKey: (down: boolean) => void
  /** The keyboard is somebody else's now: blur or a hidden page. */
  readonly onLeave: () => void
}

/** The page's own keys. `handlers` must be stable. */
export function useShortcuts(handlers: ShortcutHandlers): void {
  useEffect(() => {
    const end = new AbortController()
    const { signal } = end
    // The key may come up over another element than it went down on.
    let talkKeyDown = false

    function release(): void {
      if (talkKeyDown) handlers.onTalkKey(false)
      talkKeyDown = false
    }

    function onKeyDown(event: KeyboardEvent): void {
      const { ctrlKey, metaKey, altKey, isComposing, key } = event
      const action = shortcutFor({
        key,
        isComposing,
        keys: handlers.keys(),
        withModifier: ctrlKey || metaKey || altKey,
        place: placeOf(event.target),
      })
      if (action === undefined) return
      // A dialog has the keyboard to itself; silence comes first even there.
      if (action !== 'silence' && document.querySelector('dialog[open]') !== null) return
      if (action !== 'talk') {
        if (!event.repeat && handlers.onAction(action)) event.preventDefault()
        return
      }
      // Or the page scrolls, and the button clicks.
      event.preventDefault()
      if (event.repeat || talkKeyDown) return
      talkKeyDown = true
      handlers.onTalkKey(true)
    }

    function onKeyUp(event: KeyboardEvent): void {
      if (event.key !== ' ' || !talkKeyDown) return
      event.preventDefault()
      release()
    }

    function leave(): void {
      talkKeyDown = false
      handlers.onLeave()
    }

    window.addEventListener('keydown', onKeyDown, { signal })
    window.addEventListener('keyup', onKeyUp, { signal })
    window.addEventListener('blur', leave, { signal })
    window.addEventListener('pagehide', leave, { signal })
    document.addEventListener(
      'visibilitychange',
      () => {
        if (document.visibilityState === 'hidden') leave()
      },
      { signal },
    )
    return () => {
      end.abort()
      release()
    }
  }, [handlers])
}
