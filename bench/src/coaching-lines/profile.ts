/** Where a carrier's processor time goes while it is measured, in a file that Chromium's developer tools open. */
import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector'

export interface Profile {
  begin(): void
  end(): void
}

/** Without a path nothing is recorded: recording itself takes time. */
export function createProfile(path: string | undefined): Profile {
  if (path === undefined) return { begin() {}, end() {} }
  const session = new Session()
  session.connect()
  session.post('Profiler.enable')
  session.post('Profiler.setSamplingInterval', { interval: 500 })
  return {
    begin: () => session.post('Profiler.start'),
    end() {
      session.post('Profiler.stop', (failure, answer) => {
        if (failure === null) writeFileSync(path, JSON.stringify(answer.profile))
      })
    },
  }
}
