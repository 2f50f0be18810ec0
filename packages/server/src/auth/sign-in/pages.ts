/** The two small pages of signing in. No script, no style: they work under the strictest policy. */
import type { PageLanguage } from './page-language.ts'

const english = {
  signedIn: 'Signed in',
  youAreSignedIn: 'You are signed in.',
  goOn: 'Go on to Sotto',
  again: 'Sign in again',
  reference: 'Reference',
  problems: {
    denied: {
      title: 'You were not signed in',
      explanation: 'The sign-in was cancelled, or the platform did not allow it.',
    },
    expired: {
      title: 'This sign-in is no longer valid',
      explanation:
        'It took too long, was used already, or was begun in another browser. Nothing has happened; begin again.',
    },
    refused: {
      title: 'The sign-in could not be completed',
      explanation: 'The platform’s answer did not fit our question, so it was not accepted.',
    },
    unreachable: {
      title: 'The platform cannot be reached',
      explanation: 'Signing in needs the contact-centre platform, and it does not answer now.',
    },
  },
}

const german: typeof english = {
  signedIn: 'Angemeldet',
  youAreSignedIn: 'Sie sind angemeldet.',
  goOn: 'Weiter zu Sotto',
  again: 'Neu anmelden',
  reference: 'Kennzeichen',
  problems: {
    denied: {
      title: 'Sie wurden nicht angemeldet',
      explanation: 'Die Anmeldung wurde abgebrochen, oder die Plattform hat sie nicht erlaubt.',
    },
    expired: {
      title: 'Diese Anmeldung ist nicht mehr gültig',
      explanation:
        'Sie hat zu lange gedauert, wurde schon benutzt oder in einem anderen Browser begonnen. Es ist nichts geschehen; beginnen Sie neu.',
    },
    refused: {
      title: 'Die Anmeldung konnte nicht abgeschlossen werden',
      explanation:
        'Die Antwort der Plattform passte nicht zu unserer Frage und wurde darum nicht angenommen.',
    },
    unreachable: {
      title: 'Die Plattform ist nicht erreichbar',
      explanation:
        'Zum Anmelden braucht es die Plattform des Contact-Centers, und sie antwortet gerade nicht.',
    },
  },
}

const catalogues = { en: english, de: german } as const satisfies Record<
  PageLanguage,
  typeof english
>

export type SignInProblem = keyof typeof english.problems

/** Goes on by itself. A redirect would not do: coming from the platform, it would not carry our SameSite=Strict cookie. */
export function continuePage(target: string, language: PageLanguage): string {
  const words = catalogues[language]
  const address = escapeHtml(target)
  return page(
    language,
    words.signedIn,
    `<p>${words.youAreSignedIn} <a href="${address}">${words.goOn}</a></p>`,
    `<meta http-equiv="refresh" content="0;url=${address}">`,
  )
}

export function problemPage(
  problem: SignInProblem,
  returnTo: string,
  contextId: string,
  language: PageLanguage,
): string {
  const words = catalogues[language]
  const { explanation, title } = words.problems[problem]
  const again = escapeHtml(`/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`)
  return page(
    language,
    title,
    `<p>${escapeHtml(explanation)}</p>
    <p><a href="${again}">${words.again}</a></p>
    <p><small>${words.reference} ${escapeHtml(contextId)}</small></p>`,
  )
}

function page(language: PageLanguage, title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${escapeHtml(title)} · Sotto</title>
    ${head}
  </head>
  <body>
    <main>
    <h1>${escapeHtml(title)}</h1>
    ${body}
    </main>
  </body>
</html>
`
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)
}
