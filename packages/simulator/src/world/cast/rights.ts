/** The permissions a person may hold, by the names the platform gives them. */

export const permissions = [
  'Routing:Queue:Read',
  'Conversation:Read',
  'Conversation:Control:Write',
  'Conversation:Monitor:Write',
  'Conversation:Barge:Write',
  'Coaching:Coaching:Read',
  'Coaching:Coaching:Write',
  'Transcript:Read',
  'Transcript:Sensitive:View',
  'Agent:Self',
] as const

export type Permission = (typeof permissions)[number]

export const supervisorPermissions: readonly Permission[] = permissions.filter(
  (permission) => permission !== 'Agent:Self',
)

export const agentPermissions: readonly Permission[] = ['Agent:Self']

export const auditorPermissions: readonly Permission[] = [
  'Routing:Queue:Read',
  'Conversation:Read',
  'Coaching:Coaching:Read',
  'Transcript:Read',
]

export const administratorPermissions: readonly Permission[] = [
  'Routing:Queue:Read',
  'Conversation:Read',
]
