/** What a command answers its caller, and whoever repeats it. */
export interface CommandAnswer {
  readonly status: number
  /** JSON. */
  readonly body: string
}
