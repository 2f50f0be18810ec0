/** What an administrator may lay down about being listened to and coached, and what is in force where nobody has. */

/** The ways a supervisor comes into a conversation. */
export type SupervisedMode = 'monitor' | 'coach' | 'barge'

export const supervisedModes = [
  'monitor',
  'coach',
  'barge',
] as const satisfies readonly SupervisedMode[]

/** Personal data that a policy may leave unmasked. Cards and their codes are never among them. */
export type KeepableKind =
  | 'phone'
  | 'email'
  | 'address'
  | 'postcode'
  | 'name'
  | 'national-id'
  | 'iban'
  | 'account'
  | 'birth-date'
  | 'ip'
  | 'secret-url'

/** Nobody listens to this agent. `why`: the administrator's own words, shown to whoever is refused. */
export interface ProtectedAgent {
  readonly userId: string
  readonly name: string
  readonly why?: string
}

/** Nobody listens to conversations with this customer, by what the platform calls them: name, number or address. */
export interface ProtectedCustomer {
  readonly customer: string
  readonly why?: string
}

/** Per mode: absent leaves it to the default. */
export interface ModeRules {
  readonly monitor?: boolean
  readonly coach?: boolean
  readonly barge?: boolean
}

/** One page of rules, for all queues or for one. What is absent is as the default has it. */
export interface PolicyRules {
  /** Monitor without the agent's knowledge. */
  readonly hiddenListening?: boolean
  /** Whether the agent is told. */
  readonly notice?: ModeRules
  readonly reasonRequired?: ModeRules
  readonly protectedAgents?: readonly ProtectedAgent[]
  readonly protectedCustomers?: readonly ProtectedCustomer[]
  /** How long what is known about calls is kept; the shorter of this and the installation's setting counts. */
  readonly factDays?: number
  /** How long finished coaching sessions are kept; absent: for ever. */
  readonly coachingDays?: number
  /** Whether masked personal data may be revealed by who has the right to. */
  readonly revealAllowed?: boolean
  readonly keptKinds?: readonly KeepableKind[]
  /** The administrator's own words for whoever is refused. */
  readonly explanation?: string
}

/** What is in force in one queue, complete. */
export interface Policy {
  readonly hiddenListening: boolean
  /** Whether the agent is told of each mode. */
  readonly told: Readonly<Record<SupervisedMode, boolean>>
  readonly reasonRequired: Readonly<Record<SupervisedMode, boolean>>
  readonly protectedAgents: readonly ProtectedAgent[]
  readonly protectedCustomers: readonly ProtectedCustomer[]
  readonly factDays: number | undefined
  readonly coachingDays: number | undefined
  readonly revealAllowed: boolean
  readonly keptKinds: readonly KeepableKind[]
  readonly explanation: string | undefined
}

/** Where nobody has laid down anything: the agent hears of coaching and of barging in, not of listening. */
const unlessTold = {
  hiddenListening: true,
  notice: { monitor: false, coach: true, barge: true },
  revealAllowed: true,
} as const

/**
 * The queue's own rules before those for all queues. Who is protected by either is protected, and of two times the shorter
 * counts: a queue can shield more and keep less than the default, never the other way round.
 */
export function effectivePolicy(forAll: PolicyRules = {}, ofQueue: PolicyRules = {}): Policy {
  const hiddenListening =
    ofQueue.hiddenListening ?? forAll.hiddenListening ?? unlessTold.hiddenListening
  const notice = (mode: SupervisedMode) =>
    ofQueue.notice?.[mode] ?? forAll.notice?.[mode] ?? unlessTold.notice[mode]
  const reason = (mode: SupervisedMode) =>
    ofQueue.reasonRequired?.[mode] ?? forAll.reasonRequired?.[mode] ?? false
  return {
    hiddenListening,
    told: {
      monitor: notice('monitor') || !hiddenListening,
      coach: notice('coach'),
      barge: notice('barge'),
    },
    reasonRequired: { monitor: reason('monitor'), coach: reason('coach'), barge: reason('barge') },
    protectedAgents: [...(ofQueue.protectedAgents ?? []), ...(forAll.protectedAgents ?? [])],
    protectedCustomers: [
      ...(ofQueue.protectedCustomers ?? []),
      ...(forAll.protectedCustomers ?? []),
    ],
    factDays: shorter(forAll.factDays, ofQueue.factDays),
    coachingDays: shorter(forAll.coachingDays, ofQueue.coachingDays),
    revealAllowed: ofQueue.revealAllowed ?? forAll.revealAllowed ?? unlessTold.revealAllowed,
    keptKinds: ofQueue.keptKinds ?? forAll.keptKinds ?? [],
    explanation: ofQueue.explanation ?? forAll.explanation,
  }
}

function shorter(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return Math.min(one, other)
}
