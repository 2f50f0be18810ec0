import type { PolicyRules } from '@sotto/domain'
import { expect, it } from 'vitest'
import { type Story, startStory } from '../../test/coaching/story.ts'

async function layDown(story: Story, rules: PolicyRules): Promise<void> {
  const { policies } = story.stores
  const expected = (await policies.versions(undefined, 1))[0]?.version ?? 0
  const who = { changedBy: 'rafael', changedByName: 'Rafael Montoya' }
  await policies.append({ rules, changedAt: story.clock.wallNow(), ...who }, expected)
  await story.settle(300)
}

const protecting = (why: string): PolicyRules => ({
  protectedAgents: [{ userId: 'ana', name: 'Agent ana', why }],
})

it('[PO53] a transcript that was refused comes back by itself when the policy is lifted, and says the new reason when that changes', async () => {
  const story = startStory()
  const panel = story.connectPanel(story.sam)
  await story.settle()
  panel.show('c1')
  await story.settle()
  panel.openTranscript('c1')
  await story.settle()
  const read = () => panel.transcript().status?.read
  const before = read()
  await layDown(story, protecting('Works council, § 12.'))
  expect(read()).toMatchObject({ state: 'refused', words: 'Works council, § 12.' })
  const why = 'Ask the works council.'
  await layDown(story, protecting(why))
  expect(read()).toMatchObject({ state: 'refused', words: why })
  await layDown(story, {})
  expect(before?.state).toBe('pending')
  expect(read()).toMatchObject({ state: 'pending' })
  // And is taken away again, once more.
  await layDown(story, protecting('Works council, § 12.'))
  expect(read()).toMatchObject({ state: 'refused' })
})
