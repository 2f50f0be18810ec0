/** Which journey begins when: the longest first, so that none is left to run alone at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** By what they took on a quiet machine; a clean clone has nothing measured, and a short file may be a long journey. */
const longest = [
  'access',
  'leak-test',
  'agent-strip',
  'transcript',
  'slow-platform',
  'lease',
  'no-token',
  'several-servers',
  'program',
  'capture',
  'incident',
]

const rank = ({ moduleId }: TestSpecification): number => {
  const place = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
  return place < 0 ? longest.length : place
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.sort((one, other) => rank(one) - rank(other))
  }
}
