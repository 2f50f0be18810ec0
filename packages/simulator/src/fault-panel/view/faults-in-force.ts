/** Which faults are in force, and how far, in words. */
import { assertNever } from '@sotto/kernel'
import { type Faults, noFaults } from '../../faults/faults.ts'
import { type LastingFault, lastingFaults } from '../catalogue/lasting-faults.ts'

export interface FaultInForce {
  readonly key: string
  readonly name: string
  /** `12 s`, `30 %`, `5 requests per second`, … */
  readonly amount: string
}

/** In the order of the panel. Empty when the platform behaves. */
export function faultsInForce(faults: Faults): readonly FaultInForce[] {
  const catalogue: readonly (readonly [string, LastingFault])[] = Object.entries(lastingFaults)
  const values = new Map<string, number | string | null>(Object.entries(faults))
  const untouched = new Map<string, number | string | null>(Object.entries(noFaults))
  return catalogue.flatMap(([key, fault]) => {
    const value = values.get(key) ?? null
    if (value === (untouched.get(key) ?? null) || value === null) return []
    return [{ key, name: fault.name, amount: amountWords(fault, value) }]
  })
}

function amountWords(fault: LastingFault, value: number | string): string {
  switch (fault.kind) {
    case 'delay':
      return durationWords(Number(value))
    case 'ratio':
      return `${round(Number(value) * 100)} %`
    case 'rate':
      return `${round(Number(value))} requests per second`
    case 'count':
      return `${value} to come`
    case 'gain':
      return `at ${round(Number(value))} dB`
    case 'choice':
      return fault.choices.find((choice) => choice.value === value)?.name ?? String(value)
    default:
      return assertNever(fault)
  }
}

function durationWords(durationMs: number): string {
  return durationMs >= 1_000 ? `${round(durationMs / 1_000)} s` : `${round(durationMs)} ms`
}

/** What came in by the door may be any number; three places say enough. */
function round(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
