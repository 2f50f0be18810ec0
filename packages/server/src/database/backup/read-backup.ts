/** Reads the file of a backup, and judges it whole before anything is believed. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { createGunzip } from 'node:zlib'
import {
  anyHeadSchema,
  type BackupHead,
  type BackupLine,
  backupFormat,
  jsonOf,
  readLine,
} from './backup-format.ts'
import { BackupRefusal } from './backup-refusal.ts'

/** Its lines without their ends. Rejects with a `BackupRefusal` when it is not to be read to its end. */
export async function* linesOfFile(file: string): AsyncGenerator<string> {
  const unpacked = createGunzip()
  // What goes wrong on either side is told to whoever reads.
  pipeline(createReadStream(file), unpacked, () => {})
  const decoder = new StringDecoder('utf8')
  let rest = ''
  try {
    for await (const chunk of unpacked) {
      const lines = (rest + decoder.write(chunk)).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (failure) {
    throw refusalOf(failure, file)
  } finally {
    unpacked.destroy()
  }
  if (rest !== '') throw cut(file)
}

/** Every line that carries something, parsed. The file was judged before. */
export async function* readBackup(file: string): AsyncGenerator<BackupLine> {
  for await (const line of linesOfFile(file)) yield readLine(line)
}

export interface BackupSummary {
  readonly head: BackupHead
  readonly tables: number
  readonly rows: number
}

/** Reads it from end to end. Throws a `BackupRefusal` for what is no backup, is cut, was altered, or is of a later format. */
export async function judgeBackup(file: string): Promise<BackupSummary> {
  const digest = createHash('sha256')
  let head: BackupHead | undefined
  let tables = 0
  let rows = 0
  let end: string | undefined
  for await (const text of linesOfFile(file)) {
    if (end !== undefined) throw altered(file)
    if (head === undefined) {
      head = readHead(text, file)
      digest.update(`${text}\n`)
      continue
    }
    const line = readLine(text)
    if (line.kind === 'unreadable') throw altered(file)
    if (line.kind === 'mark' && line.mark[0] === 'end') {
      ;[, end] = line.mark
      continue
    }
    digest.update(`${text}\n`)
    if (line.kind === 'row') rows += 1
    else if (line.mark[0] === 'table') tables += 1
  }
  if (head === undefined) throw foreign(file)
  if (end === undefined) throw cut(file)
  if (end !== digest.digest('hex')) throw altered(file)
  return { head, tables, rows }
}

function readHead(text: string, file: string): BackupHead {
  const any = anyHeadSchema.safeParse(jsonOf(text))
  if (!any.success) throw foreign(file)
  if (any.data[1] > backupFormat)
    throw new BackupRefusal(`${file} was made by a newer Sotto. Restore it with that version.`)
  const line = readLine(text)
  if (line.kind !== 'mark' || line.mark[0] !== 'sotto-backup') throw altered(file)
  return line.mark[2]
}

function foreign(file: string): BackupRefusal {
  return new BackupRefusal(`${file} is no backup of Sotto.`)
}

function cut(file: string): BackupRefusal {
  return new BackupRefusal(`${file} is cut: its end is missing. Take another copy of it.`)
}

function altered(file: string): BackupRefusal {
  return new BackupRefusal(`${file} is not what was written: it was altered or damaged.`)
}

function refusalOf(failure: unknown, file: string): unknown {
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : ''
  if (code === 'Z_BUF_ERROR') return cut(file)
  if (code === 'Z_DATA_ERROR')
    return failure instanceof Error && failure.message.includes('header')
      ? foreign(file)
      : altered(file)
  if (code === 'ENOENT') return new BackupRefusal(`There is no file ${file}.`)
  if (code === 'EACCES' || code === 'EISDIR')
    return new BackupRefusal(`${file} cannot be read (${code}).`)
  return failure
}
