/** How many seeds held and how many did not. */
export interface Tally {
  readonly passed: number
  readonly failed: number
}
