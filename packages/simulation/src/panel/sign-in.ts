/** The sign-in round trip as a browser makes it: our door, the platform's yes, our callback, the session's cookie. */
import { askInProcess, type PlainAnswer } from '../network/in-process-request.ts'
import type { TokenDesk } from '../platform/token-desk.ts'
import { panelAddress, type ServerProcess } from '../server/start-server.ts'
import type { WorldClock } from '../time/world-clock.ts'
import { type Browser, cookieOf } from './browser.ts'

/** False when somebody said no or could not be reached. */
export async function signIn(
  clock: WorldClock,
  server: () => ServerProcess | undefined,
  tokenDesk: TokenDesk,
  browser: Browser,
): Promise<boolean> {
  async function visit(url: string): Promise<PlainAnswer | undefined> {
    const cookie = cookieOf(browser)
    const process = server()
    if (process === undefined) return undefined
    const answer = await askInProcess(clock, process.server.app, {
      method: 'GET',
      url,
      headers: {
        host: new URL(panelAddress).host,
        accept: 'text/html',
        ...(cookie === '' ? {} : { cookie }),
      },
    })
    for (const { name, value } of answer.setCookies) {
      if (value === '') browser.cookies.delete(name)
      else browser.cookies.set(name, value)
    }
    return answer
  }

  const begun = await visit('/auth/sign-in')
  const location = begun?.headers.location
  if (location === undefined) return false
  const asked = new URL(location).searchParams
  const back = new URLSearchParams({
    code: tokenDesk.approve(browser.personId, asked.get('scope') ?? ''),
    state: asked.get('state') ?? '',
    iss: new URL(location).origin,
  })
  const answer = await visit(`/auth/callback?${back}`)
  return answer?.status === 200
}
