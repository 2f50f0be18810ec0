import { type RefObject, useEffect } from 'react'

const rowSelector = '[role="listitem"][aria-posinset], [role="row"][aria-rowindex]'
const landmarkSelector =
  'dialog, section[aria-label], article[aria-label], [role="list"], [role="table"], nav, main, header'
const focusableSelector = 'a[href], button:not(:disabled), [tabindex="0"]'

interface Kept {
  readonly element: HTMLElement
  readonly row: Element | null
  /** From the inside out. */
  readonly around: readonly Element[]
}

/**
 * What is taken off the page by an event never takes the focus with it: a row gives it to the row that now stands in its place,
 * anything else to the region it stood in. Never to another button, which the next key would press.
 */
export function useFocusKeeper(area: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = area.current
    if (root === null) return
    let kept: Kept | undefined

    function onFocusIn({ target }: FocusEvent): void {
      if (target instanceof HTMLElement)
        kept = { element: target, row: target.closest(rowSelector), around: around(target) }
    }

    // Somebody who goes elsewhere has not lost it; what was taken away is not there to be asked.
    function onFocusOut({ target }: FocusEvent): void {
      queueMicrotask(() => {
        if (target === kept?.element && isThere(target)) kept = undefined
      })
    }

    function onChange(): void {
      if (kept === undefined || document.activeElement !== document.body) return
      if (isThere(kept.element)) return
      const lost = kept
      kept = undefined
      giveBack(lost)
    }

    const observer = new MutationObserver(onChange)
    observer.observe(root, {
      attributeFilter: ['disabled'],
      attributes: true,
      childList: true,
      subtree: true,
    })
    root.addEventListener('focusin', onFocusIn)
    root.addEventListener('focusout', onFocusOut)
    return () => {
      observer.disconnect()
      root.removeEventListener('focusin', onFocusIn)
      root.removeEventListener('focusout', onFocusOut)
    }
  }, [area])
}

function isThere(element: EventTarget | null): boolean {
  return element instanceof HTMLElement && element.isConnected && !element.matches(':disabled')
}

function around(element: Element): readonly Element[] {
  const found: Element[] = []
  for (
    let next = element.parentElement?.closest(landmarkSelector);
    next !== null && next !== undefined;
    next = next.parentElement?.closest(landmarkSelector)
  )
    found.push(next)
  return found
}

function positionOf(row: Element): number {
  return Number(row.getAttribute('aria-posinset') ?? row.getAttribute('aria-rowindex') ?? 0)
}

function giveBack({ row, around }: Kept): void {
  const region = around.find((element) => element.isConnected)
  if (!(region instanceof HTMLElement)) return
  const rows = row === null ? [] : [...region.querySelectorAll(rowSelector)]
  const position = row === null ? 0 : positionOf(row)
  const neighbour = rows.find((other) => positionOf(other) >= position) ?? rows.at(-1)
  const target = neighbour?.querySelector<HTMLElement>(focusableSelector) ?? region
  if (target === region && !region.hasAttribute('tabindex')) region.tabIndex = -1
  // It stands where the focus was: nothing needs to move for it, under the pointer least of all.
  target.focus({ preventScroll: true })
}
