/** A core for one process: what other work a machine does is hardly felt there. */
import { spawnSync } from 'node:child_process'
import { setPriority } from 'node:os'

/** As far before everybody else's as there is; real-time scheduling is not for programs whose threads wait for each other by turning round. */
const first = -20

/**
 * From now on all threads of the process run on that core, before other processes of the usual kind. Linux, with util-linux, as root.
 *
 * @param core numbered from 0
 * @throws Error that says what could not be had
 */
export function giveOwnCore(pid: number, core: number): void {
  const args = ['--all-tasks', '--cpu-list', '--pid', String(core), String(pid)]
  const { error, status, stderr } = spawnSync('taskset', args, { encoding: 'utf8' })
  if (status !== 0)
    throw new Error(`no core of its own: taskset ${error?.message ?? stderr.trim()}`)
  setPriority(pid, first)
}
