/** Hangs the doors to the audit: what is on record, and the taking out of a person. */
import type { FastifyInstance } from 'fastify'
import type { Stores } from '../database/stores.ts'
import { type ErasureDoorsOptions, registerErasureDoors } from './erasing/erasure-doors.ts'
import { type AuditDoorsOptions, registerAuditDoors } from './reading/audit-doors.ts'

export type AuditRoomOptions = Omit<ErasureDoorsOptions, 'stores'> &
  Omit<AuditDoorsOptions, 'store' | 'controlStore'> & {
    readonly stores: Pick<Stores, 'audit' | 'controls' | 'erasure' | 'idempotency'>
  }

export function registerAuditRoom(app: FastifyInstance, options: AuditRoomOptions): void {
  const { stores } = options
  registerAuditDoors(app, { ...options, store: stores.audit, controlStore: stores.controls })
  registerErasureDoors(app, options)
}
