import { describe, expect, it } from 'vitest'
import { type Story, startStory } from '../../../test/panel-story.ts'
import { conversationRow, noon, platformOpen } from '../../../test/samples.ts'
import { welcome } from '../../../test/scripted-socket.ts'
import { reconnectMaxMs } from '../live/live-link.ts'

const row = (phase: 'active' | 'held') =>
  ({ kind: 'conversation', row: conversationRow({ phase }) }) as const

async function present(): Promise<Story> {
  const story = startStory()
  await story.begin([platformOpen, row('active')])
  return story
}

const shown = (story: Story) => story.model.away.report.getState().shown

/** Cut for a while, then connected again. */
async function away(story: Story): Promise<void> {
  story.live().cut()
  await story.clock.advance(reconnectMaxMs)
  story.live().open()
}

const snapshot = (phase: 'active' | 'held') => ({
  type: 'frame',
  sequence: 1,
  snapshot: true,
  changes: [platformOpen, row(phase)],
  sentAt: noon + 20_000,
})

describe('what changed while you were away', () => {
  it('[PA93] names what the replayed frames brought', async () => {
    const story = await present()
    await away(story)
    story.live().say(welcome({ resumed: true, sequence: 1 }))
    story.tell([row('held')])
    await story.clock.advance(400)
    expect(shown(story)).toMatchObject({
      bySnapshot: false,
      fromAt: noon,
      news: [{ kind: 'phase', to: 'held', agentName: 'Ana Silva' }],
    })
  })

  it('[PA93] names what a whole snapshot shows differently, and that it was one', async () => {
    const story = await present()
    await away(story)
    story.live().say(welcome({ streamId: 'stream-2', sequence: 0 }))
    story.live().say(snapshot('held'))
    await story.clock.advance(400)
    expect(shown(story)).toMatchObject({ bySnapshot: true, news: [{ kind: 'phase' }] })
  })

  it('[PA93] says nothing when nothing changed, nor at the first connection', async () => {
    const story = await present()
    await story.pass(10_000)
    expect(shown(story)).toBeUndefined()
    await away(story)
    story.live().say(welcome({ streamId: 'stream-2', sequence: 0 }))
    story.live().say(snapshot('active'))
    await story.clock.advance(10_000)
    expect(shown(story)).toBeUndefined()
  })

  it('[PA93] keeps the first view when the connection breaks again before it was looked at', async () => {
    const story = await present()
    await away(story)
    story.live().say(welcome({ streamId: 'stream-2', sequence: 0 }))
    story.live().say(snapshot('held'))
    await away(story)
    story.live().say(welcome({ streamId: 'stream-3', sequence: 0 }))
    story.live().say(snapshot('held'))
    await story.clock.advance(400)
    expect(shown(story)?.news).toHaveLength(1)
  })

  it('[PA93] counts an interruption between our server and the platform as well', async () => {
    const story = await present()
    const since = noon + 1_000
    story.tell([{ kind: 'platform-link', link: { state: 'interrupted', since } }])
    story.tell([platformOpen, row('held')])
    await story.pass(3_000)
    expect(shown(story)?.news).toMatchObject([{ kind: 'phase', to: 'held' }])
  })

  it('[PA93] is gone once dismissed, and what is looked at a second time does not bring it back', async () => {
    const story = await present()
    await away(story)
    story.live().say(welcome({ streamId: 'stream-2', sequence: 0 }))
    story.live().say(snapshot('held'))
    await story.clock.advance(400)
    story.model.away.dismiss()
    await story.pass(5_000)
    expect(shown(story)).toBeUndefined()
  })

  it('[PA93] what a server lists late had not gone, and is no longer said to have', async () => {
    const story = await present()
    await away(story)
    story.live().say(welcome({ streamId: 'stream-2', sequence: 0 }))
    story.live().say({ ...snapshot('active'), changes: [platformOpen] })
    await story.pass(4_000)
    expect(shown(story)?.news).toMatchObject([{ kind: 'gone' }])
    story.tell([row('active')])
    await story.pass(3_000)
    expect(shown(story)).toBeUndefined()
  })

  it('[PA94] a word that comes after a long silence finds the screen stale before it is taken in', async () => {
    const story = await present()
    story.clock.skip(30_000)
    story.tell([row('held')])
    expect(story.model.live.link().state).toBe('live')
    await story.clock.advance(400)
    expect(shown(story)?.news).toMatchObject([{ kind: 'phase', to: 'held' }])
  })
})
