/** What was asked before a turn: the last that was said, without the digits and "okays" of a dictation in between. */
import type { Token } from '../text/token.ts'
import { topicAt } from '../topics/find-topic.ts'
import type { HeardSegment } from './heard-segment.ts'
import { onceFor } from './once-for.ts'

/** No segment further back is looked at. */
export const promptReach = 24
const mostSegments = 8
const mostTokens = 60

export function promptOf(segments: readonly HeardSegment[], position: number): readonly Token[] {
  const said: (readonly Token[])[] = []
  let tokens = 0
  for (let at = position - 1; at >= Math.max(0, position - promptReach); at -= 1) {
    const segment = segments[at]
    if (segment === undefined || segment.isEcho) continue
    said.push(segment.tokens.slice(-mostTokens))
    tokens += segment.tokens.length
    if (said.length >= mostSegments || tokens >= mostTokens || closes(segment)) break
  }
  return said.reverse().flat().slice(-mostTokens)
}

const questionWords = new Set(
  "what how which when where why who what's how's where's when's who's".split(' '),
)
/** Ask for more of the same. */
const backwards = new Set(
  "it its it's that that's this again repeat rest part next last first more other one number numbers digits letters sorry mean missed catch spell mine yours hers ours his town city village suburb county state floor unit suite apartment building street road".split(
    ' ',
  ),
)

/** "How many boxes": a question of something else; what was asked before it is answered. */
const closes = onceFor(({ tokens }: HeardSegment): boolean => {
  if (tokens.length < 3) return false
  let isQuestion = false
  for (let index = 0; index < tokens.length; index += 1) {
    const { text } = tokens[index] ?? { text: '' }
    if (topicAt(tokens, index) !== undefined) return false
    if (questionWords.has(text)) isQuestion = true
    if (backwards.has(text)) return false
  }
  return isQuestion
})
