/** What a panel's live socket has said, kept as the panel keeps it: the latest of each thing. */

interface ToldRow {
  readonly id: string
  readonly phase: string
  readonly coach?: { readonly by: string; readonly mine: boolean }
}

interface ToldDetail {
  readonly id: string
  readonly mode: { readonly wanted: string; readonly confirmed: string; readonly reason?: string }
  readonly allowed?: { readonly coach: { readonly allowed: boolean } }
  readonly lease?: { readonly by: string; readonly mine: boolean; readonly fence: number }
  readonly speakingControlId?: string
  readonly truth: { readonly agent: { readonly hearsYou: boolean; readonly certainty: string } }
}

interface ToldControl {
  readonly id: string
  readonly kind: string
  readonly state: string
}

interface ToldCoaching {
  readonly id: string
  readonly state: string
}

/** What an agent is told. */
interface ToldStrip {
  readonly conversations: readonly {
    readonly id: string
    readonly coached: {
      readonly state: string
      readonly by?: readonly { readonly name: string; readonly how: string }[]
    }
  }[]
}

interface Change {
  readonly strip?: ToldStrip
  readonly kind: string
  readonly id?: string
  readonly row?: ToldRow
  readonly detail?: ToldDetail
  readonly control?: ToldControl
  readonly coaching?: ToldCoaching
  readonly link?: { readonly state: string }
}

interface Message {
  readonly type: string
  readonly streamId?: string
  readonly sequence?: number
  readonly resumed?: boolean
  readonly snapshot?: boolean
  readonly changes?: readonly Change[]
}

export interface Told {
  take(message: Message): void
  /** For `hello`. */
  resume(): object
  /** The socket is gone: what stands here is from before. */
  leave(): void
  readonly isWelcome: boolean
  /** How often it was. */
  readonly welcomes: number
  /** Its latest welcome went on with the same stream: the same server, and nothing missed. */
  readonly wasResumed: boolean
  /** Welcome, and everything there is has been told. */
  readonly isWhole: boolean
  readonly streamId: string | undefined
  row(conversationId: string): ToldRow | undefined
  detail(): ToldDetail | undefined
  control(controlId: string): ToldControl | undefined
  controls(): readonly ToldControl[]
  coaching(id: string): ToldCoaching | undefined
  /** To an agent. */
  strip(): ToldStrip | undefined
}

export function readTold(): Told {
  const rows = new Map<string, ToldRow>()
  const controls = new Map<string, ToldControl>()
  const coachings = new Map<string, ToldCoaching>()
  let detail: ToldDetail | undefined
  let strip: ToldStrip | undefined
  let streamId: string | undefined
  let sequence = 0
  let isWelcome = false
  let welcomes = 0
  let isWhole = false
  let wasResumed = false

  function forget(): void {
    for (const known of [rows, controls, coachings]) known.clear()
    detail = undefined
  }

  function apply(change: Change): void {
    if (change.row !== undefined) rows.set(change.row.id, change.row)
    if (change.control !== undefined) controls.set(change.control.id, change.control)
    if (change.coaching !== undefined) coachings.set(change.coaching.id, change.coaching)
    if (change.detail !== undefined) detail = change.detail
    if (change.strip !== undefined) strip = change.strip
    if (change.kind === 'conversation-gone' && change.id !== undefined) rows.delete(change.id)
  }

  return {
    take(message) {
      if (message.type === 'welcome') {
        isWelcome = true
        welcomes += 1
        wasResumed = message.resumed === true
        isWhole = wasResumed
        streamId = message.streamId
        sequence = message.sequence ?? 0
      }
      if (message.type !== 'frame') return
      sequence = message.sequence ?? sequence
      if (message.snapshot === true) {
        forget()
        isWhole = true
      }
      for (const change of message.changes ?? []) apply(change)
    },
    resume: () => (streamId === undefined ? {} : { resume: { streamId, sequence } }),
    leave() {
      isWelcome = false
      isWhole = false
    },
    get isWelcome() {
      return isWelcome
    },
    get welcomes() {
      return welcomes
    },
    get wasResumed() {
      return wasResumed
    },
    get isWhole() {
      return isWhole
    },
    get streamId() {
      return streamId
    },
    row: (id) => rows.get(id),
    detail: () => detail,
    control: (id) => controls.get(id),
    controls: () => [...controls.values()],
    coaching: (id) => coachings.get(id),
    strip: () => strip,
  }
}
