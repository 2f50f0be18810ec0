export type {
  ContractRole,
  ConversationAct,
  PlatformUnderTest,
  SignedInPerson,
  SkippedRule,
  StartedConversation,
  StartPlatformUnderTest,
} from './platform-under-test.ts'
export { runPlatformContract } from './run-platform-contract.ts'
