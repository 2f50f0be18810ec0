import type { english } from '../erasing-words.ts'

export const erasingWords: typeof english = {
  counted: 'Was zu dieser Person aufbewahrt wird',
  goes: 'Geht endgültig',
  goesWhat:
    'Kennung und Name, wo immer sie stehen, die Anmeldungen (die Person wird sofort abgemeldet), was an sie oder von ihr geschrieben wurde, sowie die Notizen, Schlagwörter und Momente über sie als Teammitglied. Auch ihr Platz auf einer Liste von Mitarbeitenden, bei denen niemand mithört, geht verloren.',
  stays: 'Bleibt',
  staysWhat:
    'Dass etwas getan wurde, wann, in welchem Gespräch und wie es ausging, ohne die Person. Das Protokoll beweist weiterhin, dass sonst nichts geändert wurde. Was andere als Grund eigener Handlungen eingetippt haben, und Notizen über andere bleiben bei diesen.',
  beyond: 'Nicht erreicht',
  beyondWhat: 'Sicherungen, Protokolldateien, exportierte Dateien und die Plattform selbst.',
  noWayBack: 'Niemand kann das rückgängig machen.',
  erased: 'Was geändert oder gelöscht wurde',
  question: (person) => `${person} endgültig löschen?`,
}
