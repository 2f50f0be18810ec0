/** Moves the keyboard's focus to a row that the windowed list may not have drawn yet. */

const rowAttribute = 'data-row-id'
export const rowFocusEvent = 'sotto:row-focus'

export interface RowFocusDetail {
  readonly id: string
  readonly index: number
}

export function focusedRowId(): string | undefined {
  const row = document.activeElement?.closest(`[${rowAttribute}]`)
  return row?.getAttribute(rowAttribute) ?? undefined
}

/** Asks the list to bring the row in sight and give it the focus. */
export function focusRow(id: string, index: number): void {
  const detail: RowFocusDetail = { id, index }
  window.dispatchEvent(new CustomEvent(rowFocusEvent, { detail }))
}

export function findRow(container: HTMLElement, id: string): HTMLElement | undefined {
  for (const row of container.querySelectorAll<HTMLElement>(`[${rowAttribute}]`))
    if (row.getAttribute(rowAttribute) === id) return row
  return undefined
}
