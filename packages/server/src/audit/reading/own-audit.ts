/** Who listened or spoke to one agent, when, and whether the customer could hear it: for that agent alone. Without reasons. */
import {
  type AuditEntryView,
  auditModeSchema,
  type OwnAudit,
  type OwnAuditPage,
} from '@sotto/protocol'
import type { AuditStore } from '../../database/audit-store.ts'
import { readCursor, writeCursor } from './audit-cursor.ts'
import { entryView, type NameOf, namesOnce } from './entry-view.ts'

export interface OwnAuditOptions {
  readonly store: Pick<AuditStore, 'page'>
  readonly nameOf: NameOf
}

/** Two entries of each control are looked at for every one that is shown. */
const entriesAtOnce = 100
/** More changes than these of so many controls are not looked through for their ends. */
const changesAtMost = 2_000

/** What came about: a line that was open, a text that arrived. What was only asked for was heard by nobody. */
export async function ownAuditPage(
  { nameOf, store }: OwnAuditOptions,
  agentUserId: string,
  cursor?: string,
): Promise<OwnAuditPage> {
  const name = namesOnce(nameOf)
  const after = cursor === undefined ? undefined : readCursor(cursor)
  const acts = ['control-executing', 'control-completed']
  const found = await store.page({ agentUserId, acts }, entriesAtOnce + 1, after)
  const shown = found.slice(0, entriesAtOnce)
  const candidates = await Promise.all(shown.map((row) => entryView(row, name)))
  const began = candidates.filter(hasBegun)
  const changes = await changesOf(store, agentUserId, began)
  const last = shown.at(-1)
  return {
    times: began.flatMap((entry) => timeOf(entry, changes.get(entry.controlId ?? '') ?? [])),
    ...(found.length > shown.length && last !== undefined ? { nextCursor: writeCursor(last) } : {}),
  }
}

/** A text is on its way while it is "executing"; a line is over when it is "completed". */
function hasBegun({ act, mode }: AuditEntryView): boolean {
  return act === (mode === 'whisper-text' ? 'control-completed' : 'control-executing')
}

async function changesOf(
  store: Pick<AuditStore, 'page'>,
  agentUserId: string,
  began: readonly AuditEntryView[],
): Promise<ReadonlyMap<string, readonly AuditEntryView[]>> {
  const controlIds = began.flatMap(({ controlId }) => controlId ?? [])
  const changes = new Map<string, AuditEntryView[]>()
  if (controlIds.length === 0) return changes
  const from = Math.min(...began.map((entry) => entry.from ?? entry.at))
  const rows = await store.page({ agentUserId, controlIds, from }, changesAtMost)
  for (const row of rows.toReversed()) {
    const entry = await entryView(row, async () => undefined)
    // A file of this line that was handed out names it as well.
    if (!entry.act.startsWith('control-')) continue
    const known = changes.get(entry.controlId ?? '') ?? []
    changes.set(entry.controlId ?? '', [...known, entry])
  }
  return changes
}

/** `changes`: of the same control, oldest first. A line that was confirmed anew has begun once. */
function timeOf(began: AuditEntryView, changes: readonly AuditEntryView[]): readonly OwnAudit[] {
  const first = changes.find(hasBegun)
  const mode = auditModeSchema.safeParse(began.mode)
  if (!mode.success || (first !== undefined && first.id !== began.id)) return []
  const ended = changes.find(({ to }) => to !== undefined)
  const { agent: _, at, conversationId, customerCouldHear, id, supervisor } = began
  const couldHear = changes.some((change) => change.customerCouldHear === true)
  return [
    {
      id,
      mode: mode.data,
      from: mode.data === 'whisper-text' ? at : (began.from ?? at),
      customerCouldHear: customerCouldHear === true || couldHear,
      ...(supervisor?.name === undefined ? {} : { supervisorName: supervisor.name }),
      ...(conversationId === undefined ? {} : { conversationId }),
      ...(ended?.to === undefined ? {} : { to: ended.to }),
    },
  ]
}
