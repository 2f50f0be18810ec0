/** What stands on the screen: sign in. */
import { inLanguage } from '../in-language.ts'

export const english = {
  supervisorsSeeWhoNeedsHelp:
    'Supervisors see who needs help and speak to the agent alone; agents read what they were told, and answer with one key.',
  signIn: 'Sign in',
  youSignInAtYour: 'You sign in at your contact centre’s own platform.',
  signedInAs: (name: string, role: string) =>
    `You are signed in as ${name}, ${role}. Nothing of it is shown to you.`,
  signInAsSomebodyElse: 'Sign in as somebody else',
}

export const signInScreen = inLanguage('screens/sign-in', english)
