import type { english } from '../queue-words.ts'

export const queueWords: typeof english = {
  unnamed: 'Warteschlange ohne Namen',
  renamed: ['Die Warteschlange „', '“ heißt jetzt „', '“.'],
  gone: [
    'Die Warteschlange „',
    '“ gehört nicht mehr zu Ihren. Ihre Gespräche und Mitarbeitenden stehen nicht mehr in der Liste.',
  ],
  added: ['Die Warteschlange „', '“ gehört jetzt zu Ihren.'],
}
