/** The file of heads: one JSON line for each, added and never rewritten. */
import { appendFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { SignedTreeHead } from '@sotto/audit'

export function createHeadFile(file: string): (head: SignedTreeHead) => Promise<void> {
  return async (head) => {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    await appendFile(file, `${JSON.stringify(head)}\n`, { mode: 0o600 })
  }
}
