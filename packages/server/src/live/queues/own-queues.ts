// What one supervisor may do and which queues are theirs, as the platform last told it; shared by all who ask at the same time.
import type { Person, Queue } from '@sotto/domain'
import type { PersonalPlatform } from '@sotto/platform'
import type { Session } from '../../sessions/session.ts'
import type { Counters } from '../counters.ts'
import type { LiveWorld } from '../live-world.ts'
import type { Told } from './told-lately.ts'

export interface OwnQueues {
  readonly person: Person
  readonly ids: ReadonlySet<string>
  /** False until they have been read for the first time. */
  readonly known: boolean
  /** Resolves once rights and queues are known and not in doubt; rejects with a `PlatformError`. */
  ready(): Promise<void>
  /** They are read again by whoever needs them next. */
  doubt(): void
  /** Nothing is theirs until the platform has said so anew. */
  forget(): void
  /** Asks which queues there are now, and by what names. Answers those that were this person's and are no longer. */
  check(): Promise<readonly string[]>
}

export interface OwnQueuesOptions {
  readonly platform: PersonalPlatform
  readonly session: Session
  readonly world: LiveWorld
  readonly counters: Counters
  readonly toldLately?: ((sessionId: string) => Told | undefined) | undefined
  readonly grant: (session: Session, told: Person) => Promise<Person>
  /** Other ones than before. `gained`: beside those that were known; none at the first reading. */
  readonly onOthers: (gained: readonly string[]) => void
  /** Read, whether or not anything is different. */
  readonly onRead: () => void
}

export function createOwnQueues(options: OwnQueuesOptions): OwnQueues {
  const { counters, platform, session, world } = options
  let person: Person = session.person
  let ids: ReadonlySet<string> = new Set()
  let known = false
  let rights: Promise<void> | undefined
  let isDoubtful = false

  async function readRights(): Promise<void> {
    isDoubtful = false
    const young = known ? undefined : options.toldLately?.(session.id)
    const { person: told, queues } = young ?? (await askPlatform(platform))
    person = await options.grant(session, told)
    take(queues)
    options.onRead()
  }

  /** Answers which of them are gone. */
  function take(queues: readonly Queue[]): readonly string[] {
    const before = ids
    const wereKnown = known
    const next = new Set(queues.map(({ id }) => id))
    const gained = [...next].filter((id) => !before.has(id))
    const lost = [...before].filter((id) => !next.has(id))
    world.takeQueues(queues)
    known = true
    if (wereKnown && gained.length + lost.length === 0) return lost
    ids = next
    if (wereKnown) counters.count('queues-changed', gained.length + lost.length)
    options.onOthers(wereKnown ? gained : [])
    return lost
  }

  return {
    get person() {
      return person
    },
    get ids() {
      return ids
    },
    get known() {
      return known
    },
    ready() {
      if (isDoubtful) rights = undefined
      // A failure is forgotten, so that the next one asks again.
      rights ??= readRights().catch((failure: unknown) => {
        rights = undefined
        throw failure
      })
      return rights
    },
    doubt() {
      isDoubtful = true
    },
    forget() {
      rights = undefined
      ids = new Set()
    },
    async check() {
      const lost = take(await platform.queues())
      options.onRead()
      return lost
    },
  }
}

async function askPlatform(platform: PersonalPlatform): Promise<Told> {
  const [person, queues] = await Promise.all([platform.whoAmI(), platform.queues()])
  return { person, queues }
}
