/** One rule of the port: its number in the spec, what it says, and how it is tried. */
import type { PlatformUnderTest } from './platform-under-test.ts'

export interface PlatformRule {
  /** `[PL2] what must hold`: its number in `docs/spec/platform-port.md`, and the rule in a sentence. */
  readonly title: string
  /** Throws when the platform does not keep it. */
  readonly check: (world: PlatformUnderTest) => Promise<void>
}

/** `PL2` of `[PL2] what must hold`. */
export function ruleId({ title }: PlatformRule): string {
  return /^\[(\w+)\]/.exec(title)?.[1] ?? ''
}
