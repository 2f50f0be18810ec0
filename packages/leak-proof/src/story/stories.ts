/** What happens to a call while a supervisor talks to the agent: every change of state that the platform knows. */

/** Something done to the call (`act`), or to what stands between the supervisor and it. */
export type Step =
  | { readonly kind: 'act'; readonly action: CallAction }
  | { readonly kind: 'cut-sockets' }
  | { readonly kind: 'kill-server' }
  | { readonly kind: 'ask-for'; readonly mode: 'monitor' | 'off' }

export type CallAction =
  | 'hold'
  | 'retrieve'
  | 'transfer'
  | 'complete-transfer'
  | 'cancel-transfer'
  | 'conference'
  | 'leave-conference'
  | 'end'
  | 'drop-agent'

export interface Story {
  readonly name: string
  /** For the report. */
  readonly summary: string
  readonly steps: readonly Step[]
  /** The agent who is whispered to leaves with this step; from then on their ear is one that must carry nothing. */
  readonly targetLeavesAtStep?: number
}

const act = (action: CallAction): Step => ({ kind: 'act', action })

export const stories: readonly Story[] = [
  { name: 'talk', summary: 'nothing changes', steps: [] },
  {
    name: 'hold',
    summary: 'the customer is put on hold and taken back',
    steps: [act('hold'), act('retrieve')],
  },
  {
    name: 'transfer',
    summary: 'the call is transferred and taken by another agent',
    steps: [act('transfer'), act('complete-transfer')],
    targetLeavesAtStep: 1,
  },
  {
    name: 'transfer-cancelled',
    summary: 'a transfer is begun and given up',
    steps: [act('transfer'), act('cancel-transfer')],
  },
  {
    name: 'conference',
    summary: 'a third party joins and leaves',
    steps: [act('conference'), act('leave-conference')],
  },
  { name: 'end', summary: 'the call ends', steps: [act('end')] },
  {
    name: 'drop-agent',
    summary: 'the agent is gone',
    steps: [act('drop-agent')],
    targetLeavesAtStep: 0,
  },
  {
    name: 'stop',
    summary: 'the supervisor goes back to listening and the microphone goes on sending',
    steps: [{ kind: 'ask-for', mode: 'monitor' }],
  },
  {
    name: 'socket-cut',
    summary: "the console's connection is cut and comes back",
    steps: [{ kind: 'cut-sockets' }],
  },
  {
    name: 'server-killed',
    summary: 'the server is killed and started again',
    steps: [{ kind: 'kill-server' }],
  },
]

/** The stories of the short form: one change of state of each kind, without ending the server. */
export const shortStories: readonly string[] = ['hold', 'transfer', 'conference']
