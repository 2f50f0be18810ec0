/** What stands on the screen: conversations. */
import { inLanguage } from '../in-language.ts'

export const english = {
  agent: (name: string) => `Agent ${name}`,
  closeAgent: (name: string) => `Close agent ${name}`,
  /** Between what somebody does and the time they have been doing it. */
  for: ' for ',
  askingInWhichQueuesThey: 'Asking in which queues they take conversations…',
  inWhichQueuesTheyTake: 'In which queues they take conversations cannot be said now.',
  takesConversationsInNoneOf: 'Takes conversations in none of your queues now.',
  takesConversationsIn: 'Takes conversations in',
  yourLineIsInThis: 'Your line is in this conversation',
  yourLine: 'your line',
  noConversationMatches: (search: string) => `No conversation matches “${search}”.`,
  thisConsoleIsForSupervisors:
    'This console is for supervisors. Your whispers arrive on your own desk.',
  noQueueIsAssignedTo:
    'No queue is assigned to you, so there are no conversations to see. Ask your administrator.',
  nobodyWorksInYourQueues:
    'Nobody works in your queues at the moment. Whoever comes appears here by themselves.',
  nobodyInYourQueuesIs:
    'Nobody in your queues is in a conversation at the moment. New ones appear here by themselves.',
  loadingConversations: 'Loading conversations',
  inConversation: 'In conversation',
  conversations: 'Conversations',
  free: 'Free',
  availableAgents: 'Available agents',
  notAvailable: 'Not available',
  otherAgents: 'Other agents',
  idleAgentsToo: 'Idle agents too',
  notShown: (idleCount: number) => `${idleCount} not shown`,
  searchAgentsAndQueues: 'Search agents and queues',
  clearTheSearch: 'Clear the search',
  changesToYourQueues: 'Changes to your queues',
  dismissChangesToYourQueues: 'Dismiss changes to your queues',
}

export const conversationsScreen = inLanguage('screens/conversations', english)
