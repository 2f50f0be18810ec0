/** The language that this page does not speak, by its own name. */
import { pageTongue } from './in-language.ts'

export const otherLanguage =
  pageTongue() === 'de'
    ? ({ language: 'en', name: 'English' } as const)
    : ({ language: 'de', name: 'Deutsch' } as const)
