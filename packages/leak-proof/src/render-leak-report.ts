/** The report in words, for a terminal. */
import { heardRatio, type LegVerdict } from './judge/judge-story.ts'
import type { LeakReport, StoryResult } from './run-leak-proof.ts'

/** One line, with a line more for everything that is wrong. */
export function renderStory(story: StoryResult): string {
  const mark = story.proved ? 'no leak ' : 'NOT PROVED'
  const head = `${mark.padEnd(11)}${story.name.padEnd(20)}${measuresOf(story)}`
  return [head, ...complaintsOf(story).map((line) => `             ${line}`)].join('\n')
}

function measuresOf({ target, others = [] }: StoryResult): string {
  if (target === undefined) return ''
  const highest = Math.max(...others.map(({ ratio }) => ratio))
  const comparedMs = others.reduce((sum, { comparison }) => sum + (comparison?.comparedMs ?? 0), 0)
  return (
    `agent ${target.ratio.toFixed(1)}, others at most ${highest.toFixed(2)} ` +
    `on ${others.length} legs; ${(comparedMs / 1000).toFixed(1)} s of ears equal to the sample`
  )
}

function complaintsOf({ problem, target, others = [] }: StoryResult): string[] {
  if (problem !== undefined) return [problem]
  return [
    ...(target !== undefined && target.ratio < heardRatio
      ? [`the agent did not hear the marker either (${target.ratio.toFixed(2)})`]
      : []),
    ...others.flatMap(complaintsOfLeg),
  ]
}

function complaintsOfLeg({ leg, ratio, leaks, foundAtMs, comparison }: LegVerdict): string[] {
  return [
    ...(leaks ? [`${leg}: the marker is in it (${ratio.toFixed(2)}) at ${foundAtMs} ms`] : []),
    ...(comparison?.differsAtMs === undefined
      ? []
      : [`${leg}: at ${comparison.differsAtMs} ms it is not what the other parties said`]),
  ]
}

export function renderLeakReport({ planted, stories, passed, ...limits }: LeakReport): string {
  const proved = stories.filter((story) => story.proved).length
  const caught = planted.caught
    ? `caught (${planted.ratio.toFixed(1)})`
    : `MISSED (${planted.problem ?? planted.ratio.toFixed(2)})`
  return [
    `A leak of ${planted.gainDb} dB, planted: ${caught}.`,
    `${proved} of ${stories.length} stories proved; limit ${limits.ratioLimit} × the likeliest of ${limits.decoys} decoys.`,
    passed ? 'Nobody but the agent heard the whisper.' : 'The proof did not succeed.',
  ].join('\n')
}
