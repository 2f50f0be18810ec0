import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { describeStartFailure, StartRefusal } from './start-refusal.ts'

const names = { portSetting: 'SIM_PORT' }

/** A failure as Node makes it. */
function systemError(facts: { code: string; port?: number; path?: string }): Error {
  return Object.assign(new Error(`${facts.code}: as the system says it`), facts)
}

function listen(port: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    onTestFinished(() => void server.close())
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server.address()))
  })
}

describe('the line for a failed start', () => {
  it('[PR6] names the taken port and the setting that chooses another', async () => {
    const address = await listen(0)
    const port =
      typeof address === 'object' && address !== null && 'port' in address
        ? Number(address.port)
        : 0
    const failure = await listen(port).catch((error: unknown) => error)
    expect(describeStartFailure(failure, names)).toBe(
      `Port ${port} is taken by another program. Choose a free one with SIM_PORT.`,
    )
  })

  it('[PR6] names a port that needs more rights, and a folder that cannot be written', () => {
    expect(describeStartFailure(systemError({ code: 'EACCES', port: 80 }), names)).toBe(
      'Port 80 may not be used by this user. Choose one above 1023 with SIM_PORT.',
    )
    expect(describeStartFailure(systemError({ code: 'EROFS', path: '/data/keys' }), names)).toBe(
      '/data/keys cannot be written (EROFS). Choose another folder with SOTTO_DATA_DIR.',
    )
  })

  it('[PR6] passes on what was written for people', () => {
    expect(describeStartFailure(new StartRefusal('SIM_SEED must be a number'), names)).toBe(
      'SIM_SEED must be a number',
    )
  })

  it('[PR6] has no line for a defect: its stack is needed', () => {
    expect(describeStartFailure(new TypeError('x is not a function'), names)).toBeUndefined()
    expect(describeStartFailure('thrown text', names)).toBeUndefined()
  })
})
