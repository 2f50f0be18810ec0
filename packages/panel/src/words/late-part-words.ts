/** What is said while a part of the program is on its way, and when it does not come. */
import type { WhyMissing } from '../model/late-parts/why-missing.ts'

export const loadingPart = (name: string) => `Loading ${name} …`

export function missingPart(name: string, why: WhyMissing | undefined): string {
  switch (why) {
    case 'new-version':
      return `A new version of Sotto is here: ${name} of the old one cannot be loaded any more. Reload to go on; whispers you have begun are kept.`
    case 'unreachable':
      return `Our server cannot be reached, so ${name} could not be loaded. What is on this page stays; try again when the connection is back.`
    case 'unknown':
    case undefined:
      return `Sotto could not load ${name}. Try again, or reload; whispers you have begun are kept.`
  }
}

export const notKept =
  'Whispers you have begun could not be kept, so the page was not reloaded. Copy them first, then reload anyway.'
