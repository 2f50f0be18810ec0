import { describe, expect, it } from 'vitest'
import { createBrowserSealing } from './browser-sealing.ts'

const keyA = 'A'.repeat(43)
const keyB = `${'B'.repeat(40)}-_A`

describe('sealing in the page', () => {
  it('[PA297] opens with its own key only, is different each time, and is nothing once touched', async () => {
    const sealing = createBrowserSealing(globalThis.crypto)
    const [own, other] = [await sealing.use(keyA), await sealing.use(keyB)]
    for (const text of ['', 'Rosa, 4111 1111 1111 1111', '漢🙂\u0000'.repeat(9_000)]) {
      const sealed = await own.seal(text)
      expect(atob(sealed)).not.toContain('Rosa')
      expect(await own.seal(text)).not.toBe(sealed)
      expect(await own.open(sealed)).toBe(text)
      expect(await other.open(sealed)).toBeUndefined()
      const touched = `${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`
      expect(await own.open(touched)).toBeUndefined()
    }
    for (const nonsense of ['', 'x', '~', 'AAAA']) expect(await own.open(nonsense)).toBeUndefined()
  })

  it('[PA297] a key of another length is none', async () => {
    await expect(createBrowserSealing(globalThis.crypto).use('AAAA')).rejects.toThrow()
  })
})
