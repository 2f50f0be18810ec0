// Puts a process behind everybody else: it has what they leave of the processors, and takes no turn from those who keep real time.
import { writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'

const { PRIORITY_LOW, PRIORITY_NORMAL } = constants.priority

/**
 * To be called as soon as the process is there, for its threads take over what they begin with. It has to be the first of a session of
 * its own (`detached`): a kernel with groups for sessions (CONFIG_SCHED_AUTOGROUP) shares processors out among these first, and a
 * low priority counts only within one. A browser has a session of its own.
 *
 * @param {number | undefined} pid undefined when it could not be started
 * @param {Promise<unknown>} until then its session is one among others again, lest work of somebody else's keeps it waiting for ever
 */
export function yieldToOthers(pid, until) {
  if (pid === undefined) return
  try {
    setPriority(pid, PRIORITY_LOW)
  } catch {
    // It has ended by now.
  }
  placeSession(pid, PRIORITY_LOW)
  const rise = () => placeSession(pid, PRIORITY_NORMAL)
  until.then(rise, rise)
}

/** A kernel takes ten such changes a second from all together. */
const pauseMs = 150

/** @param {number} pid @param {number} priority */
function placeSession(pid, priority) {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(priority))
  } catch (failure) {
    // Not every system has such groups, and it may have ended by now: it runs all the same, in its turn.
    const isSoonAgain = failure instanceof Error && 'code' in failure && failure.code === 'EAGAIN'
    if (isSoonAgain)
      wait(pauseMs, undefined, { ref: false }).then(() => placeSession(pid, priority))
  }
}
