/** Reads one frame of the panel socket: lenient with single changes, so that one odd row does not cost the whole screen. */
import {
  type Change,
  changeSchema,
  isPlainRowChange,
  type ServerMessage,
  serverMessageSchema,
} from '@sotto/protocol'

export type ReadServerMessage =
  | {
      readonly readable: true
      readonly message: ServerMessage
      /** Changes that could not be read; a newer server may know kinds that this panel does not. */
      readonly skippedChanges: number
      /** An unreadable `detail` was among them: what stands on screen is not the newest truth any more. */
      readonly detailLost: boolean
    }
  | { readonly readable: false }

const unreadable: ReadServerMessage = { readable: false }

export function readServerMessage(text: string): ReadServerMessage {
  const raw = parseJson(text)
  if (hasChanges(raw)) return readFrame(raw, raw.changes)
  const whole = serverMessageSchema.safeParse(raw)
  if (!whole.success) return unreadable
  return { readable: true, message: whole.data, skippedChanges: 0, detailLost: false }
}

function hasChanges(raw: unknown): raw is { readonly changes: readonly unknown[] } {
  return typeof raw === 'object' && raw !== null && 'changes' in raw && Array.isArray(raw.changes)
}

function readFrame(frame: object, rawChanges: readonly unknown[]): ReadServerMessage {
  const envelope = serverMessageSchema.safeParse({ ...frame, changes: [] })
  if (!envelope.success || envelope.data.type !== 'frame') return unreadable
  const changes: Change[] = []
  let skippedChanges = 0
  let detailLost = false
  for (const rawChange of rawChanges) {
    const change = readChange(rawChange)
    if (change !== undefined) changes.push(change)
    else {
      skippedChanges += 1
      detailLost ||= kindOf(rawChange) === 'detail'
    }
  }
  return { readable: true, message: { ...envelope.data, changes }, skippedChanges, detailLost }
}

function readChange(raw: unknown): Change | undefined {
  if (isPlainRowChange(raw)) return raw
  const change = changeSchema.safeParse(raw)
  return change.success ? change.data : undefined
}

function kindOf(rawChange: unknown): unknown {
  return typeof rawChange === 'object' && rawChange !== null && 'kind' in rawChange
    ? rawChange.kind
    : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
