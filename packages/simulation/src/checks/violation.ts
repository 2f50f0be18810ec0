/** A rule of the product that did not hold. */
export interface Violation {
  /** The rule of docs/spec/simulation.md. */
  readonly rule: string
  readonly atMs: number
  readonly what: string
}

export type Report = (rule: string, what: string) => void
