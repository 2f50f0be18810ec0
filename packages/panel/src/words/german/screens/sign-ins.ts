import type { english } from '../../screens/sign-ins.ts'

export const signIns: typeof english = {
  sotto: (heading) => `${heading} · Sotto`,
  theListCouldNotBe: (why) => `Die Liste ließ sich nicht lesen: ${why} `,
  nothingWasEnded: (why) => `Nichts wurde beendet: ${why}`,
}
