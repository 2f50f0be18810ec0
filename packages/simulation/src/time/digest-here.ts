/** SubtleCrypto works on threads of its own, whose time is not ours: here its one use (the code challenge of a sign-in) is done at once. */
import { createHash, webcrypto } from 'node:crypto'

export function digestHere(): void {
  Object.defineProperty(webcrypto.subtle, 'digest', {
    configurable: true,
    value: async (_algorithm: unknown, data: Uint8Array) => {
      const { buffer, byteLength, byteOffset } = createHash('sha256').update(data).digest()
      return buffer.slice(byteOffset, byteOffset + byteLength)
    },
  })
}
