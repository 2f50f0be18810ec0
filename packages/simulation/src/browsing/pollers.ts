/** The two rivals, each as cheap as polling can be: no sign-in is counted for them, and no page is asked for twice. */
import { askInProcess, parseJson } from '../network/in-process-request.ts'
import { type Centre, everyQueue } from './centre.ts'

const everyMs = 5_000
const scopes = 'login:read routing:read conversation:read'

interface Poller {
  /** The answer's list; none when the platform refused. */
  list(path: string): Promise<readonly unknown[]>
}

/** Every supervisor asks for all conversations, whole, in as few pages as the platform allows. */
export function pollConversations(centre: Centre, minutes: number): Promise<void> {
  return pollFor(centre, minutes, async (poller) => {
    await poller.list('/conversations?pageSize=500')
  })
}

/** Every supervisor asks for the members of each queue, and for what the busy ones of them are in. */
export function pollRouting(centre: Centre, minutes: number): Promise<void> {
  return pollFor(centre, minutes, async (poller) => {
    const busy = new Set<string>()
    for (const queueId of everyQueue(centre.platform.simulator))
      for (const member of await poller.list(`/routing/queues/${queueId}/members`))
        if (Reflect.get(Object(member), 'routingStatus') === 'INTERACTING')
          busy.add(String(Reflect.get(Object(member), 'id')))
    for (const id of busy) await poller.list(`/routing/users/${id}/active-interactions`)
  })
}

/** The supervisors are spread over the interval, as they are in life. */
async function pollFor(
  centre: Centre,
  minutes: number,
  poll: (poller: Poller) => Promise<void>,
): Promise<void> {
  const pollers: Poller[] = []
  for (const person of centre.people) pollers.push(await createPoller(centre, person.id))
  const stepMs = everyMs / pollers.length
  for (let atMs = 0; atMs < minutes * 60_000; atMs += everyMs)
    for (const poller of pollers) {
      await poll(poller)
      await centre.clock.advance(stepMs)
    }
}

async function createPoller({ clock, platform }: Centre, personId: string): Promise<Poller> {
  const { simulator, tokenDesk } = platform
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code: tokenDesk.approve(personId, scopes),
  })
  const issued = await askInProcess(clock, simulator.app, {
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  })
  const token = String(Reflect.get(Object(parseJson(issued.body)), 'access_token'))
  return {
    async list(path) {
      const answer = await askInProcess(clock, simulator.app, {
        method: 'GET',
        url: `/api/v2${path}`,
        headers: { authorization: `Bearer ${token}` },
      })
      if (answer.status !== 200) return []
      const entities: unknown = Reflect.get(Object(parseJson(answer.body)), 'entities')
      return Array.isArray(entities) ? entities : []
    },
  }
}
