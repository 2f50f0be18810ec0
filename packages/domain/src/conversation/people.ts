/** Licence and rights of a person as values; no code asks for a role to find out what may be done. */
export type LicenceTier = 'cx1' | 'cx2' | 'cx3'

export type Role = 'supervisor' | 'lead' | 'agent' | 'auditor' | 'administrator'

export type Permission =
  | 'read-routing'
  | 'read-conversation'
  | 'whisper'
  | 'monitor'
  | 'barge'
  | 'read-coaching'
  | 'write-coaching'
  | 'read-transcript'
  | 'reveal-sensitive'
  | 'answer-as-agent'
  /** Of administrators: lays down who is told, who is never listened to, what is kept. */
  | 'manage-policies'

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly region: string
  readonly role: Role
  readonly licence: LicenceTier
  readonly telephony: boolean
  readonly engagement: boolean
  /** What person and token together may do. */
  readonly permissions: readonly Permission[]
  /** What the person may do and the token may not: permissions that lack their scope. */
  readonly withoutScope?: readonly Permission[]
}

export interface Queue {
  readonly id: string
  readonly name: string
}

/** An agent as the routing side of the platform sees them. */
export interface Member {
  readonly id: string
  readonly name: string
  readonly presence: 'available' | 'busy' | 'away' | 'offline'
  readonly routing: 'idle' | 'interacting' | 'not-responding' | 'off-queue'
  readonly licence: LicenceTier
  readonly telephony: boolean
  readonly engagement: boolean
}
