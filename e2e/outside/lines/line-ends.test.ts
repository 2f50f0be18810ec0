import { beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/outside/caller.ts'
import { readControl, requestControl, whenFinal } from '../../src/outside/controls.ts'
import { joinShared } from '../../src/outside/join-shared.ts'
import { openLine } from '../../src/outside/media-socket.ts'
import { amplitudeOf, during, legsOf, tone } from '../../src/outside/recordings.ts'
import { startCall } from '../../src/outside/start-call.ts'
import type { SimulatedPlatform } from '../../src/outside/start-simulator.ts'
import { pause } from '../../src/outside/until.ts'

let platform: SimulatedPlatform
let api: Caller

beforeAll(async () => {
  platform = await joinShared()
  api = await platform.people.as(platform.cast.first)
})

const line = (control: { id: string; conversationId: string }) =>
  openLine(platform.baseUrl, api.token, control)

describe.concurrent('the contract: how a line ends', () => {
  it('[OC39] a frame of another size ends the control: FORMAT', async () => {
    const control = await requestControl(api, await startCall(platform))
    const media = await line(control)
    media.sendRaw(new Uint8Array(641))
    expect(await media.closed()).toBe(4415)
    const failed = await whenFinal(api, control)
    expect(failed).toMatchObject({ status: 'FAILED', failureReason: 'FORMAT' })
  })

  it('[OC39] a monitor only receives: what sounds into it ends it', async () => {
    const control = await requestControl(api, await startCall(platform), { controlType: 'MONITOR' })
    const media = await line(control)
    media.sendRaw(new Uint8Array(640))
    expect(await media.closed()).toBe(4415)
    expect(await whenFinal(api, control)).toMatchObject({ failureReason: 'FORMAT' })
  })

  it('[OC31] who comes back takes the line from a socket that is only half dead', async () => {
    const control = await requestControl(api, await startCall(platform), { audioMixLevel: 0.5 })
    const halfDead = await line(control)
    await halfDead.speak(tone(440, 400))
    const again = await line(control)
    expect(await halfDead.closed()).toBe(4409)
    await again.speak(tone(440, 600))
    await pause(700)
    expect(again.isOpen()).toBe(true)
    expect(again.position().receivedSamples).toBe(16_000)
    expect((await readControl(api, control)).status).toBe('EXECUTING')
    await pause(5_500)
    expect((await readControl(api, control)).status).toBe('EXECUTING')
    again.say({ type: 'close' })
    await again.next('closed')
    expect((await readControl(api, control)).status).toBe('COMPLETED')
  })

  it('[OC32] back from a transfer within ten seconds the line sounds again', async () => {
    const call = await startCall(platform)
    const control = await requestControl(api, call, { audioMixLevel: 1 })
    const media = await line(control)
    await platform.doors.act(call.id, 'transfer')
    await media.speak(tone(3_000, 600))
    await pause(700)
    const mixedBefore = media.position().mixedSamples
    expect(mixedBefore).toBeLessThan(3_200)
    await platform.doors.act(call.id, 'cancel-transfer')
    const range = await during(call, () => media.speak(tone(3_000, 1_500)))
    const { 'agent-ear': heard } = await legsOf(platform, call, range, 'agent-ear')
    expect(amplitudeOf(heard, 3_000)).toBeGreaterThan(200)
    await pause(10_000)
    expect((await readControl(api, control)).status).toBe('EXECUTING')
    media.drop()
  })

  it('[OC31] a socket may be opened from QUEUED on, and is opened at EXECUTING', async () => {
    const control = await requestControl(api, await startCall(platform))
    const early = await line(control)
    expect((await readControl(api, control)).status).toBe('EXECUTING')
    expect(early.messages[0]).toMatchObject({
      type: 'opened',
      media: [{ type: 'audio', format: 'L16', rate: 16_000, channels: ['supervisor'] }],
    })
    early.drop()
  })
})
