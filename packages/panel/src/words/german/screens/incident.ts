import type { english } from '../../screens/incident.ts'

export const incident: typeof english = {
  timeline: 'Zeitleiste',
  hideTimeline: 'Zeitleiste verbergen',
  showTimeline: 'Zeitleiste zeigen',
  theSupportBundleWasNot: (why) => `Das Support-Paket wurde nicht erstellt: ${why}`,
  oneFileWithTimesCodes:
    'Eine Datei mit Zeiten, Codes und Kennungen. Keine Worte, keine Namen, keine Rufnummern.',
  exportSupportBundle: 'Support-Paket exportieren',
  loadingTheTimeline: 'Die Zeitleiste wird geladen',
  theTimelineCouldNotBe: (why) => `Die Zeitleiste ließ sich nicht lesen: ${why}`,
  thisIsAsOf: (readAt, why) => `Stand ${readAt}: ${why}`,
  whatHappened: 'Was geschehen ist',
  lastChange: (old) => `letzte Änderung vor ${old}`,
}
