/** Which file begins when: the longest first, so that none is left to run alone at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * @param longest names of files without `.test.ts`, by what they took on a quiet machine; a clean clone has nothing measured, and a short
 * file may be a long journey
 */
export function longestFirst(longest: readonly string[]): typeof BaseSequencer {
  const rank = ({ moduleId }: TestSpecification): number => {
    const place = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
    return place < 0 ? longest.length : place
  }
  return class LongestFirst extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const sorted = await super.sort(files)
      return sorted.sort((one, other) => rank(one) - rank(other))
    }
  }
}
