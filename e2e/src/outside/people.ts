import {
  createSimulatorClient,
  type SimulatedPerson,
  type SimulatorState,
} from '../simulator-client.ts'
import { type Caller, createCaller } from './caller.ts'
import { discoverStranger, signInAsStranger } from './sign-in.ts'

export interface People {
  /** Signs that person in the first time, with every scope unless told; later answers the same token. */
  as(person: SimulatedPerson, scope?: string): Promise<Caller>
  byId(userId: string | undefined): Promise<Caller>
}

/** The people the platform's guide promises, told apart by what it says of them and not by name. */
export interface Cast {
  /** Two with every right who share a queue. */
  readonly first: SimulatedPerson
  readonly second: SimulatedPerson
  readonly ofAnotherQueue: SimulatedPerson
  readonly withoutControl: SimulatedPerson
  readonly cx1: SimulatedPerson
  readonly withoutTelephony: SimulatedPerson
  readonly abroad: SimulatedPerson
  readonly director: SimulatedPerson
  readonly lead: SimulatedPerson
  readonly auditor: SimulatedPerson
  readonly administrator: SimulatedPerson
}

const controlPermission = 'Conversation:Control:Write'

export function findCast(state: SimulatorState): Cast {
  const supervisors = state.people.filter(
    ({ role, director }) => role === 'supervisor' && !director,
  )
  const regions = supervisors.map(({ region }) => region)
  const home = regions.find((region) => regions.filter((other) => other === region).length > 2)
  const whole = supervisors.filter(
    (person) =>
      person.permissions.includes(controlPermission) &&
      person.licence !== 'CX1' &&
      person.telephony &&
      person.region === home,
  )
  function the(what: string, found: SimulatedPerson | undefined): SimulatedPerson {
    if (found === undefined) throw new Error(`the cast has no ${what}`)
    return found
  }
  const shares = (one: SimulatedPerson, other: SimulatedPerson) =>
    one.queueIds.some((queueId) => other.queueIds.includes(queueId))
  const first = the(
    'two supervisors who share a queue',
    whole.find((one) => whole.some((other) => other !== one && shares(one, other))),
  )
  const second = whole.find((other) => other !== first && shares(first, other))
  const among = (what: string, fits: (person: SimulatedPerson) => boolean) =>
    the(what, supervisors.find(fits))
  const inRole = (role: string) =>
    the(
      role,
      state.people.find((person) => person.role === role),
    )
  return {
    first,
    second: the('second supervisor', second),
    ofAnotherQueue: the(
      'supervisor of another queue',
      whole.find((person) => !shares(first, person)),
    ),
    withoutControl: among(
      'one without control',
      ({ permissions }) => !permissions.includes(controlPermission),
    ),
    cx1: among('CX1', ({ licence }) => licence === 'CX1'),
    withoutTelephony: among('one without telephony', ({ telephony }) => !telephony),
    abroad: among('one in another region', ({ region }) => region !== home),
    director: the(
      'director',
      state.people.find(({ director }) => director === true),
    ),
    lead: inRole('lead'),
    auditor: inRole('auditor'),
    administrator: inRole('administrator'),
  }
}

export function createPeople(baseUrl: string): People {
  const signedIn = new Map<string, Promise<Caller>>()
  async function signIn(personName: string, scope?: string): Promise<Caller> {
    const tokens = await signInAsStranger(await discoverStranger(baseUrl), {
      personName,
      ...(scope === undefined ? {} : { scope }),
    })
    return createCaller(baseUrl, tokens.access_token)
  }
  function as(person: SimulatedPerson, scope?: string) {
    const key = `${person.id} ${scope}`
    const known = signedIn.get(key) ?? signIn(person.name, scope)
    signedIn.set(key, known)
    return known
  }
  return {
    as,
    async byId(userId) {
      const { people } = await createSimulatorClient(baseUrl).state()
      const person = people.find(({ id }) => id === userId)
      if (person === undefined) throw new Error(`nobody has the id ${userId}`)
      return as(person)
    },
  }
}
