/** Counts what one server process does to the world outside, and lets it die at a chosen one. */
import type { Machine } from '../time/machine.ts'

export interface EffectMeter {
  /** Called before and after every effect; false when the process has died of it. */
  pass(name: string): boolean
  /** The process dies at the effect that comes as the given one from now (1 is the next). */
  dieAfter(effects: number): void
  readonly lastName: string
}

export function createEffectMeter(machine: Machine, onDeath: (name: string) => void): EffectMeter {
  let left: number | undefined
  let lastName = ''
  return {
    pass(name) {
      if (machine.isDead) return false
      lastName = name
      if (left === undefined) return true
      left -= 1
      if (left > 0) return true
      left = undefined
      machine.kill()
      onDeath(name)
      return false
    },
    dieAfter(effects) {
      left = effects
    },
    get lastName() {
      return lastName
    },
  }
}
