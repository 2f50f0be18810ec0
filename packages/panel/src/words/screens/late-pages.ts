/** What stands on the screen: late pages. */
import { inLanguage } from '../in-language.ts'

export const english = {
  notLoaded: (name: string) => `Not loaded: ${name}`,
  reloadAnyway: 'Reload anyway',
  reload: 'Reload',
  theConsole: 'the console',
  theAgentsPage: 'the agent’s page',
  theAudit: 'the audit',
  theConversation: 'the conversation',
  theCoachingHistory: 'the coaching history',
  thePolicies: 'the policies',
  yourSignIns: 'your sign-ins',
  thePageForErasing: 'the page for erasing',
  theSnippets: 'the snippets',
  yourPreferences: 'your preferences',
  thePageOfParts: 'the page of parts',
  theMicrophoneTest: 'the microphone test',
  theKeys: 'the keys',
}

export const latePagesScreen = inLanguage('screens/late-pages', english)
