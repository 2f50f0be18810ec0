import type { english } from '../late-part-words.ts'

export const latePartWords: typeof english = {
  notKept:
    'Begonnene Flüstertexte konnten nicht aufbewahrt werden, darum wurde die Seite nicht neu geladen. Kopieren Sie sie zuerst und laden Sie dann trotzdem neu.',
  loading: (name) => `Wird geladen: ${name} …`,
  newVersion: (name) =>
    `Es gibt eine neue Version von Sotto; aus der alten lässt sich dies nicht mehr laden: ${name}. Laden Sie die Seite neu; begonnene Flüstertexte bleiben erhalten.`,
  unreachable: (name) =>
    `Unser Server ist nicht erreichbar, darum wurde dies nicht geladen: ${name}. Was auf dieser Seite steht, bleibt; versuchen Sie es noch einmal, wenn die Verbindung wieder da ist.`,
  unknown: (name) =>
    `Sotto konnte dies nicht laden: ${name}. Versuchen Sie es noch einmal oder laden Sie die Seite neu; begonnene Flüstertexte bleiben erhalten.`,
}
