/** What all of the simulator's own pages say. */
import type {
  ConversationMedia,
  ConversationState,
  Presence,
  RecordingState,
  Role,
} from '../world/shapes.ts'

export const english = {
  place: 'Simulated contact centre',
  pages: 'Pages',
  languages: 'Language',
  desks: 'Agents’ desks',
  breaking: 'Break it on purpose',
  console: 'The console',
  withoutScript: 'This page needs JavaScript, which is switched off in this browser.',
  connecting: 'Connecting …',
  connected: 'Connected',
  lost: 'Connection lost, trying again …',
  customer: 'Customer',
  states: {
    ACTIVE: 'Active',
    HOLD: 'On hold',
    IN_TRANSFER: 'In transfer',
    CONFERENCE: 'In conference',
    ENDED: 'Ended',
    WRAPPED_UP: 'Wrapped up',
    COMPLETED: 'Completed',
  } satisfies Record<ConversationState, string>,
  media: { VOICE: 'voice', CHAT: 'chat', EMAIL: 'e-mail' } satisfies Record<
    ConversationMedia,
    string
  >,
  recording: {
    ON: 'recorded',
    PAUSED: 'recording paused',
    OFF: 'not recorded',
  } satisfies Record<RecordingState, string>,
  presences: {
    AVAILABLE: 'available',
    BUSY: 'busy',
    AWAY: 'away',
    OFFLINE: 'offline',
  } satisfies Record<Presence, string>,
  roles: {
    supervisor: 'Supervisors',
    lead: 'Leads',
    auditor: 'Auditors',
    administrator: 'Administrators',
    agent: 'Agents',
  } satisfies Record<Role, string>,
}
