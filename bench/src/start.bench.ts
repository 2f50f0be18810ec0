/**
 * How long an installed `sotto demo` takes to "ready", and how much memory our own processes hold at 50 agents, the
 * database apart. Claims: under 15 s, and under 600 MB together.
 *
 *   npx tsx bench/src/start.bench.ts [seconds to let it live before reading memory, default 60]
 */
import { readdir, readFile } from 'node:fs/promises'
import { signInByHttp, startContactCentre, supervisorOf } from '@sotto/e2e'

const livesForMs = Number(process.argv[2] ?? 60) * 1_000

async function readStatus(
  pid: string,
): Promise<{ parent: string; name: string; residentKb: number }> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8')
  const field = (name: string) => text.match(new RegExp(`^${name}:\\s+(\\S+)`, 'm'))?.[1] ?? ''
  return { parent: field('PPid'), name: field('Name'), residentKb: Number(field('VmRSS')) }
}

/** Everything that descends from `root`, itself included. */
async function familyOf(root: number) {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const all = new Map<string, Awaited<ReturnType<typeof readStatus>>>()
  for (const pid of pids) {
    const status = await readStatus(pid).catch(() => undefined)
    if (status !== undefined) all.set(pid, status)
  }
  const isOurs = (pid: string): boolean => {
    if (pid === String(root)) return true
    const parent = all.get(pid)?.parent
    return parent !== undefined && parent !== '0' && isOurs(parent)
  }
  return [...all].filter(([pid]) => isOurs(pid)).map(([pid, status]) => ({ pid, ...status }))
}

const startedAt = performance.now()
const centre = await startContactCentre({ SIM_AGENTS: '50' })
try {
  console.log(`ready after ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`)
  const state = await centre.simulator.state()
  const queueId = state.conversations[0]?.queueId ?? ''
  await signInByHttp(centre.panelUrl, supervisorOf(state, queueId).name)
  await new Promise((resolve) => setTimeout(resolve, livesForMs))
  const family = await familyOf(centre.process.pid ?? 0)
  const ours = family.filter((member) => !member.name.startsWith('postgres'))
  for (const member of family)
    console.log(`${member.name.padEnd(16)} ${(member.residentKb / 1_024).toFixed(0)} MB`)
  const total = ours.reduce((sum, member) => sum + member.residentKb, 0) / 1_024
  console.log(`ours together: ${total.toFixed(0)} MB (claim: under 600 MB, database apart)`)
} finally {
  await centre.stop()
}
