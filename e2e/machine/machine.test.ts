// The unit, the example for nginx and what docs/operations.md tells an operator, in a machine of their own from the first start to
// the reboot: `inside.sh` does it there and says what it sees, and this judges it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canRunMachine, type MachineRun, makeMachine, runMachine } from './machine.ts'

/** A folder to keep, with the console's and the trial's words; the system in it is made once. */
const kept = process.env.SOTTO_MACHINE_DIR
const patienceMs = 55 * 60_000

/** `Name=value` and `name: value`. */
function valueIn(text: string, name: string): string | undefined {
  return text
    .split('\n')
    .find((line) => line.startsWith(`${name}=`) || line.startsWith(`${name}: `))
    ?.slice(name.length + 1)
    .trim()
}

describe.runIf(canRunMachine)('the service in a machine of its own', () => {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'sotto-machine-'))
  let run: MachineRun
  beforeAll(async () => {
    makeMachine(folder)
    run = await runMachine(folder, patienceMs)
  })
  afterAll(() => {
    if (kept === undefined) rmSync(folder, { recursive: true, force: true })
  })

  const section = (name: string): string => {
    const text = run.report.get(name)
    if (text === undefined) throw new Error(`the trial never came to "${name}"`)
    return text
  }
  /** What was waited for there has come. */
  const wellIn = (name: string): string => {
    const text = section(name)
    expect(text).not.toContain('NOT within')
    return text
  }

  it('[OP58] installed by the commands of the documentation it serves, as a user of its own', () => {
    const text = wellIn('as documented')
    expect(text).toContain('await ready with the embedded database: yes')
    expect(text).toContain('Active: active (running)')
    expect(text).toMatch(/drwx------ +\d+ sotto +sotto .* \/var\/lib\/private\/sotto/)
    expect(text).toMatch(/-rw------- 1 root +root .* \/etc\/sotto\/platform-secret/)
    const own = wellIn('own database')
    expect(valueIn(own, 'ActiveState')).toBe('active')
    expect(valueIn(own, 'UnitFileState')).toBe('enabled')
  })

  it('[OP59] its secrets are for it alone, and in nothing that systemd, the process table or the log shows', () => {
    const text = section('secrets')
    expect(text.match(/Permission denied/g)).toHaveLength(4)
    const counts = [...text.matchAll(/ in (?:show|environ|cmdline): (\d+)/g)]
    expect(counts.map(([, count]) => count)).toEqual(Array.from({ length: 8 }, () => '0'))
    const found = [...section('journal searched').matchAll(/^(\S+): (\d+)$/gm)]
    expect(found.map(([, name]) => name)).toEqual([
      ...['platform-secret', 'keys', 'password', 'cookie', 'text'],
    ])
    for (const [, , count] of found) expect(count).toBe('0')
  })

  it('[OP60] behind nginx it answers by TLS, and a socket of nobody is refused', () => {
    const text = wellIn('proxy')
    expect(valueIn(text, 'healthz')).toContain('alive')
    expect(valueIn(text, 'readyz')).toContain('"ready"')
    expect(valueIn(text, 'page')).toBe('200')
    expect(text).toMatch(/strict-transport-security: max-age/i)
    expect(valueIn(text, 'sign-in')).toMatch(/^30[23] http:\/\/127\.0\.0\.1:4500\//)
    expect(valueIn(text, 'plain')).toBe('301 https://console.example/x')
    expect(valueIn(text, 'me')).toBe('401')
    expect(valueIn(text, 'socket of nobody')).toBe('401')
    expect(valueIn(text, 'socket of elsewhere')).toBe('403')
    expect(valueIn(text, 'sound of nobody')).toBe('401')
  })

  it('[OP61] it may do what it needs, and nothing else', () => {
    const exposure = section('security').match(/exposure level .*: ([\d.]+)/)?.[1]
    expect(Number(exposure)).toBeLessThan(2)
    const lines = [...section('probe').matchAll(/^(.+): (allowed|refused)/gm)]
    const allowed = lines.filter(([, , answer]) => answer === 'allowed').map(([, what]) => what)
    expect(allowed).toEqual([
      'write its data',
      'write a temporary folder',
      'read its own secret',
      'compile JavaScript',
      'open a socket of IPv4',
      'open a socket of this machine',
      'open a socket to the kernel',
    ])
    expect(lines.length).toBeGreaterThan(35)
    expect(section('probe')).toContain("cannot access '/tmp/mark-of-the-probe'")
    const real = section('process')
    expect(real).toMatch(/^sotto +node/m)
    for (const set of ['CapEff', 'CapBnd', 'CapPrm'])
      expect(real).toMatch(new RegExp(`^${set}:\\s+0+$`, 'm'))
    expect(real).toMatch(/^NoNewPrivs:\s+1$/m)
    expect(real).toMatch(/^Seccomp:\s+2$/m)
    expect(real.match(/listens .*/g)).toEqual(['listens 127.0.0.1:4400'])
  })

  it('[OP62] a restart tells open panels to go, and comes back as another process', () => {
    expect(section('visitor')).toMatch(/whispered: 202/)
    const text = wellIn('restart')
    expect(text).toContain('the panel was told to go: 1012')
    expect(text).toContain('another process')
    expect(valueIn(text, 'ActiveState')).toBe('active')
  })

  it('[OP63] killed, and without its database then, it is started again until it serves', () => {
    const text = wellIn('killed without a database')
    expect(Number(valueIn(text, 'NRestarts'))).toBeGreaterThanOrEqual(2)
    expect(text).toContain('await ready by itself: yes')
    expect(valueIn(text, 'ActiveState')).toBe('active')
  })

  it('[OP64] while PostgreSQL is stopped it is alive and not ready, and ready again without a restart', () => {
    const text = wellIn('database away')
    expect(valueIn(text, 'readyz')).toContain('"database":false')
    expect(valueIn(text, 'healthz')).toBe('200')
    expect(text).toContain('the same process')
  })

  it('[OP65] it ends within its time, with 0, and leaves no process', () => {
    const text = section('stop')
    const [, minutes, seconds] = text.match(/^real\s+(\d+)m([\d.]+)s/m) ?? []
    expect(Number(minutes) * 60 + Number(seconds)).toBeLessThan(15)
    expect(valueIn(text, 'ActiveState')).toBe('inactive')
    expect(valueIn(text, 'Result')).toBe('success')
    expect(valueIn(text, 'ExecMainStatus')).toBe('0')
    expect(text).not.toMatch(/ node$/m)
  })

  it('[OP66] after a reboot it starts by itself, behind its database, and it ends before it', () => {
    const text = wellIn('second boot')
    expect(valueIn(text, 'ActiveState')).toBe('active')
    expect(valueIn(text, 'NRestarts')).toBe('0')
    expect(Number(valueIn(text, 'sotto since'))).toBeGreaterThan(
      Number(valueIn(text, 'database since')),
    )
    const ended = section('journal of the reboot')
    expect(ended.indexOf('sotto.service')).toBeGreaterThan(-1)
    expect(ended.lastIndexOf('Stopped sotto.service')).toBeLessThan(
      ended.lastIndexOf('Stopping postgresql@15-main.service'),
    )
  })

  it('[OP67] the journal has a line for each act', () => {
    const lines = section('journal').split('\n')
    const of = (event: string) => lines.filter((line) => line.includes(`"event":"${event}"`))
    // Once to act and once to hold a panel open.
    expect(of('signed-in')).toHaveLength(2)
    const [whisper, ...more] = of('command').filter((line) => line.includes('"status":202'))
    expect(more).toEqual([])
    const context = whisper?.match(/"contextId":"([^"]+)"/)?.[1] ?? 'none'
    expect(of('control-changed').some((line) => line.includes(context))).toBe(true)
  })

  it('[OP68] sotto doctor and sotto backup work beside it, as documented', () => {
    const text = section('operator')
    expect(text).toContain('doctor ended with 0')
    expect(text).toContain('backup ended with 0')
  })
})
