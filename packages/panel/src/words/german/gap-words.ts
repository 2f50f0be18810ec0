import type { english } from '../gap-words.ts'

export const gapWords: typeof english = {
  noSound: 'Noch kein Ton aus dem Gespräch',
  both: 'Beide Seiten sprechen',
  customer: 'Die Kundenseite spricht',
  agent: 'Das Teammitglied spricht',
  nobody: 'Jetzt: Niemand spricht',
}
