/** What an administrator of the platform knows each permission by; the platform's own names stay in every language. */
import type { Permission } from '@sotto/domain'
import { inLanguage } from './in-language.ts'

export const english = { administrator: 'role administrator' }

const words = inLanguage('permission-names', english)

/** As an administrator finds it at the platform. */
export const permissionNames = {
  'read-routing': 'Routing:Queue:Read',
  'read-conversation': 'Conversation:Read',
  whisper: 'Conversation:Control:Write',
  monitor: 'Conversation:Monitor:Write',
  barge: 'Conversation:Barge:Write',
  'read-coaching': 'Coaching:Coaching:Read',
  'write-coaching': 'Coaching:Coaching:Write',
  'read-transcript': 'Transcript:Read',
  'reveal-sensitive': 'Transcript:Sensitive:View',
  'answer-as-agent': 'Agent:Self',
  'manage-policies': words.administrator,
} as const satisfies Record<Permission, string>
