/** What stands on the screen: transcript. */
import { inLanguage } from '../in-language.ts'

export const english = {
  hiddenShowIt: (words: string) => `${words}, hidden: show it`,
  hideNowSLeft: (seconds: number) => `Hide now · ${seconds} s left`,
  notShownYourReasonIs: (why: string) =>
    `Not shown: ${why} Your reason is kept; try again or cancel.`,
  cancel: 'Cancel',
  recordingPausedNothingOfIt: (fromMs: string, until: string) =>
    `${fromMs}${until} · recording paused: nothing of it is shown`,
  youToTheAgentOnly: 'You, to the agent only:',
  lines: 'Lines',
  jumpToNow: 'Jump to now',
  jumpToNowNew: (missed: number) => `Jump to now (${missed} new)`,
  hide: 'Hide',
  show: 'Show',
}

export const transcriptScreen = inLanguage('screens/transcript', english)
