import type { PersonalKind } from '@sotto/redaction'
import { describe, expect, it } from 'vitest'
import { makeSupervisor } from '../../test/coaching/people.ts'
import { type Story, startStory } from '../../test/coaching/story.ts'
import { open, segment } from '../../test/coaching/transcript-story.ts'
import { choicesFromSettings } from '../text/redaction-choices.ts'
import { boundedText } from './redact-segment.ts'

/** A team that chooses anew; `tells` says whether anybody is told of it. */
function changingChoice(first: readonly PersonalKind[], tells = true) {
  let kept = first
  const listeners = new Set<() => void>()
  return {
    choices: {
      keptKinds: () => kept,
      onChange(listener: () => void) {
        listeners.add(listener)
        return () => {
          listeners.delete(listener)
        }
      },
    },
    change(next: readonly PersonalKind[]) {
      kept = next
      if (tells) for (const listener of listeners) listener()
    },
  }
}

describe('what is shown of it', () => {
  it('[TC20] masks a card before it leaves, and keeps its digits out of everything that is sent', async () => {
    const story = startStory()
    const panel = await open(story)
    story.platform.say('c1', segment('my card is 4111 1111 1111 1111 thanks'))
    await story.settle(500)
    expect(panel.transcript().texts).toEqual(['my card is [card •••• 1111] thanks'])
    expect(JSON.stringify(panel.received)).not.toMatch(/4111/)
  })

  it('[TC21] holds a number that may still become one, and opens it by a later version of the same line', async () => {
    const story = startStory()
    const panel = await open(story)
    story.platform.say('c1', segment('we are thirty seven', { id: 'x' }))
    await story.settle(100)
    const [held] = panel.transcript().lines
    expect(held?.text.pieces.at(-1)).toMatchObject({ type: 'mask', kind: 'held' })
    await story.settle(2_000)
    const [opened] = panel.transcript().lines
    expect(panel.transcript().texts).toEqual(['we are thirty seven'])
    expect(opened?.version).toBeGreaterThan(held?.version ?? Number.MAX_VALUE)
  })

  it('[TC21] masks backwards what was shown too early', async () => {
    const story = startStory()
    const panel = await open(story)
    const at = (startMs: number) => ({ startMs, endMs: startMs + 500 })
    story.platform.say(
      'c1',
      segment('it is four one one one one one one one', { id: 'a', ...at(0) }),
    )
    await story.settle(4_000)
    story.platform.say('c1', segment('one one one one one one one one', { id: 'b', ...at(600) }))
    await story.settle(3_000)
    const text = panel.transcript().texts.join(' / ')
    expect(text).not.toMatch(/one one/)
    expect(text).toMatch(/\[card/)
  })

  it('[TC22] partial texts take each other’s place, whatever comes late, twice or empty', async () => {
    const story = startStory()
    const panel = await open(story)
    const partial = (text: string, endMs: number, isFinal = false) =>
      segment(text, { id: 'p', startMs: 5_000, endMs, isFinal })
    for (const said of [
      partial('good', 5_200),
      partial('good morning', 5_600),
      partial('good', 5_200),
      partial('good morning all', 5_900, true),
      partial('good morning al', 5_800),
      partial('good morning all', 5_900, true),
    ])
      story.platform.say('c1', said)
    story.platform.say('c1', segment('   ', { id: 'nothing' }))
    await story.settle(500)
    expect(panel.transcript().texts).toEqual(['good morning all'])
    expect(panel.transcript().lines[0]).toMatchObject({ id: 'p', isFinal: true })
    story.platform.say('c1', segment('oh', { id: 'q', isFinal: false, startMs: 9_000 }))
    await story.settle(500)
    story.platform.say('c1', segment('', { id: 'q', isFinal: true, startMs: 9_000 }))
    await story.settle(500)
    expect(panel.transcript().texts).toEqual(['good morning all'])
  })

  it('[TC22] what came out of order stands and is read where it belongs', async () => {
    const story = startStory()
    const panel = await open(story)
    const at = (startMs: number) => ({ startMs, endMs: startMs + 500 })
    story.platform.say('c1', segment('one one one one one one one one', { id: 'b', ...at(2_000) }))
    story.platform.say('c1', segment('thank you', { id: 'c', ...at(4_000), purpose: 'agent' }))
    story.platform.say(
      'c1',
      segment('it is four one one one one one one one', { id: 'a', ...at(0) }),
    )
    await story.settle(4_000)
    expect(panel.transcript().lines.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(panel.transcript().texts.join(' ')).not.toMatch(/one one/)
  })

  it('[TC22] 1 MB in one segment is cut, said to be, and gives nothing away at the cut', async () => {
    const story = startStory()
    const panel = await open(story)
    const filler = `${'well '.repeat(1_996)}my card `
    const text = `${filler}4111 1111 1111 1111 ${'blah '.repeat(200_000)}`
    expect(text.length).toBeGreaterThan(1_000_000)
    expect(boundedText(text).length).toBeLessThan(11_000)
    story.platform.say('c1', segment(text))
    await story.settle(500)
    const [line] = panel.transcript().lines
    expect(line?.cut).toBe('too-long')
    expect(panel.transcript().texts[0]).toMatch(/my card \[card •••• 1111\]/)
    expect(panel.transcript().texts[0]?.length).toBeLessThan(10_100)
  })

  it('[TC22] markup, right-to-left text, emoji and broken characters arrive as they are', async () => {
    const story = startStory()
    const panel = await open(story)
    const texts = [
      '<img src=x onerror=alert(1)>',
      'שלום, זה שיחה',
      '😀👩‍👩‍👧 great',
      'half \ud83d of a pair',
      '\u202Ebackwards',
      '{{constructor}} </script> %00',
    ]
    for (const text of texts) story.platform.say('c1', segment(text))
    await story.settle(2_500)
    expect(panel.transcript().texts).toEqual(texts)
  })

  it('[TC23] the customer’s own name is masked, the agent’s stays, also one who joins later', async () => {
    const story = startStory()
    const panel = await open(story)
    story.platform.say('c1', segment('thank you Carla Client for calling', { purpose: 'agent' }))
    await story.settle(500)
    expect(panel.transcript().texts[0]).not.toMatch(/Carla/)
    const { participants } = story.platform.conversation('c1')
    story.platform.say('c1', segment('a word with Zerlina Quux perhaps', { purpose: 'agent' }))
    story.platform.change('c1', {
      participants: [
        ...participants,
        { ...participants[0]!, id: 'external-1', purpose: 'external', name: 'Zerlina Quux' },
      ],
    })
    await story.settle(2_000)
    expect(panel.transcript().texts[1]).toMatch(/^a word with \[name\].* perhaps$/)
    expect(panel.transcript().texts[1]).not.toMatch(/Zerlina|Quux/)
  })
})

describe('the choice of a team', () => {
  const said = 'Carla Client here, call 415-555-0123, card 4111 1111 1111 1111'

  it('[TC70] leaves a kind unmasked in its own queue alone, and masks it once the call has moved on', async () => {
    const story = startStory({
      redactionChoices: choicesFromSettings({ q1: ['name', 'phone'], q2: ['name'] }),
    })
    story.platform.addPerson(makeSupervisor('sam'), ['q1', 'q2'])
    const panel = await open(story)
    story.platform.say('c1', segment(said))
    await story.settle(2_000)
    expect(panel.transcript().texts).toEqual([
      'Carla Client here, call 415-555-0123, card [card •••• 1111]',
    ])
    story.platform.change('c1', { queueId: 'q2' })
    await story.settle(2_000)
    expect(panel.transcript().texts).toEqual([
      'Carla Client here, call [phone], card [card •••• 1111]',
    ])
  })

  it('[PO40] is what its policy says, beside what the settings say', async () => {
    const story = startStory({ redactionChoices: choicesFromSettings({ q1: ['name'] }) })
    await story.stores.policies.append(
      {
        queueId: 'q1',
        rules: { keptKinds: ['phone'] },
        changedAt: story.clock.wallNow(),
        changedBy: 'rafael',
        changedByName: 'Rafael Montoya',
      },
      0,
    )
    const panel = await open(story)
    story.platform.say('c1', segment(said))
    await story.settle(2_000)
    expect(panel.transcript().texts).toEqual([
      'Carla Client here, call 415-555-0123, card [card •••• 1111]',
    ])
  })

  it('[TC72] is masked backwards when the kind is masked again, and shown when it is left', async () => {
    const choice = changingChoice(['name', 'phone'])
    const story = startStory({ redactionChoices: choice.choices })
    const panel = await open(story)
    story.platform.say('c1', segment(said))
    await story.settle(2_000)
    const [before] = panel.transcript().lines
    choice.change(['name'])
    await story.settle(2_000)
    const [after] = panel.transcript().lines
    expect(panel.transcript().texts).toEqual([
      'Carla Client here, call [phone], card [card •••• 1111]',
    ])
    expect(after?.version).toBeGreaterThan(before?.version ?? Number.MAX_VALUE)
    choice.change(['name', 'phone'])
    await story.settle(2_000)
    expect(panel.transcript().texts[0]).toContain('415-555-0123')
  })

  it('[TC73] stays at its version while the choice of its queue is as it was', async () => {
    const choice = changingChoice(['name'])
    const story = startStory({ redactionChoices: choice.choices })
    const panel = await open(story)
    story.platform.say('c1', segment(said))
    await story.settle(2_000)
    const [before] = panel.transcript().lines
    choice.change(['name'])
    await story.settle(2_000)
    expect(panel.transcript().lines).toEqual([before])
  })

  it('[TC74] is masked under the choice of now when the conversation changes later', async () => {
    const choice = changingChoice(['name', 'phone'], false)
    const story = startStory({ redactionChoices: choice.choices })
    const panel = await open(story)
    story.platform.say('c1', segment(said))
    await story.settle(2_000)
    choice.change(['name'])
    story.platform.change('c1', { recording: { state: 'on', recordsSupervisor: false } })
    await story.settle(2_000)
    expect(panel.transcript().texts[0]).toContain('[phone]')
  })

  it('[TC70] that would leave cards unmasked does not', async () => {
    const story = startStory({ redactionChoices: { keptKinds: () => ['card', 'cvv'] } })
    const panel = await open(story)
    story.platform.say('c1', segment(said))
    await story.settle(2_000)
    expect(panel.transcript().texts[0]).toMatch(/card \[card •••• 1111\]$/)
  })
})

describe('while the recording is paused', () => {
  const pause = (story: Story, state: 'on' | 'paused') =>
    story.platform.change('c1', { recording: { state, recordsSupervisor: false } })

  it('[TC24] nothing is sent, and nothing said meanwhile is ever shown', async () => {
    const story = startStory()
    const panel = await open(story)
    story.platform.say('c1', segment('before', { startMs: 100, endMs: 400 }))
    await story.settle(500)
    pause(story, 'paused')
    await story.settle(50)
    const sent = panel.transcript().messages.length
    expect(panel.transcript().status).toMatchObject({ isPaused: true })
    story.platform.say('c1', segment('secret', { startMs: 1_100, endMs: 1_500 }))
    await story.settle(2_000)
    expect(panel.transcript().messages).toHaveLength(sent)
    story.platform.transcripts.set('c1', [
      segment('long before', { id: 'r1', startMs: -9_000, endMs: -8_000 }),
      segment('secret', { id: 'r2', startMs: 1_100, endMs: 1_500 }),
    ])
    pause(story, 'on')
    await story.settle(4_000)
    expect(panel.transcript().status).toMatchObject({
      isPaused: false,
      pauses: [{ fromMs: expect.any(Number), toMs: expect.any(Number) }],
    })
    story.platform.say('c1', segment('after', { startMs: 60_000 }))
    await story.settle(500)
    expect(JSON.stringify(panel.received)).not.toContain('secret')
    expect(panel.transcript().texts).toEqual(['long before', 'before', 'after'])
  })

  it('[TC54] not a line is sent from the word of the pause on, whatever waits: a gathered one, a slice, a held number, a slow panel', async () => {
    for (const waitedMs of [0, 61, 120]) {
      const story = startStory()
      const panels = [await open(story), await open(story, story.sam, 'tab-00000002')]
      const [, slow] = panels
      const toldAt: number[] = []
      for (const { socket } of panels) {
        const { send } = socket
        socket.send = (text) => {
          send(text)
          if (JSON.parse(text).lines?.length > 0) toldAt.push(story.clock.monotonicNow())
        }
      }
      if (slow !== undefined) slow.socket.bufferedBytes = 10_000_000
      for (let place = 0; place < 30; place += 1)
        story.platform.say('c1', segment(`my number is four one ${place} one one`, { startMs: 10 }))
      story.platform.say('c1', segment('and then I', { startMs: 20, isFinal: false }))
      await story.settle(waitedMs)
      const pausedAt = story.clock.monotonicNow()
      pause(story, 'paused')
      if (slow !== undefined) slow.socket.bufferedBytes = 0
      story.platform.say('c1', segment('and then I said', { startMs: 20, isFinal: true }))
      await story.settle(10_000)
      expect(Math.max(0, ...toldAt)).toBeLessThanOrEqual(pausedAt)
      for (const panel of panels)
        expect(panel.transcript().status).toMatchObject({ isPaused: true })
    }
  })

  it('[TC24] what was being said when it paused stays as it was, held numbers stay masked, and its end never comes', async () => {
    const story = startStory()
    const panel = await open(story)
    const said = (text: string, endMs: number, isFinal: boolean) =>
      segment(text, { id: 'mid', startMs: 100, endMs, isFinal })
    story.platform.say('c1', said('my card is four one one one', 500, false))
    await story.settle(300)
    pause(story, 'paused')
    await story.settle(3_000)
    pause(story, 'on')
    story.platform.say('c1', said('my card is four one one one two two two two', 3_200, true))
    await story.settle(5_000)
    const [line] = panel.transcript().lines
    expect(line).toMatchObject({ id: 'mid', isFinal: true, cut: 'recording-paused' })
    expect(panel.transcript().texts[0]).toMatch(/^my card is \[(number|card)\]$/)
  })

  it('[TC24] who opens it then sees nothing of it until the recording goes on', async () => {
    const story = startStory()
    story.platform.transcripts.set('c1', [segment('before', { startMs: 10, endMs: 20 })])
    const first = await open(story)
    expect(first.transcript().texts).toEqual(['before'])
    pause(story, 'paused')
    await story.settle(100)
    const late = await open(story, story.sam, 'tab-00000002')
    expect(late.transcript()).toMatchObject({ lines: [], status: { isPaused: true } })
    pause(story, 'on')
    await story.settle(500)
    expect(late.transcript().texts).toEqual(['before'])
  })
})
