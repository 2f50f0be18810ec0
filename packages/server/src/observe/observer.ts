/** Who looks on while acts are done: measures and traces. Nothing that is done depends on them. */
import type { ControlRecord } from '@sotto/domain'

/** A command as it came in. */
export interface ObservedCommand {
  readonly name: string
  /** Who does it. */
  readonly personId: string
  /** The conversation, agent or control it is about. */
  readonly subjectId: string
  /** The same in the request's log line and in a refusal's body. */
  readonly contextId: string
}

export interface CommandOutcome {
  readonly status: number
  /** The fixed code of a refusal. */
  readonly reason?: string | undefined
}

/** Told at the moment itself; must neither throw nor take long. */
export interface Observer {
  /** What it answers is called once, with how the command ended. */
  beginCommand(command: ObservedCommand): (outcome: CommandOutcome) => void
  /** A control of this server's has come into a state, the first one included. `contextId` is that of the command it began with. */
  control(record: ControlRecord, contextId: string | undefined): void
  /** The gate before this line has opened or shut. */
  gate(controlId: string, gate: { readonly open: boolean; readonly reason?: string }): void
  /** A change was handed to a panel's socket so long after it became known here. */
  told(afterMs: number): void
}
