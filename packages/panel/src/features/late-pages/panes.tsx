/** What stands beside the list or under a plain header, each fetched when it is wanted. */

import { latePagesScreen } from '../../words/screens/late-pages.ts'
import { createLatePage } from './late-page.tsx'

export const LateConversation = createLatePage({
  name: latePagesScreen.theConversation,
  load: async () => (await import('../conversation/conversation-page.tsx')).ConversationPage,
})

export const LateHistory = createLatePage({
  name: latePagesScreen.theCoachingHistory,
  load: async () => (await import('../coaching/history-page.tsx')).HistoryPage,
})

export const LatePolicies = createLatePage({
  name: latePagesScreen.thePolicies,
  load: async () => (await import('../policies/policies-page.tsx')).PoliciesPage,
})

export const LateSignIns = createLatePage({
  name: latePagesScreen.yourSignIns,
  load: async () => (await import('../sign-ins/sign-ins-page.tsx')).SignInsPage,
})

export const LateErasure = createLatePage({
  name: latePagesScreen.thePageForErasing,
  load: async () => (await import('../erasure/erase-page.tsx')).ErasePage,
})

export const LateSnippets = createLatePage({
  name: latePagesScreen.theSnippets,
  load: async () => (await import('../snippets/snippets-page.tsx')).SnippetsPage,
})

export const LatePreferences = createLatePage({
  name: latePagesScreen.yourPreferences,
  load: async () => (await import('../preferences/preferences-page.tsx')).PreferencesPage,
})

export const LateParts = createLatePage({
  name: latePagesScreen.thePageOfParts,
  load: async () => (await import('../parts/parts-page.tsx')).PartsPage,
})

export const LateKeys = createLatePage({
  name: latePagesScreen.theKeys,
  load: async () => (await import('../shell/keys-dialog.tsx')).KeysDialog,
})

export const LateMicrophoneTest = createLatePage({
  name: latePagesScreen.theMicrophoneTest,
  load: async () =>
    (await import('../microphone-test/microphone-test-dialog.tsx')).MicrophoneTestDialog,
})
