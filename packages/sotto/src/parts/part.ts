/** A part of Sotto that runs in a process of its own: the server, or the simulator. */
import type { Logger } from '@sotto/kernel'
import type { StartNames } from '../start-refusal.ts'

/** Somebody who can sign in, as the terminal names them. */
export interface SignInPerson {
  readonly name: string
  readonly role: string
  readonly teams: readonly string[]
}

export interface RunningPart {
  /** Where it answers, e.g. `http://localhost:4500`. */
  readonly address: string
  readonly people: readonly SignInPerson[]
  /** Resolves when the part cannot go on, to the line that says why. */
  readonly broken: Promise<string>
  close(): Promise<void>
}

export interface PartStart {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly logger: Logger
  /** Says something the operator should know although nothing failed. */
  tell(line: string): void
}

export interface Part {
  readonly name: 'server' | 'simulator'
  readonly names: StartNames
  /** Starts it; throws a StartRefusal, or an error that `describeStartFailure` can put into words. */
  start(input: PartStart): Promise<RunningPart>
}
