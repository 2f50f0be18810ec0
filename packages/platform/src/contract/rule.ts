/** One rule of the port: its number in the spec, what it says, and how it is tried. */
import type { PlatformUnderTest } from './platform-under-test.ts'

export interface PlatformRule {
  readonly id: string
  readonly says: string
  /** Throws when the platform does not keep it. */
  readonly check: (world: PlatformUnderTest) => Promise<void>
}
