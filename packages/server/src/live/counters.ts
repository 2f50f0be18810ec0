/** What the live part of the server counts. A name without a meaning here does not compile. */
export const counterNames = {
  'facts-taken': 'Facts from the platform that changed what is known',
  'facts-stale': 'Facts from the platform dropped as older than, or equal to, what is known',
  'facts-foreign': 'Facts from the platform about queues outside the stream they came on',
  'facts-unrecognised': 'Facts from the platform that the adapter could not read',
  'stream-gaps': 'Event streams that lost events or had to be opened again',
  'reads-shared':
    'Readings of a conversation answered by one that was on its way for somebody else',
  'reads-saved': 'Readings of a conversation answered by what events had kept true',
  'queues-changed': 'Queues found to have another name, to be gone, or to be new to a supervisor',
  'platform-failures': 'Calls to the platform that failed for reasons of the network or its health',
  'store-failures': 'Writes to the database that failed and were tried again',
  'controls-submitted': 'Whispers and lines written to the registry',
  'controls-cancelled': 'Whispers and lines taken back, by us or by the supervisor',
  'controls-refused': 'Whispers and lines the platform would not take',
  'controls-pending': 'Whispers and lines without a confirming word for five seconds',
  'controls-inherited': 'Whispers and lines taken over from a server that is gone',
  'controls-lost': 'Whispers and lines another server took over while this one was silent',
  'status-checks': 'Controls read from the platform because no event told of them',
  'save-conflicts': 'Registry saves repeated because another writer was faster',
  'commands-refused': 'Commands of panels that were refused',
  'panels-connected': 'Panel sockets opened',
  'panels-resumed': 'Panel sockets that went on where they had left off',
  'panels-replaced': 'Panel sockets closed because their tab connected again',
  'panels-slow': 'Panel sockets closed because they did not keep up',
  'panels-silent': 'Panel sockets closed because they fell silent',
  'panel-messages-bad': 'Messages of panels that could not be read',
  'panel-frames': 'Frames of state sent to panels',
  'panel-frames-held': 'Flushes put off because a panel was not keeping up',
  'panel-answers-held': 'Answers not sent to a panel that asked and was not keeping up',
  'audio-sockets-connected': 'Audio sockets opened',
  'audio-frames-forwarded': 'Spoken frames handed to the platform',
  'audio-frames-gated': 'Spoken frames refused by a shut gate',
  'audio-frames-late':
    'Spoken frames dropped because their place had been played, or they came twice',
  'audio-frames-too-old': 'Spoken frames dropped because they were more than a second old',
  'audio-frames-limited':
    'Spoken frames held down because they were louder than a panel of ours sends',
  'audio-frames-bad': 'Audio frames that could not be read',
  'audio-frames-concealed': 'Spoken frames made up to bridge a hole',
  'audio-frames-behind':
    'Spoken frames that left more than 20 ms after their turn, or whose turn a stall has cost',
  'audio-frames-unsent': 'Spoken frames the platform line had no room for',
  'listening-frames-sent': 'Frames of listening sent to panels',
  'listening-frames-dropped': 'Frames of listening dropped because a panel did not keep up',
  'conversation-facts-kept': 'Phases and reports of conversations stored for later',
  'conversation-facts-unnamed':
    'Reports of conversations not stored, because the platform gave them no name of their own',
  'conversation-facts-lost': 'Phases and reports the database could not take for long',
  'conversation-facts-forgotten': 'Phases and reports deleted because they were old',
  'interventions-lost': 'Beginnings and ends of interventions the database could not take for long',
  'outcomes-written': 'Interventions whose figures before and after were written',
  'transcript-readings': 'Transcripts asked of the platform',
  'transcript-reveals': 'Masked spans of transcripts shown to somebody who gave a reason',
  'policies-changed': 'Versions of policies laid down',
  'coachings-forgotten': 'Finished coaching sessions deleted because a policy keeps them no longer',
  'requests-passed-on': 'Requests asked of the server at which their tab sits',
  'sockets-relayed': 'Panel and audio sockets joined with the server at which their tab sits',
  'listener-failures': 'Listeners inside the server that threw',
} as const

export type CounterName = keyof typeof counterNames

/** Counts that only rise, for `/metrics`. */
export interface Counters {
  count(name: CounterName, by?: number): void
  /** Every name, also those still at zero. */
  read(): readonly { readonly name: string; readonly value: number }[]
}

export function createCounters(): Counters {
  const counts = new Map<string, number>()
  return {
    count(name, by = 1) {
      counts.set(name, (counts.get(name) ?? 0) + by)
    },
    read: () => Object.keys(counterNames).map((name) => ({ name, value: counts.get(name) ?? 0 })),
  }
}
