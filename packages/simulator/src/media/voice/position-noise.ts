/** Numbers that look like chance but depend on a seed and a position only, so that they can be asked for in any order. */

/** A whole number in [0, 2^32). Not for anything an attacker must not guess. */
export function positionHash(seed: number, position: number): number {
  return scramble(Math.trunc(position) ^ scramble(Math.trunc(seed)))
}

/** A number in [0, 1). */
export function positionChance(seed: number, position: number): number {
  return positionHash(seed, position) / 0x1_0000_0000
}

/** A seed made of a text, such as an id (FNV-1a, 32 bit). */
export function textSeed(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** Two multiply-xorshift rounds: every input bit reaches every output bit. */
function scramble(value: number): number {
  let mixed = (value + 0x9e3779b9) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
