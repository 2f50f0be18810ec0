import { sleep, systemClock } from '@sotto/kernel'
import { expect } from 'vitest'
import { controlRequest, observeLine, speak } from './observed.ts'
import type { PlatformUnderTest } from './platform-under-test.ts'
import { eventually } from './recorder.ts'
import type { PlatformRule } from './rule.ts'

async function startLine(world: PlatformUnderTest, kind: 'monitor' | 'whisper-audio') {
  const signedIn = await world.signIn('supervisor')
  const person = world.platform.forPerson(signedIn.credentials)
  const { conversationId, agentUserId } = await world.startConversation('voice')
  const started = await person.startControl(
    controlRequest({
      conversationId,
      kind,
      targetUserId: agentUserId,
      supervisorId: signedIn.personId,
    }),
  )
  if (!started.ok) throw new Error(`the line was refused: ${JSON.stringify(started.error)}`)
  const { platformControlId } = started.value
  const observed = observeLine(person, { conversationId, platformControlId, kind })
  return { person, conversationId, platformControlId, ...observed }
}

const isOpen = ({ state }: { readonly state: string }) => state === 'open'

export const mediaRules: readonly PlatformRule[] = [
  {
    title:
      '[PL30] a whisper’s line opens with the control, what is sent is mixed, and closing completes the control',
    async check(world) {
      const { person, conversationId, platformControlId, line, states, positions } =
        await startLine(world, 'whisper-audio')
      expect(line.send(new Int16Array(320))).toBe(false)
      await states.waitFor(isOpen, 'open line')
      const hush = speak(line)
      await positions.waitFor(({ mixedSamples }) => mixedSamples > 1_600, 'mixed samples')
      hush()
      line.close()
      await states.waitFor(({ state }) => state === 'closed', 'closed line')
      expect(states.entries.at(-1)).toEqual({ state: 'closed', reason: 'finished' })
      expect(line.send(new Int16Array(320))).toBe(false)
      const control = await eventually(
        () => person.control(conversationId, platformControlId),
        (answer) => answer.ok && answer.value.status !== 'executing',
      )
      expect(control).toMatchObject({ ok: true, value: { status: 'completed' } })
    },
  },
  {
    title: '[PL31] a listening line gives 20 ms of both sides at a time, and takes nothing',
    async check(world) {
      const { line, states, frames } = await startLine(world, 'monitor')
      await states.waitFor(isOpen, 'open line')
      await frames.waitFor(() => frames.entries.length >= 25, 'half a second of frames')
      expect(new Set(frames.entries)).toEqual(new Set([640]))
      expect(line.send(new Int16Array(320))).toBe(false)
      line.close()
      await states.waitFor(({ state }) => state === 'closed', 'closed line')
    },
  },
  {
    title: '[PL32] a frame of another size is not sent, and does not break the line',
    async check(world) {
      const { line, states, positions } = await startLine(world, 'whisper-audio')
      await states.waitFor(isOpen, 'open line')
      expect(line.send(new Int16Array(319))).toBe(false)
      expect(line.send(new Int16Array(640))).toBe(false)
      const hush = speak(line)
      await positions.waitFor(({ receivedSamples }) => receivedSamples > 0, 'received samples')
      hush()
      line.close()
      await states.waitFor(({ state }) => state === 'closed', 'closed line')
    },
  },
  {
    title: '[PL33] a broken line says so and is had back while the platform allows it',
    async check(world) {
      const { line, states, positions } = await startLine(world, 'whisper-audio')
      await states.waitFor(isOpen, 'open line')
      const reopened = states.waitForNext(isOpen, 'line had back')
      await world.dropMediaSockets()
      await reopened
      expect(states.entries.map(({ state }) => state)).toEqual([
        'connecting',
        'open',
        'interrupted',
        'open',
      ])
      const hush = speak(line)
      await positions.waitForNext(({ receivedSamples }) => receivedSamples > 0, 'samples again')
      hush()
      line.close()
      await states.waitFor(({ state }) => state === 'closed', 'closed line')
    },
  },
  {
    title: '[PL34] a line whose control was taken back is closed, and not by us',
    async check(world) {
      const { person, conversationId, platformControlId, states } = await startLine(
        world,
        'whisper-audio',
      )
      await states.waitFor(isOpen, 'open line')
      await person.cancelControl(conversationId, platformControlId)
      const closed = await states.waitFor(({ state }) => state === 'closed', 'closed line')
      expect(closed).toEqual({ state: 'closed', reason: 'lost' })
    },
  },
  {
    title: '[PL35] a line waits, connecting, for as long as the platform lets its control wait',
    async check(world) {
      await world.delayControls(1_500)
      try {
        const { line, states } = await startLine(world, 'monitor')
        await sleep(systemClock, 500)
        expect(states.entries).toEqual([{ state: 'connecting' }])
        await states.waitFor(isOpen, 'open line')
        line.close()
      } finally {
        await world.delayControls(0)
      }
    },
  },
]
