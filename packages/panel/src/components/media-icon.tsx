import type { ConversationRow } from '@sotto/protocol'
import { ChatIcon, MailIcon, VoiceIcon } from './icons.tsx'

const icons = { voice: VoiceIcon, chat: ChatIcon, email: MailIcon } as const

export function MediaIcon({ media }: { readonly media: ConversationRow['media'] }) {
  const Icon = icons[media]
  return <Icon size={13} />
}
