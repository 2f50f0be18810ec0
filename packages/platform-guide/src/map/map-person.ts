/** People, queues and members in our words. A word we do not know gives the least: the lowest licence, the least role. */
import type {
  ConversationSummary,
  LicenceTier,
  Member,
  Permission,
  Person,
  Role,
} from '@sotto/domain'
import type { WireInteraction, WireMember, WirePerson } from '../wire/people.ts'
import { mediaOf, phaseOf } from './map-conversation.ts'

/** The platform's name of each permission, and the scope a token must carry to use it. */
export const permissionTable = {
  'read-routing': { name: 'Routing:Queue:Read', scope: 'routing:read' },
  'read-conversation': { name: 'Conversation:Read', scope: 'conversation:read' },
  whisper: { name: 'Conversation:Control:Write', scope: 'conversation:control:write' },
  monitor: { name: 'Conversation:Monitor:Write', scope: 'conversation:control:write' },
  barge: { name: 'Conversation:Barge:Write', scope: 'conversation:control:write' },
  'read-coaching': { name: 'Coaching:Coaching:Read', scope: 'coaching:read' },
  'write-coaching': { name: 'Coaching:Coaching:Write', scope: 'coaching:write' },
  'read-transcript': { name: 'Transcript:Read', scope: 'transcript:read' },
  // Our product checks it by itself; what there is to reveal is read with the transcript's scope.
  'reveal-sensitive': { name: 'Transcript:Sensitive:View', scope: 'transcript:read' },
  'answer-as-agent': { name: 'Agent:Self', scope: 'conversation:read' },
  // The platform has no permission for it: whoever is an administrator there lays down policies here.
  'manage-policies': { name: 'role administrator', scope: 'login:read' },
} as const satisfies Readonly<Record<Permission, { name: string; scope: string }>>

/** What everybody's token needs, whatever their role. */
export const baseScopes = ['login:read'] as const

const permissionByName: ReadonlyMap<string, Permission> = new Map(
  permissionNames().map((permission) => [permissionTable[permission].name, permission]),
)

function permissionNames(): readonly Permission[] {
  return [
    'read-routing',
    'read-conversation',
    'whisper',
    'monitor',
    'barge',
    'read-coaching',
    'write-coaching',
    'read-transcript',
    'reveal-sensitive',
    'answer-as-agent',
    'manage-policies',
  ]
}

/** Which scope each permission needs. */
export function scopesOfPermissions(): Readonly<Record<Permission, string>> {
  return {
    'read-routing': permissionTable['read-routing'].scope,
    'read-conversation': permissionTable['read-conversation'].scope,
    whisper: permissionTable.whisper.scope,
    monitor: permissionTable.monitor.scope,
    barge: permissionTable.barge.scope,
    'read-coaching': permissionTable['read-coaching'].scope,
    'write-coaching': permissionTable['write-coaching'].scope,
    'read-transcript': permissionTable['read-transcript'].scope,
    'reveal-sensitive': permissionTable['reveal-sensitive'].scope,
    'answer-as-agent': permissionTable['answer-as-agent'].scope,
    'manage-policies': permissionTable['manage-policies'].scope,
  }
}

const roles: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['supervisor', 'supervisor'],
  ['lead', 'lead'],
  ['agent', 'agent'],
  ['auditor', 'auditor'],
  ['administrator', 'administrator'],
])

const licences: ReadonlyMap<string, LicenceTier> = new Map<string, LicenceTier>([
  ['CX1', 'cx1'],
  ['CX2', 'cx2'],
  ['CX3', 'cx3'],
])

const presences: ReadonlyMap<string, Member['presence']> = new Map<string, Member['presence']>([
  ['AVAILABLE', 'available'],
  ['BUSY', 'busy'],
  ['AWAY', 'away'],
  ['OFFLINE', 'offline'],
])

const routings: ReadonlyMap<string, Member['routing']> = new Map<string, Member['routing']>([
  ['IDLE', 'idle'],
  ['INTERACTING', 'interacting'],
  ['NOT_RESPONDING', 'not-responding'],
  ['OFF_QUEUE', 'off-queue'],
])

/** `permissions`: the person's own, whatever their token carries; the sign-in leaves out what the token does not. */
export function mapPerson(person: WirePerson): Person {
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    region: person.region,
    role: roles.get(person.role) ?? 'agent',
    licence: licences.get(person.licence) ?? 'cx1',
    telephony: person.telephony,
    engagement: person.engagement,
    permissions: permissionsOf(person),
  }
}

function permissionsOf({ permissions, role }: WirePerson): readonly Permission[] {
  const named = permissions.flatMap((name) => permissionByName.get(name) ?? [])
  return roles.get(role) === 'administrator' ? [...named, 'manage-policies'] : named
}

export function mapMember(member: WireMember): Member {
  return {
    id: member.id,
    name: member.name,
    presence: presences.get(member.presence) ?? 'away',
    routing: routings.get(member.routingStatus) ?? 'off-queue',
    licence: licences.get(member.licence) ?? 'cx1',
    telephony: member.telephony,
    engagement: member.engagement,
  }
}

/** Undefined when its medium or state has no word of ours: such a row could not be shown. */
export function mapInteraction(
  interaction: WireInteraction,
  agentUserId: string,
): ConversationSummary | undefined {
  const media = mediaOf(interaction.mediaType)
  const phase = phaseOf(interaction.state)
  if (media === undefined || phase === undefined) return undefined
  return {
    id: interaction.id,
    media,
    phase,
    queueId: interaction.queueId,
    agentUserId,
    startedAt: interaction.startTime,
  }
}
