import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openLog, withNotices } from './log.ts'
import { chooseLogLevel } from './log-level.ts'

async function scratchFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sotto-log-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'logs', 'server.log')
}

describe('the log', () => {
  it('[PR11] is one JSON object a line, with time, level, part and event', async () => {
    const file = await scratchFile()
    const { logger, flush } = openLog({ part: 'server', level: 'info', file })
    logger.info('server-listening', { port: 4400 })
    logger.debug('not-asked-for')
    logger.error('stream-lost', { reason: 'closed\nby the platform' })
    flush()
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        part: 'server',
        processId: process.pid,
        event: 'server-listening',
        port: 4400,
      },
      expect.objectContaining({
        level: 'error',
        event: 'stream-lost',
        reason: 'closed\nby the platform',
      }),
    ])
  })

  it('[PR11] does not write out a field that bears the name of a secret', async () => {
    const file = await scratchFile()
    const { logger, flush } = openLog({ part: 'server', level: 'info', file })
    logger.info('signed-in', { accessToken: 'abc123', cookie: 'def456', text: 'ghi789' })
    flush()
    const line = await readFile(file, 'utf8')
    expect(line).not.toMatch(/abc123|def456|ghi789/)
    expect(JSON.parse(line)).toMatchObject({ accessToken: '[secret]' })
  })

  it('[PR11] sets a large file aside and begins anew', async () => {
    const file = await scratchFile()
    openLog({ part: 'server', level: 'info', file }).flush()
    await truncate(file, 20_000_001)
    openLog({ part: 'server', level: 'info', file }).logger.info('begun')
    expect((await stat(file)).size).toBeLessThan(1_000)
    expect((await stat(`${file}.1`)).size).toBe(20_000_001)
  })

  it('[PR6] throws at once when the file cannot be written', async () => {
    const file = await scratchFile()
    await writeFile(join(file, '..', '..', 'in-the-way'), '')
    const below = join(file, '..', '..', 'in-the-way', 'server.log')
    expect(() => openLog({ part: 'server', level: 'info', file: below })).toThrow(
      /^The log file .* cannot be written \((EEXIST|ENOTDIR)\)\.$/,
    )
  })

  it('[PR11] has the level of the command line, else of SOTTO_LOG_LEVEL', () => {
    expect(chooseLogLevel(undefined, {})).toBe('info')
    expect(chooseLogLevel(undefined, { SOTTO_LOG_LEVEL: ' warn ' })).toBe('warn')
    expect(chooseLogLevel('debug', { SOTTO_LOG_LEVEL: 'warn' })).toBe('debug')
    expect(() => chooseLogLevel(undefined, { SOTTO_LOG_LEVEL: 'loud' })).toThrow(
      /^SOTTO_LOG_LEVEL must be one of .*, not "loud"$/,
    )
  })

  it('[PR2] tells the terminal about the events it was given words for', () => {
    const told: string[] = []
    const { logger } = openLog({ part: 'server', level: 'error', file: '/dev/null' })
    const noticing = withNotices(
      logger,
      { 'database-moved': ({ to }) => `It lies in ${to}.` },
      (line) => told.push(line),
    )
    noticing.warn('database-moved', { to: '/var/lib/sotto' })
    noticing.warn('something-else')
    expect(told).toEqual(['It lies in /var/lib/sotto.'])
  })
})
