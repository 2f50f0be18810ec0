/** The port's contract: one suite that every adapter runs, each against what it speaks to. */
import { afterAll, beforeAll, describe, it } from 'vitest'
import { coachingRules } from './coaching-rules.ts'
import { controlRules } from './control-rules.ts'
import { mediaRules } from './media-rules.ts'
import { peopleRules } from './people-rules.ts'
import type {
  PlatformUnderTest,
  SkippedRule,
  StartPlatformUnderTest,
} from './platform-under-test.ts'
import { ruleId } from './rule.ts'
import { streamRules } from './stream-rules.ts'
import { tokenRules } from './token-rules.ts'

const rules = [
  ...peopleRules,
  ...streamRules,
  ...controlRules,
  ...mediaRules,
  ...tokenRules,
  ...coachingRules,
]

const startWithinMs = 60_000
const ruleWithinMs = 30_000

/**
 * Declares the whole suite in the test file that calls it. The platform is started once; each rule has a conversation and a
 * sign-in of its own. A skipped rule needs a reason, and must exist.
 */
export function runPlatformContract(
  start: StartPlatformUnderTest,
  options: { readonly skip: readonly SkippedRule[] } = { skip: [] },
): void {
  for (const { rule } of options.skip)
    if (!rules.some((known) => ruleId(known) === rule))
      throw new Error(`there is no rule ${rule} to skip`)

  describe('platform contract', () => {
    let world: PlatformUnderTest
    beforeAll(async () => {
      world = await start()
    }, startWithinMs)
    afterAll(() => world?.close())

    for (const rule of rules) {
      const skipped = options.skip.find((skip) => skip.rule === ruleId(rule))
      if (skipped === undefined) it(rule.title, () => rule.check(world), ruleWithinMs)
      // biome-ignore lint/suspicious/noSkippedTests: a skip with its reason is part of the contract
      else it.skip(`${rule.title} (skipped: ${skipped.reason})`, () => {})
    }
  })
}
