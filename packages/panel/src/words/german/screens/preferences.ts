import type { english } from '../../screens/preferences.ts'

export const preferences: typeof english = {
  sotto: (heading) => `${heading} · Sotto`,
  testMicrophone: 'Mikrofon testen',
}
