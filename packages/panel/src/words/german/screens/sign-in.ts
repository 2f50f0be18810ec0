import type { english } from '../../screens/sign-in.ts'

export const signIn: typeof english = {
  supervisorsSeeWhoNeedsHelp:
    'Die Supervision sieht, wer Hilfe braucht, und spricht nur mit dem Teammitglied; Mitarbeitende lesen, was ihnen zugeflüstert wurde, und antworten mit einer Taste.',
  signIn: 'Anmelden',
  youSignInAtYour: 'Sie melden sich an der Plattform Ihres Contact-Centers an.',
  signedInAs: (name, role) =>
    `Sie sind angemeldet als ${name}, ${role}. Davon wird Ihnen nichts gezeigt.`,
  signInAsSomebodyElse: 'Mit anderem Konto anmelden',
}
