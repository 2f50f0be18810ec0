/** Where recorded sound lies: an append-only file per call, written behind the mixer's back. */

export interface RecordingFile {
  /** Queues the chunks in this order and answers where the first byte will lie. Never waits. The chunks must not be changed afterwards. */
  append(chunks: readonly Uint8Array[]): number
  /** Fills `target` once everything appended so far is written. Rejects when a write failed: a recording with holes is no evidence. */
  read(position: number, target: Uint8Array): Promise<void>
  /** Nothing more will be appended; lets go of the file, which stays readable. */
  seal(): void
  remove(): Promise<void>
}

export interface RecordingStorage {
  create(): RecordingFile
  /** Removes every recording. */
  close(): Promise<void>
}

/** Keeps recordings in memory, for simulations on a fake clock: no call waits for a disk. */
export function createMemoryStorage(): RecordingStorage {
  const files = new Set<{ clear(): void }>()
  return {
    create() {
      let chunks: { readonly start: number; readonly bytes: Uint8Array }[] = []
      let size = 0
      const file = {
        clear() {
          chunks = []
        },
      }
      files.add(file)
      return {
        append(added) {
          const start = size
          for (const bytes of added) {
            chunks.push({ start: size, bytes })
            size += bytes.byteLength
          }
          return start
        },
        async read(position, target) {
          const end = position + target.byteLength
          for (const { start, bytes } of chunks) {
            if (start >= end || start + bytes.byteLength <= position) continue
            const from = Math.max(0, position - start)
            target.set(bytes.subarray(from, end - start), start + from - position)
          }
        },
        seal() {},
        async remove() {
          file.clear()
          files.delete(file)
        },
      }
    },
    async close() {
      for (const file of files) file.clear()
      files.clear()
    },
  }
}
