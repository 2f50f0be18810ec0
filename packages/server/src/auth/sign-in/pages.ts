/** The two small pages of signing in. No script, no style: they work under the strictest policy. */

/** Goes on by itself. A redirect would not do: coming from the platform, it would not carry our SameSite=Strict cookie. */
export function continuePage(target: string): string {
  const address = escapeHtml(target)
  return page(
    'Signed in',
    `<p>You are signed in. <a href="${address}">Go on to Sotto</a></p>`,
    `<meta http-equiv="refresh" content="0;url=${address}">`,
  )
}

export interface SignInProblem {
  readonly title: string
  readonly explanation: string
}

export const signInProblems = {
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
} as const satisfies Readonly<Record<string, SignInProblem>>

export function problemPage(problem: SignInProblem, returnTo: string, contextId: string): string {
  const again = escapeHtml(`/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`)
  return page(
    problem.title,
    `<p>${escapeHtml(problem.explanation)}</p>
    <p><a href="${again}">Sign in again</a></p>
    <p><small>Reference ${escapeHtml(contextId)}</small></p>`,
  )
}

function page(title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
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
