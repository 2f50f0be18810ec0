/** What stands on the screen: incident. */
import { inLanguage } from '../in-language.ts'

export const english = {
  timeline: 'Timeline',
  hideTimeline: 'Hide timeline',
  showTimeline: 'Show timeline',
  theSupportBundleWasNot: (why: string) => `The support bundle was not made: ${why}`,
  oneFileWithTimesCodes:
    'One file with times, codes and ids. No words, no names, no numbers to call.',
  exportSupportBundle: 'Export support bundle',
  loadingTheTimeline: 'Loading the timeline',
  theTimelineCouldNotBe: (why: string) => `The timeline could not be read: ${why}`,
  thisIsAsOf: (readAt: string, why: string) => `This is as of ${readAt}: ${why}`,
  whatHappened: 'What happened',
  lastChange: (old: string) => `last change ${old} ago`,
}

export const incidentScreen = inLanguage('screens/incident', english)
