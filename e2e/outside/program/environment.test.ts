import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const program = fileURLToPath(new URL('../../../packages/sotto/bin/sotto.mjs', import.meta.url))
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sotto-environment-'))
  await writeFile(join(folder, 'a-file'), '')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs it to its end with what is wrong about its surroundings. */
async function run(command: string, environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [program, command], {
    env: {
      ...process.env,
      SOTTO_PORT: '0',
      SIM_PORT: '0',
      SOTTO_DATA_DIR: join(folder, 'data'),
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const kill = () => void child.kill('SIGTERM')
  process.once('exit', kill)
  let complained = ''
  child.stderr.on('data', (chunk) => {
    complained += String(chunk)
  })
  const [code] = await once(child, 'close')
  process.off('exit', kill)
  // A part that runs alone logs to standard error too, and a stale build is made first.
  const lines = complained.split('\n').filter((line) => !/^(\{.*\}|Building .*|)$/.test(line))
  return { code, lines }
}

async function expectOneLine(
  command: string,
  environment: Readonly<Record<string, string>>,
  names: RegExp,
) {
  const what = `${command} ${JSON.stringify(environment)}`
  const { code, lines } = await run(command, environment)
  expect(code, what).toBe(1)
  expect(lines, what).toHaveLength(1)
  expect(lines[0], what).toMatch(names)
  expect(lines[0], what).not.toMatch(/ at .*:\d+:\d+|undefined|ZodError/)
}

describe('the program’s surroundings', () => {
  const settings: [string, string, string][] = [
    ['demo', 'SOTTO_PORT', 'abc'],
    ['demo', 'SOTTO_PORT', '70000'],
    ['demo', 'SIM_PORT', '-1'],
    ['demo', 'SIM_AGENTS', '-1'],
    ['simulator', 'SIM_AGENTS', '1.5'],
    ['simulator', 'SIM_SUPERVISORS', 'many'],
    ['simulator', 'SIM_CALLS_PER_MINUTE', '-5'],
    ['simulator', 'SIM_EVENTS_PER_SECOND', 'x'],
    ['simulator', 'SIM_ACCESS_TOKEN_SECONDS', '0'],
    ['simulator', 'SIM_REFRESH_GRACE_SECONDS', '-1'],
    ['simulator', 'SIM_SEED', 'red'],
    ['serve', 'SOTTO_PLATFORM_URL', 'nonsense'],
    ['serve', 'SOTTO_PUBLIC_URL', 'nonsense'],
    ['serve', 'SOTTO_HOST', '999.1.1.1'],
    ['serve', 'SOTTO_LOG_LEVEL', 'loud'],
    ['serve', 'DATABASE_URL', 'nonsense'],
  ]
  it.each(settings)(
    '[OC77] %s with a wrong %s says so in one line, exit code 1',
    async (command, setting, value) => {
      await expectOneLine(command, { [setting]: value }, new RegExp(setting))
    },
  )

  it.each([
    ['demo', 'SIM_PORT'],
    ['demo', 'SOTTO_PORT'],
    ['simulator', 'SIM_PORT'],
    ['serve', 'SOTTO_PORT'],
  ])(
    '[OC77, OC78] %s names a taken %s, and has made neither keys nor a database by then',
    async (command, setting) => {
      const other = createServer()
      other.listen(0, '127.0.0.1')
      await once(other, 'listening')
      const address = other.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      const directory = join(folder, `taken-${command}-${setting}`)
      const surroundings = { [setting]: String(port), SOTTO_DATA_DIR: directory }
      await expectOneLine(command, surroundings, new RegExp(`${port}.*${setting}`))
      other.close()
      // Of the demonstration's two parts the other one goes on until it is stopped.
      if (command !== 'demo')
        expect((await readdir(directory)).filter((name) => name !== 'logs')).toEqual([])
    },
  )

  it.each(['demo', 'simulator', 'serve'])(
    '[OC77] %s names a folder it cannot use',
    async (command) => {
      for (const directory of [
        join(folder, 'a-file', 'below'),
        join(folder, 'a-file'),
        '/proc/nothing-here',
      ])
        await expectOneLine(command, { SOTTO_DATA_DIR: directory }, new RegExp(directory))
    },
  )
})
