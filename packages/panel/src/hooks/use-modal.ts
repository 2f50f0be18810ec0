import { type RefObject, useLayoutEffect, useRef } from 'react'

/**
 * Shows the browser's own dialog while its component stands: it keeps the focus inside, and Esc cancels it. Closed before it is
 * taken off the page, or the browser would not give the focus back to where it came from.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  return dialog
}
