import type { english } from '../download-words.ts'

export const downloadWords: typeof english = {
  fetching: 'Die Datei wird erstellt …',
  saved: (name) => `${name} liegt bei Ihrem Browser.`,
  notMade: (why) => `Die Datei wurde nicht erstellt, und nichts wurde gespeichert: ${why}`,
}
