// In which queues an agent takes conversations now: asked of the platform only when somebody opens that agent, once for all who
// see the same queues, and kept until something is told of the agent.
import type { Queue } from '@sotto/domain'
import type { Clock, MonotonicMs } from '@sotto/kernel'
import type { LiveWorld } from '../live-world.ts'
import type { Supervisor } from '../supervisors/supervisor.ts'

export interface ActiveQueues {
  /** Undefined when the agent is in none of this supervisor's queues. Rejects with a `PlatformError`. */
  read(supervisor: Supervisor, agentUserId: string): Promise<readonly Queue[] | undefined>
}

interface Kept {
  readonly agentUserId: string
  readonly atMono: MonotonicMs
  readonly answer: Promise<readonly Queue[] | undefined>
}

const keptForMs = 15_000
const keptAtMost = 1_000

export function createActiveQueues(input: {
  readonly clock: Clock
  readonly world: LiveWorld
}): ActiveQueues {
  const { clock, world } = input
  const kept = new Map<string, Kept>()

  world.onChange((change) => {
    if (change.type !== 'member') return
    for (const [key, { agentUserId }] of kept) if (agentUserId === change.id) kept.delete(key)
  })

  async function ask(
    supervisor: Supervisor,
    agentUserId: string,
  ): Promise<readonly Queue[] | undefined> {
    const answer = await supervisor.platform.activeQueues(agentUserId)
    return answer.ok ? answer.value : undefined
  }

  function keep(key: string, fresh: Kept): void {
    kept.delete(key)
    kept.set(key, fresh)
    const [oldest] = kept.keys()
    if (kept.size > keptAtMost && oldest !== undefined) kept.delete(oldest)
    fresh.answer.catch(() => {
      if (kept.get(key) === fresh) kept.delete(key)
    })
  }

  return {
    async read(supervisor, agentUserId) {
      await supervisor.ready()
      const member = world.member(agentUserId)
      const isOwn = [...(member?.queueIds ?? [])].some((queueId) => supervisor.mayView(queueId))
      if (!isOwn) return undefined
      const now = clock.monotonicNow()
      // Whoever sees the same queues is told the same.
      const key = JSON.stringify([agentUserId, ...[...supervisor.queueIds].sort()])
      const known = kept.get(key)
      const isYoung = known !== undefined && now - known.atMono <= keptForMs
      const isHeardSince = (at: MonotonicMs) =>
        [...(member?.queueIds ?? [])]
          .filter((queueId) => supervisor.mayView(queueId))
          .every((queueId) => supervisor.isQueueHeard(queueId, at))
      if (isYoung && isHeardSince(known.atMono)) return known.answer
      const answer = ask(supervisor, agentUserId)
      keep(key, { agentUserId, atMono: now, answer })
      return answer
    },
  }
}
