import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants, getPriority } from 'node:os'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runCommand } from '../project.mjs'
import { yieldToOthers } from './yield-to-others.mjs'

const hasGroups = existsSync('/proc/self/autogroup')

/** Waits for its end in a session of its own: who yields takes long for anything else where others work. */
function startSleeper(): number {
  const child: ChildProcess = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child.pid ?? Number.NaN
}

const sessionOf = (pid: number | 'self') =>
  hasGroups ? readFileSync(`/proc/${pid}/autogroup`, 'utf8').trim() : 'none'

const long = { timeout: 30_000 }

describe('a program that yields', () => {
  it('[PR26] stands behind everybody: by its priority, and by that of the session it has for itself', async () => {
    const [ours, before] = [sessionOf('self'), getPriority()]
    const pid = startSleeper()
    yieldToOthers(pid, new Promise(() => {}))
    expect(getPriority(pid)).toBe(constants.priority.PRIORITY_LOW)
    await expect.poll(() => sessionOf(pid), long).toMatch(hasGroups ? / nice 19$/ : /none/)
    expect([sessionOf('self'), getPriority()]).toEqual([ours, before])
  })

  it.each([
    ['has ended', () => Promise.resolve()],
    ['has failed', () => Promise.reject(new Error('it failed'))],
  ])('[PR26] has a session like any other again when what it yielded to %s', async (_how, end) => {
    const pid = startSleeper()
    let ended = () => {}
    const until = new Promise<void>((resolve) => {
      ended = resolve
    }).then(end)
    yieldToOthers(pid, until)
    await expect.poll(() => sessionOf(pid), long).toMatch(hasGroups ? / nice 19$/ : /none/)
    ended()
    await expect.poll(() => sessionOf(pid), long).toMatch(hasGroups ? / nice 0$/ : /none/)
  })

  it('[PR26] is given that session where it is started', async () => {
    const command = hasGroups ? 'cat /proc/self/autogroup' : 'echo another'
    // It has its turn at once: there is nothing to yield to.
    const { output } = await runCommand('sh', ['-c', command], {
      output: 'collect',
      yieldsUntil: Promise.resolve(),
    })
    expect(output.split(' ')[0]).not.toBe(sessionOf('self').split(' ')[0])
  })

  it.each(['SIGTERM', 'SIGHUP'] as const)(
    '[PR26] ends when %s tells us to, though it has a session for itself',
    async (signal) => {
      const project = new URL('../project.mjs', import.meta.url).href
      const owner = spawn(process.execPath, [
        '--input-type=module',
        '-e',
        `import { runCommand } from ${JSON.stringify(project)}
       const ended = runCommand('sleep', ['600'], { yieldsUntil: new Promise(() => {}) })
       console.log('on')
       console.log('ended with ' + (await ended).code)`,
      ])
      onTestFinished(() => void owner.kill('SIGKILL'))
      let told = ''
      owner.stdout.on('data', (chunk) => {
        told += String(chunk)
        if (told === 'on\n') owner.kill(signal)
      })
      await new Promise((resolve) => owner.once('close', resolve))
      expect(told).toBe('on\nended with 143\n')
    },
  )
})
