/** What is said while a part of the program is on its way, and when it does not come. */
import type { WhyMissing } from '../model/late-parts/why-missing.ts'
import { inLanguage } from './in-language.ts'

export const english = {
  notKept:
    'Whispers you have begun could not be kept, so the page was not reloaded. Copy them first, then reload anyway.',
  loading: (name: string) => `Loading ${name} …`,
  newVersion: (name: string) =>
    `A new version of Sotto is here: ${name} of the old one cannot be loaded any more. Reload to go on; whispers you have begun are kept.`,
  unreachable: (name: string) =>
    `Our server cannot be reached, so ${name} could not be loaded. What is on this page stays; try again when the connection is back.`,
  unknown: (name: string) =>
    `Sotto could not load ${name}. Try again, or reload; whispers you have begun are kept.`,
}

const words = inLanguage('late-part-words', english)

export const loadingPart = (name: string) => words.loading(name)

export function missingPart(name: string, why: WhyMissing | undefined): string {
  switch (why) {
    case 'new-version':
      return words.newVersion(name)
    case 'unreachable':
      return words.unreachable(name)
    case 'unknown':
    case undefined:
      return words.unknown(name)
  }
}

export const notKept = words.notKept
