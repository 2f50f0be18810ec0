// One opener per folder: a lock file that says which process holds it and survives neither that process nor a reboot.
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { systemErrorCode } from './embedded-database-error.ts'
import { processIdentity, processIsAlive } from './process-table.ts'

const holderSchema = z.object({
  processId: z.number().int().positive(),
  identity: z.string().optional(),
})

export type LockOutcome =
  | { readonly type: 'taken'; release(): Promise<void> }
  | { readonly type: 'held'; readonly byProcessId: number }

/**
 * Takes the lock at `path`, or says who holds it. A lock whose process is gone (or whose process id now belongs to
 * another process) is replaced. `token` must differ between two attempts made at the same time.
 */
export async function takeFolderLock(path: string, token: string): Promise<LockOutcome> {
  const content = JSON.stringify({
    processId: process.pid,
    identity: await processIdentity(process.pid),
    token,
  })
  const draft = `${path}.${token}`
  await writeFile(draft, content, { mode: 0o600 })
  try {
    for (;;) {
      // A link appears whole or not at all, so nobody ever reads half a lock.
      if (await linked(draft, path)) return { type: 'taken', release: () => release(path, content) }
      const found = await readIfThere(path)
      if (found === undefined) continue
      const holder = await livingHolder(found)
      if (holder !== undefined) return { type: 'held', byProcessId: holder }
      await removeStale(path, found, token)
    }
  } finally {
    await rm(draft, { force: true })
  }
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path)
    return true
  } catch (failure) {
    if (systemErrorCode(failure) === 'EEXIST') return false
    throw failure
  }
}

async function livingHolder(content: string): Promise<number | undefined> {
  const holder = parseHolder(content)
  if (holder === undefined || !processIsAlive(holder.processId)) return undefined
  const identity = await processIdentity(holder.processId)
  const isSomebodyElse =
    identity !== undefined && holder.identity !== undefined && identity !== holder.identity
  return isSomebodyElse ? undefined : holder.processId
}

function parseHolder(content: string): z.infer<typeof holderSchema> | undefined {
  try {
    return holderSchema.parse(JSON.parse(content))
  } catch {
    return undefined
  }
}

/** Moves the lock aside before deleting it, so that a lock taken in the meantime can be put back. */
async function removeStale(path: string, staleContent: string, token: string): Promise<void> {
  const aside = `${path}.stale.${token}`
  try {
    await rename(path, aside)
  } catch (failure) {
    if (systemErrorCode(failure) === 'ENOENT') return
    throw failure
  }
  if ((await readIfThere(aside)) !== staleContent) await linked(aside, path)
  await rm(aside, { force: true })
}

async function release(path: string, content: string): Promise<void> {
  if ((await readIfThere(path)) === content) await rm(path, { force: true })
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (failure) {
    if (systemErrorCode(failure) === 'ENOENT') return undefined
    throw failure
  }
}
