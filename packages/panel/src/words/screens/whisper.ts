/** What stands on the screen: whisper. */
import { inLanguage } from '../in-language.ts'

export const english = {
  ctrl: 'Ctrl',
  notSentYourTextIs: (why: string) => `Not sent: ${why} Your text is kept below; send it again.`,
  whisperToAgent: 'Whisper to agent',
  onlyTheAgentReadsThis: 'Only the agent reads this …',
  sendWhisper: 'Send whisper',
  youCanWriteButNot: (doubtActionWords: string) =>
    `You can write, but not send. ${doubtActionWords}`,
  tooLongForAWhisper: 'Too long for a whisper: at most 1,000 characters.',
  thisTextHoldsABroken: 'This text holds a broken character; type it again.',
  sent: (submittedAt: string) => `Sent ${submittedAt}`,
  seen: (seenAt: string) => `Seen ${seenAt}`,
  notSentAgain: 'Not sent again',
  theWhisperIsStillIn: 'The whisper is still in this list; try once more.',
  notTakenBack: 'Not taken back',
  itMayStillArrive: (why: string) => `${why} It may still arrive.`,
  quoted: (answer: string) => `“${answer}”`,
  takeBack: 'Take back',
  sendAgain: 'Send again',
  editAsNew: 'Edit as new',
  textWhispers: 'Text whispers',
  whisperInWriting: 'Whisper in writing',
  whispers: 'Whispers',
}

export const whisperScreen = inLanguage('screens/whisper', english)
