/** Bugs planted between the server and its platform adapter. */
import type { Stores } from '@sotto/server'
import type { Plant, Platform } from './plant.ts'

type PersonalPlatform = ReturnType<Platform['forPerson']>
type StreamInput = Parameters<PersonalPlatform['openEventStream']>[0]
type PlatformFact = Parameters<StreamInput['onFact']>[0]

/** The platform, with some of its personal calls done wrong. */
function asPerson(
  change: (personal: PersonalPlatform) => Partial<PersonalPlatform>,
): Required<Pick<Plant, 'platform'>> {
  return {
    platform: (platform: Platform): Platform => ({
      ...platform,
      forPerson(credentials) {
        const personal = platform.forPerson(credentials)
        return { ...personal, ...change(personal) }
      },
    }),
  }
}

/** Facts of the stream, each as `change` makes it; undefined swallows it. */
function withFacts(
  personal: PersonalPlatform,
  change: (fact: PlatformFact) => PlatformFact | undefined,
): Pick<PersonalPlatform, 'openEventStream'> {
  return {
    openEventStream: (input) =>
      personal.openEventStream({
        ...input,
        onFact(fact) {
          const changed = change(fact)
          if (changed !== undefined) input.onFact(changed)
        },
      }),
  }
}

/** One fence for all, so that nobody counts as overtaken. */
function forEverybody({ leases }: Stores): Partial<Stores['leases']> {
  return {
    async acquire(request) {
      const { stored } = await leases.acquire(request)
      const { agentUserId, holder, ttlMs } = request
      if (stored === undefined) return leases.acquire(request)
      const lease = { ...stored.lease, agentUserId, holder, fence: 1, wishes: [] }
      return { granted: true, stored: { lease, remainingMs: ttlMs } }
    },
    async renew(request) {
      const { stored } = await leases.renew(request)
      if (stored === undefined) return { granted: false, reason: 'stale-fence', stored }
      return {
        granted: true,
        stored: { lease: { ...stored.lease, fence: 1 }, remainingMs: request.ttlMs },
      }
    },
    byAgents: async () => [],
  }
}

/** Nobody notices that the answer never comes. */
function readingRowsOnce(platform: Platform): Platform {
  const read = new Set<string>()
  return {
    ...platform,
    forPerson(credentials) {
      const personal = platform.forPerson(credentials)
      return {
        ...personal,
        members(queueId) {
          if (read.has(queueId)) return new Promise(() => {})
          read.add(queueId)
          return personal.members(queueId)
        },
      }
    },
  }
}

export const platformPlants: Readonly<Record<string, Plant>> = {
  'live-when-queued': {
    what: 'a control that the platform has queued is taken for one that is heard',
    rule: 'DS20',
    ...asPerson((personal) => ({
      ...withFacts(personal, (fact) =>
        fact.type === 'control-changed' && fact.control.status === 'queued'
          ? { ...fact, control: { ...fact.control, status: 'executing' } }
          : fact,
      ),
    })),
  },
  'cancel-never-sent': {
    what: 'a cancellation is answered with yes and never sent',
    rule: 'DS21',
    ...asPerson(() => ({ cancelControl: async () => ({ ok: true, value: undefined }) })),
  },
  'session-never-completed': {
    what: 'the completing of a coaching session is answered with yes and never sent',
    rule: 'DS64',
    ...asPerson((personal) => ({
      async changeCoaching(id, target) {
        if (target !== 'completed') return personal.changeCoaching(id, target)
        const answer = await personal.coaching(id)
        if (!answer.ok) return answer
        const { version } = answer.value
        return { ok: true, value: { ...answer.value, status: target, version: version + 1 } }
      },
    })),
  },
  'lease-for-everybody': {
    what: 'whoever asks for a lease is given one, and what else speaks to the agent is not looked for',
    rule: 'DS40',
    ...asPerson(() => ({ controls: async () => ({ ok: true, value: [] }) })),
    stores: (stores) => ({ ...stores, leases: { ...stores.leases, ...forEverybody(stores) } }),
  },
  'hold-not-heard': {
    what: 'a conversation on hold is taken for an active one',
    rule: 'DS10',
    ...asPerson((personal) => ({
      ...withFacts(personal, (fact) =>
        fact.type === 'conversation-changed' && fact.conversation.phase === 'held'
          ? { ...fact, conversation: { ...fact.conversation, phase: 'active' } }
          : fact,
      ),
      async conversation(id) {
        const answer = await personal.conversation(id)
        if (!answer.ok || answer.value.phase !== 'held') return answer
        return { ok: true, value: { ...answer.value, phase: 'active' } }
      },
    })),
  },
  'pause-not-heard': {
    what: 'a paused recording is taken for a running one',
    rule: 'DS10',
    ...asPerson((personal) => ({
      ...withFacts(personal, (fact) =>
        fact.type === 'conversation-changed' && fact.conversation.recording.state === 'paused'
          ? {
              ...fact,
              conversation: {
                ...fact.conversation,
                recording: { ...fact.conversation.recording, state: 'on' },
              },
            }
          : fact,
      ),
    })),
  },
  'stale-events-believed': {
    what: 'every event is believed, however old the state is that it tells',
    rule: 'DS30',
    ...asPerson((personal) => {
      let newest = 1_000_000
      return withFacts(personal, (fact) => {
        if (fact.type !== 'conversation-changed') return fact
        newest += 1
        return { ...fact, conversation: { ...fact.conversation, version: newest } }
      })
    }),
  },
  'gap-not-read': {
    what: 'a queue’s rows are read once: when another stream takes it over, what happened meanwhile is not',
    rule: 'DS30',
    platform: readingRowsOnce,
  },
  'wrong-line': {
    what: 'speech goes to the line that was opened last, whichever it was for',
    rule: 'DS13',
    ...asPerson((personal) => {
      let last: ReturnType<PersonalPlatform['openMediaLine']> | undefined
      return {
        openMediaLine(input) {
          const line = personal.openMediaLine(input)
          if (input.kind === 'monitor') return line
          last = line
          return { ...line, send: (frame) => (last ?? line).send(frame) }
        },
      }
    }),
  },
}
