import type { ControlRecord, PlatformControl } from '@sotto/domain'

/** Metadata is stored unchecked by the platform, so a key of ours proves nothing by itself. */
export function isSameControl(record: ControlRecord, control: PlatformControl): boolean {
  return (
    record.supervisorId === control.supervisorId &&
    record.conversationId === control.conversationId &&
    record.kind === control.kind &&
    (record.platformControlId === undefined || record.platformControlId === control.id)
  )
}
