/**
 * Whether the database's disk takes more. Small changes find room in half-filled pages long after acts have been refused, so what
 * was missed is believed until a megabyte was written and taken back.
 *
 *   room ──a statement fails for want of room──► missed ──a megabyte goes in──► room
 *     └── nothing is tried                          └── tried whenever somebody asks
 */
import { databaseTroubleOf } from './database-trouble.ts'

export interface DatabaseRoom {
  /** Of any statement, however it failed. */
  note(failure: unknown): void
  isThere(): Promise<boolean>
}

/** `tryIt` rejects as the driver does. */
export function createDatabaseRoom(tryIt: () => Promise<void>): DatabaseRoom {
  let missed = 0

  return {
    note(failure) {
      if (databaseTroubleOf(failure) === 'full') missed += 1
    },
    async isThere() {
      if (missed === 0) return true
      const known = missed
      try {
        await tryIt()
      } catch (failure) {
        // Whoever may not try it goes by what fails next.
        if (databaseTroubleOf(failure) !== undefined) return false
      }
      // Missed again meanwhile.
      if (missed !== known) return false
      missed = 0
      return true
    },
  }
}

/** In a table that never comes to be, on the disk where the others lie. Rejects as the driver does. */
export async function writeAndTakeBack(
  ask: (statement: string) => Promise<unknown>,
): Promise<void> {
  await ask('begin')
  try {
    await ask("set local temp_tablespaces = ''")
    await ask(`
      create temporary table sotto_room on commit drop as
        select md5(number::text) as filler from generate_series(1, 16000) as number`)
  } finally {
    await ask('rollback')
  }
}
