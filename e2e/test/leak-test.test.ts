import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const program = join(dirname(fileURLToPath(import.meta.url)), '../../packages/sotto/bin/sotto.mjs')

async function leakTest(args: readonly string[], temporary: string) {
  const child = spawn(process.execPath, [program, 'leak-test', ...args], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let complaints = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += String(chunk)
  })
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += String(chunk)
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  return { code, output, complaints }
}

it('[LK2] [LK20] [LK21] the short form proves that nobody else hears a whisper, and leaves nothing behind', async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'sotto-e2e-leak-'))
  const { code, output, complaints } = await leakTest(['--short', '--json'], temporary)
  process.stdout.write(complaints)
  expect(code, complaints).toBe(0)
  const report = JSON.parse(output)
  expect(report).toMatchObject({ passed: true, planted: { caught: true, gainDb: -40 } })
  expect(report.stories.map((story: { name: string }) => story.name).sort()).toEqual([
    'conference',
    'hold',
    'transfer',
  ])
  // Three seconds of talk before, between and after the steps: nothing that happened made it stop.
  for (const story of report.stories)
    expect(story.framesSent, story.name).toBeGreaterThan((9_000 / 20) * 0.9)
  expect(await readdir(temporary)).toEqual([])
  await rm(temporary, { recursive: true })
}, 400_000)

it('[LK22] refuses a story and a seed that are none, each in one line', async () => {
  const story = await leakTest(['--story', 'picnic'], tmpdir())
  expect(story.code).toBe(1)
  expect(story.complaints.trim()).toMatch(
    /^There is no story "picnic"\. There are: talk, hold, .+\.$/,
  )
  const seed = await leakTest(['--seed', '-1'], tmpdir())
  expect(seed.code).toBe(2)
  expect(seed.complaints).toContain('A seed is a whole number')
})
