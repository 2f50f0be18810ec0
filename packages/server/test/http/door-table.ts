/**
 * What every door of ours is, by method and template. A door that is not in here fails the build: whoever hangs one says who may
 * come through it, and the hostile matrix then tries everybody else.
 */

/**
 * - `command`: a change in somebody's name, once per `Idempotency-Key`, JSON
 * - `agent-command`: the same, for agents only
 * - `change`: a change in somebody's name that is safe to repeat by itself
 * - `own-page`: for our own pages, with or without a session
 * - `read`: somebody's own view
 * - `audit-read`: the same, for auditors only
 * - `view`: somebody's own view, asked for in a body because people type what they look for
 * - `audit-view`: the same, for auditors only
 * - `agent-read`: the same, for agents only
 * - `description`: read by whoever is signed in or runs us, but not by another site's page
 * - `socket`: a WebSocket in somebody's name
 * - `visit`: opened as a page, by anybody
 * - `file`: the panel's own files, for anybody
 * - `probe`: for whoever runs us, under any host name; figures for their machines alone
 */
export type DoorKind =
  | 'command'
  | 'agent-command'
  | 'change'
  | 'own-page'
  | 'read'
  | 'audit-read'
  | 'view'
  | 'audit-view'
  | 'agent-read'
  | 'description'
  | 'socket'
  | 'visit'
  | 'file'
  | 'probe'

export const doorKinds: Readonly<Record<string, DoorKind>> = {
  'GET /': 'file',
  'GET /*': 'file',
  'GET /healthz': 'probe',
  'GET /readyz': 'probe',
  'GET /metrics': 'probe',
  'GET /auth/sign-in': 'visit',
  'GET /auth/callback': 'visit',
  'POST /auth/sign-out': 'change',
  'POST /auth/drafts/seal': 'own-page',
  'POST /auth/drafts/open': 'change',
  'POST /auth/drafts/key': 'change',
  'GET /api/openapi.json': 'description',
  'GET /api/me': 'read',
  'GET /live': 'socket',
  'GET /audio': 'socket',
  'POST /api/conversations/:id/mode': 'command',
  'POST /api/conversations/:id/whispers': 'command',
  'POST /api/conversations/:id/whispers/check': 'change',
  'GET /api/conversations/:id/controls': 'read',
  'GET /api/conversations/:id/incidents': 'read',
  'GET /api/conversations/:id/support-bundle': 'read',
  'POST /api/conversations/:id/transcript/reveals': 'change',
  'POST /api/conversations/:id/coachings': 'command',
  'POST /api/controls/:id/cancel': 'command',
  'POST /api/agents/:id/lease/ask': 'command',
  'POST /api/agents/:id/lease/withdraw': 'command',
  'POST /api/agents/:id/lease/hand-over': 'command',
  'GET /api/agents/:id/queues': 'read',
  'POST /api/agent/whispers/:id/receipt': 'agent-command',
  'POST /api/coachings/search': 'view',
  'POST /api/coachings/export': 'view',
  'POST /api/agent/settings': 'agent-command',
  'GET /api/coachings/:id': 'read',
  'POST /api/coachings/:id/state': 'command',
  'POST /api/coachings/:id/details': 'command',
  'GET /api/ended-conversations': 'read',
  'GET /api/audit/reveals': 'audit-read',
  'GET /api/audit/reveals.csv': 'audit-read',
  'GET /api/snippets': 'read',
  'POST /api/snippets': 'command',
  'POST /api/snippets/:id': 'command',
  'POST /api/snippets/:id/remove': 'command',
  'POST /api/snippets/:id/restore': 'command',
  'GET /api/policies': 'read',
  'POST /api/policies/default': 'command',
  'GET /api/policies/default/versions': 'read',
  'POST /api/policies/queues/:id': 'command',
  'GET /api/policies/queues/:id/versions': 'read',
  'POST /api/audit/entries/search': 'audit-view',
  'GET /api/audit/conversations/:id': 'audit-read',
  'GET /api/audit/controls/:id': 'audit-read',
  'GET /api/audit/head': 'audit-read',
  'GET /api/audit/proof': 'audit-read',
  'GET /api/audit/consistency': 'audit-read',
  'POST /api/audit/export': 'audit-view',
  'GET /api/audit/mine': 'agent-read',
  'POST /api/erasures/people': 'change',
  'POST /api/erasures/trial': 'change',
  'POST /api/erasures': 'command',
  'GET /api/sign-ins': 'read',
  'POST /api/sign-ins/search': 'view',
  'POST /api/sign-ins/end-others': 'change',
  'POST /api/sign-ins/:id/end': 'change',
}
