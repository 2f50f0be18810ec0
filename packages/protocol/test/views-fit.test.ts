import type { AllowedActions, ModeState } from '@sotto/domain'
import { expectTypeOf, it } from 'vitest'
import type { ConversationDetail } from '../src/index.ts'

it('[PO5] the domain’s own values fit what the panel is told: drifting apart does not compile', () => {
  expectTypeOf<AllowedActions>().toExtend<ConversationDetail['allowed']>()
  expectTypeOf<ModeState>().toExtend<ConversationDetail['mode']>()
})
