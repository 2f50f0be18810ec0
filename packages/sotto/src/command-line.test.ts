import { serverSettingTable } from '@sotto/server'
import { simulatorSettingTable } from '@sotto/simulator'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { runCommandLine } from './command-line.ts'

let said: string
let complained: string

beforeEach(() => {
  said = ''
  complained = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    complained += String(text)
    return true
  })
})

describe('the command line', () => {
  it('[PR7] ends with 0 after help and version', async () => {
    expect(await runCommandLine(['--help'])).toBe(0)
    expect(said).toContain('Usage: sotto')
    said = ''
    expect(await runCommandLine(['--version'])).toBe(0)
    expect(said).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(complained).toBe('')
  })

  it.each([
    [['dance']],
    [['demo', '--loud']],
    [['redact', '--keep', 'everything']],
    [['serve', '--log-level', 'loud']],
    [[]],
  ])('[PR7] ends with 2 after %j', async (args) => {
    expect(await runCommandLine(args)).toBe(2)
    expect(said).toBe('')
    expect(complained).not.toBe('')
  })

  it('[PR8] lists every setting of the simulator with its default', async () => {
    await runCommandLine(['simulator', '--help'])
    for (const row of simulatorSettingTable)
      expect(said).toMatch(new RegExp(`${row.name}.*\\n.*default: ${row.default}\\n`))
  })

  it('[PR8] lists every setting of the server with its default', async () => {
    await runCommandLine(['serve', '--help'])
    for (const row of serverSettingTable) {
      const at = said.indexOf(`  ${row.name} `)
      expect(at).toBeGreaterThan(0)
      expect(said.slice(at)).toContain(`default: ${row.default}\n`)
    }
  })

  it('[PR8] lists for the demonstration what has an effect there', async () => {
    await runCommandLine(['demo', '--help'])
    for (const name of ['SOTTO_PORT', 'SIM_PORT', 'SOTTO_DATA_DIR', 'SIM_SEED', 'DATABASE_URL'])
      expect(said).toContain(`  ${name} `)
    expect(said).not.toContain('SOTTO_PLATFORM_URL')
  })

  it('[PR6] refuses wrong settings before it starts anything, each in a line', async () => {
    vi.stubEnv('SIM_AGENTS', 'many')
    vi.stubEnv('SOTTO_PORT', '99999')
    expect(await runCommandLine(['demo'])).toBe(1)
    expect(complained).toBe(
      'SOTTO_PORT must be a whole number from 0 to 65535, not "99999"\n' +
        'SIM_AGENTS must be a whole number from 12 to 1000, not "many"\n',
    )
    vi.unstubAllEnvs()
  })
})
