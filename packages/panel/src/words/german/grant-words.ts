import type { english } from '../grant-words.ts'

export const grantWords: typeof english = {
  theAgent: 'dem Teammitglied',
  permission: (name) =>
    `Bitten Sie die Administration um die Berechtigung „${name}“ und melden Sie sich dann neu an.`,
  scope: 'Melden Sie sich neu an: Diese Anmeldung deckt es nicht ab.',
  licence: 'Bitten Sie die Administration um eine Lizenz CX2 oder CX3.',
  telephony:
    'Bitten Sie die Administration, Ihre Lizenz um Telefonie zu ergänzen: Zum Sprechen brauchen sie beide Seiten.',
  engagement:
    'Bitten Sie die Administration, Ihre Lizenz um Digital Engagement zu ergänzen: Zum schriftlichen Flüstern brauchen es beide Seiten.',
  agentTelephony: (agent) =>
    `Bitten Sie die Administration, die Lizenz von ${agent} um Telefonie zu ergänzen: Zum Sprechen brauchen sie beide Seiten.`,
  agentEngagement: (agent) =>
    `Bitten Sie die Administration, die Lizenz von ${agent} um Digital Engagement zu ergänzen: Zum schriftlichen Flüstern brauchen es beide Seiten.`,
  phone: (agent) =>
    `Bitten Sie die Administration, ${agent} ein Telefon zu geben, bei dem Flüstern eingeschaltet ist.`,
  desk: (agent) =>
    `Bitten Sie die Administration, am Arbeitsplatz von ${agent} das Flüstern einzuschalten.`,
  textDesk: (agent) =>
    `Bitten Sie die Administration, ${agent} einen Arbeitsplatz zu geben, der neben dem Gespräch Text annimmt.`,
}
