import { encodeAudioFrame } from '@sotto/audio'
import { describe, expect, it } from 'vitest'
import { startStory } from './story.ts'

describe('the spine on one clock', () => {
  it('listens, coaches and speaks', async () => {
    const story = startStory()
    const panel = story.connectPanel(story.sam)
    await story.settle()
    expect(panel.rows()).toEqual(['c1'])
    panel.show('c1')
    await story.settle()
    expect(panel.detail()?.allowed.coach).toEqual({ allowed: true })
    const audio = story.connectAudio(story.sam)
    const supervisor = story.supervisor(story.sam)
    await story.commands.changeMode(supervisor, 'c1', { mode: 'monitor', tabId: panel.tabId })
    await story.settle()
    const monitor = story.platform.control()
    expect(monitor.kind).toBe('monitor')
    story.platform.openLine(monitor.id)
    await story.settle()
    expect(panel.detail()?.mode.confirmed).toBe('monitor')
    story.platform.lines.get(monitor.id)!.listener.onFrame(new Int16Array(640).fill(5))
    expect(audio.frames).toHaveLength(1)

    await story.commands.changeMode(supervisor, 'c1', { mode: 'coach', tabId: panel.tabId })
    await story.settle()
    const whisper = story.platform.control()
    expect(whisper.kind).toBe('whisper-audio')
    expect(panel.detail()?.microphoneMayOpen).toBe(false)
    story.platform.openLine(whisper.id)
    await story.settle()
    expect(panel.detail()).toMatchObject({
      mode: { confirmed: 'coach', switching: false },
      microphoneMayOpen: true,
      truth: { agent: { hearsYou: true, certainty: 'confirmed' } },
    })
    audio.talk('c1', true)
    for (let sequence = 0; sequence < 20; sequence += 1) {
      const frame = encodeAudioFrame({
        kind: 'talk',
        sequence,
        captureTimeMs: story.clock.monotonicNow(),
        samples: new Int16Array(320).fill(1000),
      })
      if (frame.ok) audio.connection.takeFrame(frame.value)
      await story.settle(20)
    }
    const line = story.platform.lines.get(whisper.id)!
    expect(line.sent.length).toBeGreaterThan(8)
    story.platform.setPhase('c1', 'held')
    expect(audio.gate()).toMatchObject({ open: false, reason: 'conversation-held' })
    await story.settle()
    expect(story.platform.controls.get(whisper.id)?.status).toBe('failed')
    expect(panel.detail()?.mode).toMatchObject({
      confirmed: 'monitor',
      reason: 'conversation-held',
    })
    await story.coaching.close()
    expect(story.clock.pending).toBe(0)
  })
})
