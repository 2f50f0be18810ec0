/** AES-256-GCM by the browser, with a key that its scripts cannot read out again: `nonce and ciphertext`, in base64. */
import type { Sealing } from '../model/keeping/sealing.ts'

const nonceBytes = 12

/** `crypto.subtle` is there on https and on this machine alone. */
export function createBrowserSealing(crypto: Crypto): Sealing {
  return {
    async use(key) {
      const bytes = fromBase64(key.replaceAll('-', '+').replaceAll('_', '/'))
      const usages: readonly KeyUsage[] = ['encrypt', 'decrypt']
      const imported = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, usages)
      return {
        async seal(text) {
          const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
          const algorithm = { name: 'AES-GCM', iv: nonce }
          const content = new TextEncoder().encode(text)
          const body = await crypto.subtle.encrypt(algorithm, imported, content)
          return toBase64(new Uint8Array([...nonce, ...new Uint8Array(body)]))
        },
        async open(sealed) {
          try {
            const all = fromBase64(sealed)
            const algorithm = { name: 'AES-GCM', iv: all.subarray(0, nonceBytes) }
            const body = all.subarray(nonceBytes)
            return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, imported, body))
          } catch {
            return undefined
          }
        },
      }
    },
  }
}

function toBase64(bytes: Uint8Array): string {
  // One character at a time: as one call's arguments they would be too many.
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
