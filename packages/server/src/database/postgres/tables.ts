/** The tables as the query builder knows them. The migrations make them; `control-row.ts` turns rows into records. */
import type { ColumnType, Generated } from 'kysely'

/** Written as JSON text; read as whatever stands there, to be parsed. */
type Json = ColumnType<unknown, string, string>

export interface ControlTable {
  id: string
  conversation_id: string
  kind: string
  supervisor_id: string
  agent_user_id: string
  coaching_session_id: string
  tab_id: string | null
  whisper_text: string | null
  mix_level: number | null
  lease_fence: number | null
  platform_control_id: string | null
  platform_version: number
  submitted_at: Date
  /** Of a text that is or was held back, since when. */
  held_since: Date | null
  /** The state's name once more beside the whole state, so that unsettled ones are found by an index. */
  state_name: string
  is_final: boolean
  /** Null for one that was never live, and in rows from before this was kept. */
  live_since: Date | null
  live_evidence: string | null
  state: Json
  seen_at: Date | null
  answer: string | null
  answered_at: Date | null
  revision: number
  /** The id of a server; null in rows from before servers had one. */
  owner: string | null
  position: Generated<string>
}

export interface ControlActTable {
  position: Generated<string>
  at: Date
  control_id: string
  conversation_id: string
  supervisor_id: string
  agent_user_id: string
  act: string
  reason: string | null
  /** What its supervisor wrote, where a policy asks for it. */
  stated_reason: string | null
}

export interface IdempotencyTable {
  supervisor_id: string
  key: string
  body_hash: string
  begun_at: Date
  alive_until: Date | null
  answer_status: number | null
  answer_body: string | null
}

export interface SessionTable {
  id: string
  cookie_hash: string
  person_id: string
  person: Json
  sealed_tokens: string
  access_expires_at: Date
  token_version: number
  created_at: Date
  last_seen_at: Date
  browser: string | null
  network: string | null
}

/** One row for each agent who was ever coached; written and read in `postgres-lease-store.ts` only. */
export interface CoachingLeaseTable {
  agent_user_id: string
  fence: number
  holder_supervisor_id: string | null
  holder_tab_id: string | null
  holder_name: string | null
  previous_supervisor_id: string | null
  since: Date
  until: Date
  wishes: Json
}

/** Written once, never changed; read in `postgres-incident-store.ts` only. */
export interface IncidentFactTable {
  position: Generated<string>
  at: Date
  conversation_id: string | null
  agent_user_id: string | null
  supervisor_id: string | null
  control_id: string | null
  platform_control_id: string | null
  what: string
  evidence: string
  version: number | null
  reason: string | null
  details: ColumnType<unknown, string | null, string>
  source_key: string | null
}

export interface ServerPresenceTable {
  id: string
  alive_until: Date
  /** Where other servers reach it. */
  address: string | null
  /** The name of the key it seals with. */
  key_id: string | null
}

/** Read and written in `postgres-seat-store.ts` only. */
export interface PanelSeatTable {
  session_id: string
  tab_id: string
  server_id: string
}

/** Written once, never changed, deleted when it is old; read in `postgres-fact-store.ts` only. */
export interface ConversationFactTable {
  conversation_id: string
  source_key: string
  at: Date
  kind: string
  phase: string | null
  version: number | null
  media: string | null
  queue_id: string | null
  agent_user_id: string | null
  started_at: Date | null
  silence_ms: number | null
  overlap_ms: number | null
  agent_share: number | null
  customer_share: number | null
  negative_run: number | null
  keywords: string[] | null
}

export interface InterventionTable {
  id: string
  kind: string
  conversation_id: string
  agent_user_id: string
  supervisor_id: string
  began_at: Date
  ended_at: Date | null
  due_at: Date
  outcome: ColumnType<unknown, string | null, string>
}

/** Written once, never changed; read in `postgres-reveal-store.ts` only. */
export interface TranscriptRevealTable {
  position: Generated<string>
  supervisor_id: string
  request_key: string
  at: Date
  conversation_id: string
  segment_id: string
  kind: string
  reason: string
}

/** Written and read in `postgres-coaching-store.ts` only. */
export interface CoachingRecordTable {
  id: string
  conversation_id: string
  agent_user_id: string
  agent_name: string
  supervisor_id: string
  supervisor_name: string
  queue_id: string
  queue_name: string
  media: string
  kind: string
  coaching_session_id: string
  reference: string | null
  platform_coaching_id: string | null
  platform_version: number
  started_at: Date
  state_name: string
  is_over: boolean
  state: Json
  details: Json
  /** Tags and follow-up once more beside the details, and everything that is searched, so that the database can look. */
  tags: string[]
  follow_up_on: string | null
  search_text: string
  revision: number
  details_revision: number
}

/** One row at most. */
export interface InstallationTable {
  is_only: Generated<boolean>
  platform: string
  client: string
}

/** Written beside every act; only `tree_index` and the erasure of a person ever change a row. Partitions by month. */
export interface AuditEntryTable {
  at: Date
  position: Generated<string>
  id: string
  /** Null until the sequencer has given it its place. */
  tree_index: string | null
  act: string
  conversation_id: string | null
  control_id: string | null
  /** These five are erased together. */
  supervisor_id: string | null
  to_supervisor_id: string | null
  agent_user_id: string | null
  personal: Json | null
  salt: string | null
  /** The text that is hashed. */
  leaf: string
}

/** Whole subtrees; written once. */
export interface AuditNodeTable {
  level: number
  index: string
  hash: string
}

/** One row: the tree's growing edge, and the sealed secret its heads are signed with. */
export interface AuditTreeTable {
  is_only: Generated<boolean>
  size: string
  frontier: string[]
  sealed_secret: string
}

export interface AuditHeadTable {
  size: string
  head: Json
}

/** Written and read in `postgres-policy-store.ts` only. */
export interface PolicyVersionTable {
  revision: Generated<string>
  queue_id: string
  version: number
  rules: Json
  changed_at: Date
  changed_by: string
  changed_by_name: string
  restored_from: number | null
}

/** One row for each agent who chose anything; a trigger tells of each save. */
export interface AgentSettingsTable {
  agent_user_id: string
  settings: Json
  revision: number
  changed_at: Date
}

/** Without an owner: shared by everybody of its queue. */
export interface SnippetTable {
  id: string
  owner_id: string | null
  queue_id: string | null
  title: string
  body: string
  version: number
  changed_at: Date
  changed_by: string
  changed_by_name: string
  removed_at: Date | null
}

export interface Database {
  agent_settings: AgentSettingsTable
  audit_entry: AuditEntryTable
  audit_head: AuditHeadTable
  audit_node: AuditNodeTable
  audit_tree: AuditTreeTable
  coaching_lease: CoachingLeaseTable
  coaching_record: CoachingRecordTable
  control: ControlTable
  control_act: ControlActTable
  conversation_fact: ConversationFactTable
  idempotency: IdempotencyTable
  incident_fact: IncidentFactTable
  installation: InstallationTable
  policy_version: PolicyVersionTable
  panel_seat: PanelSeatTable
  server_presence: ServerPresenceTable
  intervention: InterventionTable
  session: SessionTable
  snippet: SnippetTable
  transcript_reveal: TranscriptRevealTable
}
