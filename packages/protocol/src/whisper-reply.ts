import { z } from 'zod'

/** What an agent answers a whisper with, by one key. */
export const whisperReplySchema = z.enum(['got-it', 'not-now', 'need-you'])
export type WhisperReply = z.infer<typeof whisperReplySchema>
