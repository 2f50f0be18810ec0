import type { english } from '../../screens/listening.ts'

export const listening: typeof english = {
  whatYouHear: 'Was Sie hören',
  volume: { customer: 'Lautstärke der Kundenseite', agent: 'Lautstärke des Teammitglieds' },
  mute: { customer: 'Kundenseite stummschalten', agent: 'Teammitglied stummschalten' },
  muted: 'stumm',
  percent: (percent) => `${percent} Prozent`,
  yourSound: 'Ihr Ton',
}
