/** Moves the keyboard's focus through the rows of a windowed list, which may not have drawn the next one yet. */

const rowAttribute = 'data-row-id'
const rowStepEvent = 'sotto:row-step'

export interface RowStep {
  /** The row to go on from; undefined is the beginning or the end. */
  readonly from: string | undefined
  readonly step: 1 | -1
}

export function focusedRowId(within?: HTMLElement | null): string | undefined {
  const row = document.activeElement?.closest(`[${rowAttribute}]`)
  if (within !== undefined && within?.contains(row ?? null) !== true) return undefined
  return row?.getAttribute(rowAttribute) ?? undefined
}

/** Asks the list to go to the next row. False when there is none. */
export function stepRow(detail: RowStep): boolean {
  return !window.dispatchEvent(new CustomEvent(rowStepEvent, { cancelable: true, detail }))
}

/** `take` answers whether there was a row to go to. */
export function onRowStep(take: (step: RowStep) => boolean): () => void {
  const onEvent = (event: Event) => {
    const step = event instanceof CustomEvent ? readStep(event.detail) : undefined
    if (step !== undefined && take(step)) event.preventDefault()
  }
  window.addEventListener(rowStepEvent, onEvent)
  return () => window.removeEventListener(rowStepEvent, onEvent)
}

function readStep(detail: Partial<RowStep> | null): RowStep | undefined {
  if (detail?.step !== 1 && detail?.step !== -1) return undefined
  return { from: typeof detail.from === 'string' ? detail.from : undefined, step: detail.step }
}

export function findRow(container: HTMLElement, id: string): HTMLElement | undefined {
  for (const row of container.querySelectorAll<HTMLElement>(`[${rowAttribute}]`))
    if (row.getAttribute(rowAttribute) === id) return row
  return undefined
}
