export {
  type AudioPanelMessage,
  type AudioServerMessage,
  audioPanelMessageSchema,
  audioServerMessageSchema,
} from './audio-socket.ts'
export {
  type Me,
  type ModeRequest,
  meSchema,
  modeAnswerSchema,
  modeRequestSchema,
  type Refusal,
  refusalSchema,
  type WhisperAnswerBody,
  type WhisperRequest,
  whisperAnswerSchema,
  whisperRequestSchema,
} from './http.ts'
export {
  type Change,
  changeSchema,
  closeCodes,
  type PanelMessage,
  panelMessageSchema,
  type ServerMessage,
  serverMessageSchema,
} from './live.ts'
export {
  type AgentRow,
  agentRowSchema,
  type ControlView,
  type ConversationDetail,
  type ConversationRow,
  controlViewSchema,
  conversationDetailSchema,
  conversationRowSchema,
  type PlatformLink,
  platformLinkSchema,
  truthLineSchema,
} from './views.ts'
