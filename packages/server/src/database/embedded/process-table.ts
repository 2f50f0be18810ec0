// What the operating system knows about other processes: are they alive, and are they still who they were.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { systemErrorCode } from './embedded-database-error.ts'

const run = promisify(execFile)

/** True when a process with this id exists, whoever owns it. */
export function processIsAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (failure) {
    return systemErrorCode(failure) === 'EPERM'
  }
}

/**
 * A text that differs between two processes which were given the same id one after the other (boot and start time),
 * or undefined when the system does not tell.
 */
export async function processIdentity(processId: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${processId}/stat`, 'utf8')
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    // The program's name, in brackets, may hold spaces and brackets itself; count the fields behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return `${boot.trim()}/${fields[19] ?? ''}`
  } catch {
    return askPs(processId, 'lstart=')
  }
}

/** The command line of a process as one text, or undefined when the system does not tell. */
export async function processCommand(processId: number): Promise<string | undefined> {
  try {
    const raw = await readFile(`/proc/${processId}/cmdline`, 'utf8')
    return raw.split('\0').join(' ').trim()
  } catch {
    return askPs(processId, 'command=')
  }
}

async function askPs(processId: number, column: string): Promise<string | undefined> {
  try {
    const { stdout } = await run('ps', ['-o', column, '-p', String(processId)])
    return stdout.trim() === '' ? undefined : stdout.trim()
  } catch {
    return undefined
  }
}
