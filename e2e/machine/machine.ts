/** A Debian of its own in a virtual machine (user-mode Linux), with the program laid down as docs/operations.md has it. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../../', import.meta.url))
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const packages = [
  ...['systemd', 'systemd-sysv', 'dbus', 'udev', 'kmod', 'libnss-systemd'],
  ...['libstdc++6', 'ca-certificates', 'openssl', 'curl', 'procps'],
  ...['iproute2', 'postgresql', 'nginx-light'],
]
const isThere = (program: string) => spawnSync(program, ['--version']).error === undefined

/** None of them is installed by this project; a folder with a system in it can only be made by root. */
export const canRunMachine =
  process.getuid?.() === 0 && ['debootstrap', 'linux.uml', 'mke2fs'].every(isThere)

/** Makes the disk. A system that lies in the folder already is taken as it is, without what an earlier trial put into it. */
export function makeMachine(folder: string): void {
  const root = join(folder, 'root')
  if (!existsSync(join(folder, 'is-whole'))) {
    const words = ['--variant=minbase', `--include=${packages.join(',')}`, 'bookworm', root]
    execFileSync('debootstrap', words, { stdio: 'ignore' })
    execFileSync('chroot', [root, 'apt-get', 'clean'])
    cpSync('/usr/lib/uml/modules', join(root, 'lib/modules'), { recursive: true })
    writeFileSync(join(folder, 'is-whole'), '')
  }
  layDownProgram(root)
  layDownTrial(root)
  const disk = join(folder, 'disk.img')
  execFileSync('rm', ['-f', disk])
  execFileSync('mke2fs', ['-q', '-t', 'ext4', '-d', root, disk, '5G'])
}

/** "The clone, installed and built, in /opt/sotto, Node.js at /usr/bin/node." */
function layDownProgram(root: string): void {
  const clone = join(root, 'opt/sotto')
  execFileSync('rm', ['-rf', clone])
  mkdirSync(clone, { recursive: true })
  const files = execFileSync('git', ['ls-files', '-z', '-c', '-o', '--exclude-standard'], {
    cwd: project,
  })
  const archive = execFileSync('tar', ['--null', '-T', '-', '-c'], {
    cwd: project,
    input: files,
    maxBuffer: 2 ** 30,
  })
  execFileSync('tar', ['-x', '--no-same-owner', '-C', clone], { input: archive })
  execFileSync('cp', ['-a', join(project, 'node_modules'), join(project, 'dist'), clone])
  cpSync(process.execPath, join(root, 'usr/bin/node'))
  // npx of the documentation's commands: nothing is installed, it only looks into node_modules.
  writeFileSync(
    join(root, 'usr/bin/npx'),
    '#!/bin/sh\nshift 2\nexec node packages/sotto/bin/sotto.mjs "$@"\n',
    { mode: 0o755 },
  )
}

function layDownTrial(root: string): void {
  const trial = join(root, 'opt/trial')
  mkdirSync(trial, { recursive: true })
  for (const name of ['inside.sh', 'probe.sh']) cpSync(here(name), join(trial, name))
  writeFileSync(join(trial, 'as-documented.sh'), documentedCommands())
  for (const name of readdirSync(here('units')))
    cpSync(here(`units/${name}`), join(root, 'etc/systemd/system', name))
  const hosts = '127.0.0.1 localhost console.example\n::1 localhost\n'
  writeFileSync(join(root, 'etc/hosts'), hosts)
  writeFileSync(join(root, 'etc/hostname'), 'machine\n')
  writeFileSync(join(root, 'etc/fstab'), '/dev/ubda / ext4 defaults 0 1\n')
  mkdirSync(join(root, 'var/log/journal'), { recursive: true })
  const enable = ['enable', 'platform.service', 'trial.service']
  execFileSync('chroot', [root, 'systemctl', ...enable], { stdio: 'pipe' })
}

/** What an operator is told to type. */
function documentedCommands(): string {
  const text = readFileSync(join(project, 'docs/operations.md'), 'utf8')
  const block = text.split('\n## As a service\n')[1]?.match(/```\n([\s\S]*?)```/)?.[1]
  if (block === undefined) throw new Error('docs/operations.md has no commands for the service')
  return block
}

export interface MachineRun {
  /** What the trial said, by section. */
  readonly report: ReadonlyMap<string, string>
}

/** Boots it as a process of this machine, and resolves when it has switched itself off, or was after that time. */
export async function runMachine(folder: string, patienceMs: number): Promise<MachineRun> {
  const [consoleFile, reportFile] = [join(folder, 'console.txt'), join(folder, 'report.txt')]
  const [consoleEnd, reportEnd] = [openSync(consoleFile, 'w'), openSync(reportFile, 'w')]
  const machine = spawn(
    'nice',
    [
      ...['-n', '15', 'linux.uml', 'mem=2048M', `ubd0=${join(folder, 'disk.img')}`],
      ...['root=/dev/ubda', 'rw', 'console=tty0', 'loglevel=4', 'systemd.show_status=yes'],
      // Its first console and its second serial port are files of ours.
      ...['con0=null,fd:1', 'con=null', 'ssl0=null', 'ssl1=null,fd:3'],
    ],
    { stdio: ['ignore', consoleEnd, consoleEnd, reportEnd], timeout: patienceMs },
  )
  const stop = () => void machine.kill('SIGTERM')
  process.once('exit', stop)
  await new Promise((resolve) => machine.once('exit', resolve))
  process.off('exit', stop)
  closeSync(consoleEnd)
  closeSync(reportEnd)
  return { report: sectionsOf(readFileSync(reportFile, 'utf8').replaceAll('\r', '')) }
}

function sectionsOf(text: string): Map<string, string> {
  const parts = text.split(/^=== (.+)$/m).slice(1)
  const sections = new Map<string, string>()
  for (let at = 0; at + 1 < parts.length; at += 2)
    sections.set(parts[at] ?? '', parts[at + 1] ?? '')
  return sections
}
