import type { Change } from '@sotto/protocol'
import { describe, expect, it } from 'vitest'
import { startStory } from '../../../test/panel-story.ts'
import {
  agentRow,
  coachingDetail,
  control,
  conversationRow,
  detail,
  noon,
  platformOpen,
} from '../../../test/samples.ts'

const told = (over: Parameters<typeof detail>[0] = {}): Change => ({
  kind: 'detail',
  detail: detail(over),
})

async function opened() {
  const story = startStory()
  await story.begin([platformOpen])
  story.model.live.show('conversation-1')
  story.tell([platformOpen, told()])
  const heard: string[] = []
  story.model.announcer.state.subscribe(({ words }) => heard.push(words))
  await story.clock.advance(1_000)
  return { story, heard }
}

describe('what a screen reader is told', () => {
  it('[PA283] what is there when a conversation is opened is not told', async () => {
    const { heard } = await opened()
    expect(heard).toEqual([])
  })

  it('[PA283] a mode that comes in several events is told once, where it ends', async () => {
    const { story, heard } = await opened()
    story.tell([told({ mode: { wanted: 'coach', confirmed: 'not-connected', switching: true } })])
    await story.clock.advance(200)
    story.tell([{ kind: 'detail', detail: coachingDetail() }])
    await story.clock.advance(1_000)
    expect(heard).toEqual(['Now coaching. Agent hears you, confirmed.'])
  })

  it('[PA283] that it is unknown who hears is told, also when only the link is gone', async () => {
    const { story, heard } = await opened()
    story.tell([{ kind: 'platform-link', link: { state: 'interrupted', since: noon } }])
    await story.clock.advance(1_000)
    expect(heard).toHaveLength(1)
    expect(heard[0]).toMatch(/^Agent may hear you, unknown\. Customer may hear you, unknown\./)
  })

  it('[PA283] in a busy minute it speaks of mode and receipts alone', async () => {
    const { story, heard } = await opened()
    for (let second = 0; second < 60; second += 1) {
      const changes: Change[] = [
        { kind: 'conversation', row: conversationRow({ phase: second % 2 ? 'active' : 'held' }) },
        { kind: 'conversation', row: conversationRow({ id: `c-${second}`, agentName: 'Jon' }) },
        { kind: 'agent', row: agentRow({ since: noon + second }) },
        second < 20 || second >= 40
          ? told({ knownAt: noon + second * 1_000 })
          : { kind: 'detail', detail: coachingDetail({ knownAt: noon + second * 1_000 }) },
      ]
      if (second === 5) changes.push({ kind: 'control', control: control({ state: 'executing' }) })
      if (second === 7) changes.push({ kind: 'control', control: control({ state: 'completed' }) })
      if (second === 9)
        changes.push({ kind: 'control', control: control({ state: 'completed', seenAt: noon }) })
      for (const change of changes) {
        story.tell([change])
        await story.clock.advance(1_000 / changes.length)
      }
    }
    expect(heard).toEqual([
      'Whisper has arrived.',
      'Whisper read by the agent.',
      'Now coaching. Agent hears you, confirmed.',
      'Line closed. Agent does not hear you, confirmed.',
    ])
  })
})
