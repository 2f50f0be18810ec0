/** Recordings on disk, one file per call, in a folder that one engine holds at a time. */
import { type FileHandle, mkdir, open, readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { RecordingFile, RecordingStorage } from './recording-storage.ts'

/** Sound waiting for the disk; more than this and the disk is too slow to keep evidence. */
export const mostWaitingBytes = 64 * 1_024 * 1_024

const fileName = /^call-\d+\.pcm$/

export interface DiskStorageOptions {
  /** Made when missing. Files that an earlier engine left behind are removed first. */
  readonly directory: string
  readonly onFailure: (failure: unknown) => void
  readonly mostBytesWaiting?: number
}

export function createDiskStorage({
  directory,
  onFailure,
  mostBytesWaiting = mostWaitingBytes,
}: DiskStorageOptions): RecordingStorage {
  const ready = prepare(directory)
  // Every file reports it again when it needs the folder; here it only must not go unhandled.
  ready.catch(onFailure)
  const files = new Set<RecordingFile>()
  const waiting = { bytes: 0 }
  let count = 0

  return {
    create() {
      count += 1
      const file = createDiskFile({
        path: join(directory, `call-${count}.pcm`),
        ready,
        waiting,
        mostBytesWaiting,
        onFailure,
        onRemoved: () => files.delete(file),
      })
      files.add(file)
      return file
    },
    async close() {
      await Promise.allSettled([...files].map((file) => file.remove()))
      await ready.then(() => rmdir(directory)).catch(() => undefined)
    },
  }
}

async function prepare(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const left = (await readdir(directory)).filter((name) => fileName.test(name))
  await Promise.all(left.map((name) => rm(join(directory, name), { force: true })))
}

interface DiskFileOptions {
  readonly path: string
  readonly ready: Promise<void>
  readonly waiting: { bytes: number }
  readonly mostBytesWaiting: number
  readonly onFailure: (failure: unknown) => void
  readonly onRemoved: () => void
}

/** One at a time: writes, reads and the end stand in one queue, so that a read sees all that was appended before it. */
function createDiskFile({
  path,
  ready,
  waiting,
  mostBytesWaiting,
  onFailure,
  onRemoved,
}: DiskFileOptions): RecordingFile {
  let tail: Promise<void> = Promise.resolve()
  let handle: FileHandle | undefined
  let size = 0
  let failure: { readonly cause: unknown } | undefined
  let exists = false
  let sealed = false
  let removed = false

  function fail(cause: unknown): void {
    if (failure !== undefined || removed) return
    failure = { cause }
    onFailure(cause)
  }

  function enqueue<Answer>(job: () => Promise<Answer>): Promise<Answer> {
    const answer = tail.then(job)
    tail = answer.then(
      () => undefined,
      () => undefined,
    )
    return answer
  }

  async function opened(): Promise<FileHandle> {
    await ready
    handle ??= await open(path, exists ? 'r+' : 'wx+', 0o600)
    exists = true
    return handle
  }

  async function letGo(): Promise<void> {
    const held = handle
    handle = undefined
    await held?.close()
  }

  async function write(chunks: readonly Uint8Array[], position: number): Promise<void> {
    const file = await opened()
    let at = position
    for (const chunk of chunks) at += await writeWhole(file, chunk, at)
  }

  return {
    append(chunks) {
      const position = size
      const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0)
      size += bytes
      if (failure !== undefined || removed) return position
      if (waiting.bytes + bytes > mostBytesWaiting) {
        fail(new Error('recordings are made faster than the disk takes them'))
        return position
      }
      waiting.bytes += bytes
      enqueue(() => (removed ? Promise.resolve() : write(chunks, position)))
        .catch(fail)
        .finally(() => {
          waiting.bytes -= bytes
        })
      return position
    },
    read: (position, target) =>
      enqueue(async () => {
        if (failure !== undefined)
          throw new Error('this recording could not be kept', { cause: failure.cause })
        if (removed) throw new Error('this recording is gone')
        await readWhole(await opened(), target, position)
        if (sealed) await letGo()
      }),
    seal() {
      sealed = true
      enqueue(letGo).catch(fail)
    },
    remove() {
      removed = true
      onRemoved()
      return enqueue(async () => {
        await letGo()
        if (exists) await rm(path, { force: true })
      })
    },
  }
}

async function writeWhole(file: FileHandle, chunk: Uint8Array, position: number): Promise<number> {
  let written = 0
  while (written < chunk.byteLength) {
    const { bytesWritten } = await file.write(
      chunk,
      written,
      chunk.byteLength - written,
      position + written,
    )
    written += bytesWritten
  }
  return written
}

async function readWhole(file: FileHandle, target: Uint8Array, position: number): Promise<void> {
  let filled = 0
  while (filled < target.byteLength) {
    const { bytesRead } = await file.read(
      target,
      filled,
      target.byteLength - filled,
      position + filled,
    )
    if (bytesRead === 0) throw new Error('a recording is shorter than what was written to it')
    filled += bytesRead
  }
}
