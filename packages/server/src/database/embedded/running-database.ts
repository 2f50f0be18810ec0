/** Finds the embedded PostgreSQL of a data folder while a server runs it, for commands that work beside that server. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Secret, secret } from '@sotto/kernel'
import { z } from 'zod'
import { databaseUser } from './cluster.ts'
import { processIsAlive } from './process-table.ts'

const holderSchema = z.object({ processId: z.number().int().positive() })
const locationSchema = z.object({ directory: z.string() })

/** Its address, or undefined while nobody runs it. Changes nothing. */
export async function findRunningDatabase(
  dataDirectory: string,
): Promise<Secret<string> | undefined> {
  const databaseDirectory = join(dataDirectory, 'database')
  const holder = holderSchema.safeParse(await readJson(join(databaseDirectory, 'lock')))
  if (!holder.success || !processIsAlive(holder.data.processId)) return undefined
  const moved = locationSchema.safeParse(await readJson(join(databaseDirectory, 'location.json')))
  const parent = moved.success ? moved.data.directory : databaseDirectory
  const port = (await read(join(parent, 'cluster', 'postmaster.pid')))?.split('\n')[3]?.trim()
  const password = (await read(join(databaseDirectory, 'password')))?.trim()
  if (port === undefined || !/^\d+$/.test(port) || password === undefined) return undefined
  return secret(`postgres://${databaseUser}:${password}@127.0.0.1:${port}/sotto`)
}

async function readJson(path: string): Promise<unknown> {
  const text = await read(path)
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

function read(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}
