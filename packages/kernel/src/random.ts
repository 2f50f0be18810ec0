/** Chance as an argument. */
export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** A new opaque id, 32 hexadecimal digits in UUID form. */
  id(): string
}

function toUuid(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}

/** Unpredictable chance, for production. */
export const systemRandom: Random = {
  next: () => Math.random(),
  id: () => globalThis.crypto.randomUUID(),
}

/**
 * The same seed gives the same numbers and ids, for simulation and tests (sfc32, period about 2^128).
 * Never for anything an attacker must not guess.
 */
export function seededRandom(seed: number): Random {
  let a = seed >>> 0
  let b = (seed ^ 0x9e3779b9) >>> 0
  let c = (seed ^ 0x243f6a88) >>> 0
  let counter = 1
  function nextUint32(): number {
    const result = (a + b + counter) >>> 0
    counter = (counter + 1) >>> 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) >>> 0
    c = (((c << 21) | (c >>> 11)) + result) >>> 0
    return result
  }
  for (let warmUp = 0; warmUp < 15; warmUp += 1) nextUint32()
  return {
    next: () => nextUint32() / 0x1_0000_0000,
    id() {
      const bytes = new Uint8Array(16)
      for (let index = 0; index < 16; index += 1) bytes[index] = nextUint32() & 0xff
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
      return toUuid(bytes)
    },
  }
}
