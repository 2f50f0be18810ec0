export interface Failure {
  readonly name: string
  readonly reason: string
}

/** How many seeds held and how many did not. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  /** Of many seeds, those that did not hold, and what each has shown. */
  readonly failures?: readonly Failure[]
}
