// The unit as systemd itself reads it. No systemd has to run for that.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const unit = fileURLToPath(new URL('../../deploy/systemd/sotto.service', import.meta.url))
const analyze = (...words: string[]) => {
  const { error, status, stdout, stderr } = spawnSync('systemd-analyze', [...words, unit])
  return { isThere: error === undefined, status, text: `${stdout}${stderr}` }
}

describe.runIf(analyze('--version').isThere)('the unit for systemd', () => {
  it('[OP54] is one that systemd can read, and leaves little open', () => {
    const verified = analyze('verify')
    // Where neither the program nor its settings are installed, that alone is said.
    const complaints = verified.text
      .split('\n')
      .filter((line) => line !== '' && !/is not executable|No such file/.test(line))
    expect(complaints).toEqual([])
    const exposure = analyze('security', '--offline=true').text.match(/exposure level .*: ([\d.]+)/)
    expect(Number(exposure?.[1])).toBeLessThan(2)
  })

  it('[OP54] gives the server longer to end than it takes, and ends it before its database', () => {
    const text = readFileSync(unit, 'utf8')
    const seconds = Number(text.match(/^TimeoutStopSec=(\d+)$/m)?.[1])
    const closing = readFileSync(
      fileURLToPath(new URL('../../packages/sotto/src/run-part.ts', import.meta.url)),
      'utf8',
    )
    const closeWithinMs = Number(
      closing.match(/closeWithinMs = ([\d_]+)/)?.[1]?.replaceAll('_', ''),
    )
    expect(closeWithinMs).toBeGreaterThan(1_000)
    expect(seconds * 1_000).toBeGreaterThan(closeWithinMs)
    expect(text).toMatch(/^KillMode=mixed$/m)
  })
})
