// PostgreSQL refuses to run as root, so a root process needs somebody else to run it as. This file finds out whom.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** A user of this machine, by number. */
export interface Account {
  readonly userId: number
  readonly groupId: number
  readonly name: string
}

/** How PostgreSQL's programs are run. */
export type Runner =
  /** As whoever we are. */
  | { readonly type: 'same-user' }
  /**
   * In a user namespace in which we bear an ordinary user's number: PostgreSQL does not see root, while files are
   * reached with our own rights. Nothing has to be moved.
   */
  | { readonly type: 'namespace'; readonly account: Account }
  /** As another user, who must be able to reach the binaries and the data. */
  | { readonly type: 'other-user'; readonly account: Account }

export interface ProgramCall {
  readonly file: string
  readonly args: readonly string[]
  readonly uid?: number
  readonly gid?: number
}

/** The call of a program, dressed for its runner. */
export function callAs(runner: Runner, file: string, args: readonly string[]): ProgramCall {
  switch (runner.type) {
    case 'same-user':
      return { file, args }
    case 'other-user':
      return { file, args, uid: runner.account.userId, gid: runner.account.groupId }
    case 'namespace': {
      const { userId, groupId } = runner.account
      const mapping = ['--user', `--map-user=${userId}`, `--map-group=${groupId}`]
      return { file: 'unshare', args: [...mapping, '--', file, ...args] }
    }
  }
}

/** PostgreSQL gets no environment of ours: variables such as PGDATA would change what it does. */
export const programEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
}

const execute = promisify(execFile)

/** Runs a program to its end in the root folder (which everybody may enter) and returns what it said. */
export async function runProgram(call: ProgramCall): Promise<{ stdout: string; stderr: string }> {
  const { file, args, ...user } = call
  return execute(file, args, { ...user, cwd: '/', env: programEnvironment })
}

export interface Reach {
  /** Programs to run and folders to pass through. */
  readonly enter: readonly string[]
  readonly write: readonly string[]
}

/** True when the runner works on this machine and reaches all of it. */
export async function runnerReaches(runner: Runner, reach: Reach): Promise<boolean> {
  const check =
    'while [ "$1" != -- ]; do test -x "$1" || exit 1; shift; done; shift; for f in "$@"; do test -w "$f" || exit 1; done'
  const args = ['-c', check, 'sh', ...reach.enter, '--', ...reach.write]
  try {
    await runProgram(callAs(runner, '/bin/sh', args))
    return true
  } catch {
    return false
  }
}

const preferredNames = ['postgres', 'nobody']

/** An ordinary user who exists on this machine: initdb insists on a name for the number it runs as. */
export async function findOrdinaryAccount(): Promise<Account | undefined> {
  const accounts = parseAccounts(await readFile('/etc/passwd', 'utf8').catch(() => ''))
  for (const name of preferredNames) {
    const account = accounts.find((candidate) => candidate.name === name)
    if (account !== undefined) return account
  }
  return accounts[0]
}

/** The user with this number, with the group that goes with it. */
export async function findAccount(userId: number): Promise<Account | undefined> {
  const accounts = parseAccounts(await readFile('/etc/passwd', 'utf8').catch(() => ''))
  return accounts.find((candidate) => candidate.userId === userId)
}

/** Everybody but root in a password file. */
export function parseAccounts(passwd: string): Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name, , user, group] = line.split(':')
    if (name === undefined || user === undefined || group === undefined) return []
    const account = { name, userId: Number(user), groupId: Number(group) }
    return account.userId > 0 && account.groupId > 0 ? [account] : []
  })
}
