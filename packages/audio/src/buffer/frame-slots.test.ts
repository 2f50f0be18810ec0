import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameSamples } from '../frame/audio-format.ts'
import { createFrameSlots, slotCount } from './frame-slots.ts'

const frameOf = (value: number) => new Int16Array(frameSamples).fill(value)

describe('the frames that wait', () => {
  it('[AU60] each is the one that was put there last, whatever came and went', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom('put', 'remove', 'clear'),
            fc.integer({ min: 0, max: 3 * slotCount }),
          ),
          { maxLength: 300 },
        ),
        (steps) => {
          const slots = createFrameSlots()
          const known = new Map<number, number>()
          for (const [step, [what, sequence]] of steps.entries()) {
            const slot = sequence % slotCount
            if (what === 'put') {
              slots.put(frameOf(step), sequence, step)
              known.set(slot, step)
            } else if (what === 'remove') {
              slots.remove(sequence)
              known.delete(slot)
            } else if (step % 10 === 0) {
              slots.clear()
              known.clear()
            }
            expect(slots.waiting).toBe(known.size)
          }
          for (let slot = 0; slot < slotCount; slot += 1) {
            expect(slots.has(slot)).toBe(known.has(slot))
            if (!known.has(slot)) continue
            expect(slots.frame(slot)[0]).toBe(known.get(slot))
            expect(slots.captureTimeMs(slot)).toBe(known.get(slot))
          }
        },
      ),
      { numRuns: 100, seed: 11 },
    )
  })

  it('[AU60] a line with ten frames waiting keeps to the memory of eleven', () => {
    const slots = createFrameSlots()
    const used = new Set<number>()
    for (let sequence = 0; sequence < 1_000; sequence += 1) {
      slots.put(frameOf(sequence), sequence, sequence)
      used.add(slots.frame(sequence).byteOffset)
      if (sequence >= 10) slots.remove(sequence - 10)
    }
    expect(used.size).toBe(11)
  })
})
