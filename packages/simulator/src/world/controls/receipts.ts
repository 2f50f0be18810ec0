/** What agents say about texts they were sent; for a scripted agent, the script reads them. */
import type { Random } from '@sotto/kernel'
import { conflict, notFound } from '../../api/refusal.ts'
import { between } from '../fork-random.ts'
import type { Control } from '../shapes.ts'
import type { Receipt } from '../world.ts'
import type { WorldCore } from '../world-core.ts'
import type { ControlLedger, ControlRecord } from './control-ledger.ts'

const scriptedReadMs = [2_000, 6_000] as const

export interface Receipts {
  /** Throws `Refusal`: no such control, or no text that was delivered. */
  record(controlId: string, receipt: Receipt): Control
  /** The text is on the agent's desk: unless somebody sits there, the scripted agent reads it before long. */
  planScriptedRead(record: ControlRecord): void
  /** The scripted agent is back and reads what was left lying. */
  deskLeft(userId: string): void
}

export function createReceipts(core: WorldCore, ledger: ControlLedger, random: Random): Receipts {
  function take(record: ControlRecord, { answer }: Receipt): Control {
    const { readAt, answer: answered } = record.control
    const now = core.nowIso()
    const patch: Partial<Control> = {
      // An answer says that it was read.
      ...(readAt === undefined ? { readAt: now } : {}),
      ...(answer !== undefined && answer !== answered ? { answer, answeredAt: now } : {}),
    }
    if (Object.keys(patch).length > 0) ledger.change(record, patch)
    return record.control
  }

  function planScriptedRead(record: ControlRecord): void {
    if (!isDeliveredText(record.control) || record.control.readAt !== undefined) return
    core.timers.after(between(random, ...scriptedReadMs), () => {
      const { id, targetUserId } = record.control
      if (ledger.records.has(id) && !core.occupiedDesks.has(targetUserId))
        take(record, { seen: true })
    })
  }

  return {
    record(controlId, receipt) {
      const record = ledger.records.get(controlId)
      if (record === undefined) throw notFound('control')
      if (!isDeliveredText(record.control))
        throw conflict('control.not.delivered', 'Only a delivered text can be seen and answered.')
      return take(record, receipt)
    },
    planScriptedRead,
    deskLeft(userId) {
      for (const record of ledger.records.values())
        if (record.control.targetUserId === userId) planScriptedRead(record)
    },
  }
}

function isDeliveredText({ mediaType, status }: Control): boolean {
  return mediaType === 'TEXT' && status === 'COMPLETED'
}
