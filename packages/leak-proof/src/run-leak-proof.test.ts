import { seededRandom } from '@sotto/kernel'
import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { renderLeakReport, renderStory } from './render-leak-report.ts'
import { runLeakProof } from './run-leak-proof.ts'
import { shortStories, stories } from './story/stories.ts'

describe('the stories', () => {
  it('[LK1] cover every change of state, going back to listening, a cut connection and a killed server', () => {
    const steps = stories.flatMap((story) => story.steps)
    const actions = steps.flatMap((step) => (step.kind === 'act' ? [step.action] : []))
    expect(new Set(actions)).toEqual(
      new Set([
        'hold',
        'retrieve',
        'transfer',
        'complete-transfer',
        'cancel-transfer',
        'conference',
        'leave-conference',
        'end',
        'drop-agent',
      ]),
    )
    expect(new Set(steps.map(({ kind }) => kind))).toEqual(
      new Set(['act', 'ask-for', 'cut-sockets', 'kill-server']),
    )
    const names = stories.map(({ name }) => name)
    expect(shortStories.every((name) => names.includes(name))).toBe(true)
  })
})

describe('a centre where nothing answers', () => {
  it('[LK3] [LK15] proves nothing, says why of each story, and does not pass', async () => {
    const told: string[] = []
    const report = await runLeakProof({
      centre: {
        panelUrl: 'http://localhost:1',
        simulatorUrl: 'http://127.0.0.1:1',
        killServer: async () => {},
        startServer: async () => {},
      },
      only: ['hold', 'end'],
      seed: 1,
      clock: createFakeClock(),
      random: seededRandom(1),
      fetch: () => Promise.reject(new Error('nobody there')),
      onStory: ({ name }, done, total) => told.push(`${name} ${done}/${total}`),
    })
    expect(told).toEqual(['hold 1/2', 'end 2/2'])
    expect(report.passed).toBe(false)
    expect(report.stories.map(({ proved, problem }) => ({ proved, problem }))).toEqual([
      { proved: false, problem: 'nobody there' },
      { proved: false, problem: 'nobody there' },
    ])
    expect(report.planted).toMatchObject({ caught: false, problem: 'nobody there' })
    expect(renderLeakReport(report)).toContain('The proof did not succeed.')
    for (const story of report.stories) expect(renderStory(story)).toContain('nobody there')
  })
})
