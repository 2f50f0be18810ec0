import type {
  Coaching,
  Control,
  ControlAnswer,
  Conversation,
  HelpRequest,
  Person,
  PlatformEvent,
  Queue,
  TranscriptSegment,
} from './shapes.ts'

/** What the rest of the simulator may ask of the world and tell it. The world alone changes its objects. */
export interface World {
  readonly people: ReadonlyMap<string, Person>
  readonly queues: ReadonlyMap<string, Queue>
  readonly conversations: ReadonlyMap<string, Conversation>
  readonly controls: ReadonlyMap<string, Control>
  readonly coachings: ReadonlyMap<string, Coaching>
  readonly helpRequests: ReadonlyMap<string, HelpRequest>

  /** Every event of every queue, before any filter, in the order in which things happened. */
  onEvent(listener: (event: PlatformEvent) => void): () => void
  /** A person's rights, queues or service changed. */
  onPersonChanged(listener: (person: Person) => void): () => void
  /** True when this person may see what happens in that queue. */
  mayViewQueue(person: Person, queueId: string | undefined): boolean

  /** The status a client is told: with `controlEventsSilent: "all"` the last announced one, else the true one. */
  announcedControl(controlId: string): Control | undefined
  /** The conversation as clients are told of it: with `controlEventsSilent: "all"` no change of its supervisors shows. */
  announcedConversation(conversationId: string): Conversation | undefined
  /** The media socket of an audio control is open (again). */
  lineAttached(controlId: string): void
  /** The media socket broke without `close`; the world waits 5 s for it to come back. */
  lineLost(controlId: string): void
  /** The client said `close`. */
  lineFinished(controlId: string): void
  /** A frame of the wrong shape closed the socket. */
  lineBroken(controlId: string): void

  /** Somebody sat down at this agent's desk, or left it: scripted agents rest while somebody sits there. */
  deskOccupied(userId: string, occupied: boolean): void
  /** The agent's receipt of a text, from the desk, the REST door or the scripted agent. */
  recordReceipt(controlId: string, receipt: Receipt): Control
  act(conversationId: string, action: ConversationAction): ActOutcome
  requestHelp(
    conversationId: string,
    request: Pick<HelpRequest, 'reason' | 'urgency' | 'note'>,
  ): HelpRequest
  withdrawHelp(conversationId: string): void
  transcript(conversationId: string): readonly TranscriptSegment[]
}

/** What an agent says about a text: seen, answered, or both. */
export interface Receipt {
  readonly seen?: true | undefined
  readonly answer?: ControlAnswer | undefined
}

export const conversationActions = [
  'hold',
  'retrieve',
  'transfer',
  'complete-transfer',
  'cancel-transfer',
  'conference',
  'leave-conference',
  'end',
  'wrap-up',
  'drop-agent',
  'pause-recording',
  'resume-recording',
] as const

export type ConversationAction = (typeof conversationActions)[number]

export type ActOutcome =
  | { readonly ok: true; readonly conversation: Conversation }
  | { readonly ok: false; readonly status: 404 | 409; readonly message: string }
