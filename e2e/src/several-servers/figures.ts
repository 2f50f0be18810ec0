import { readFile } from 'node:fs/promises'
import type { WallMs } from '@sotto/kernel'
import type { SeveralServers } from './several-servers.ts'
import { voiceLines } from './whisper.ts'

/** When the servers, and the platform, knew that the lines of somebody whose server went were over: by their own words. */
export interface Loss {
  /** Another server wrote down that it takes them back, or sees to their end; undefined where none had to. */
  readonly takenOverAt: WallMs | undefined
  readonly overAtPlatform: WallMs | undefined
}

/** What is bounded in seconds is told beside what the machine had to do, and judged on a quiet one. */
export async function lossOf(
  centre: SeveralServers,
  conversationId: string,
  supervisorId: string,
): Promise<Loss> {
  const [found] = await centre.database.ask<{ at: Date | null }>(`
    select max(at) as at from control_act
    where conversation_id = '${conversationId}' and supervisor_id = '${supervisorId}'
      and reason = 'unsettled-at-start'`)
  const lines = await voiceLines(centre, conversationId, supervisorId)
  const ends = lines.flatMap(({ finishedAt }) =>
    finishedAt === undefined ? [] : [Date.parse(finishedAt)],
  )
  return {
    takenOverAt: found?.at?.getTime(),
    overAtPlatform: ends.length === 0 ? undefined : Math.max(...ends),
  }
}

export function sinceThen(
  { overAtPlatform, takenOverAt }: Loss,
  from: WallMs,
): Readonly<Record<string, number | undefined>> {
  const since = (at: WallMs | undefined) => (at === undefined ? undefined : at - from)
  return { 'taken over': since(takenOverAt), 'over at the platform': since(overAtPlatform) }
}

/** In milliseconds, with how many wanted a processor meanwhile. */
export async function tellFigures(
  story: string,
  figures: Readonly<Record<string, number | undefined>>,
): Promise<void> {
  const [load = '?'] = await readFile('/proc/loadavg', 'utf8').then(
    (text) => text.split(' '),
    () => [],
  )
  const told = Object.entries(figures).map(([what, ms]) => `${what} ${ms ?? 'never'}`)
  process.stdout.write(`${story}, ms: ${told.join(', ')}; load ${load}\n`)
}
