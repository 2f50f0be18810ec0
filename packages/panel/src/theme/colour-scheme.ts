/** Light or dark: the system's wish until somebody chooses. Kept under the component library's own key, which reads it too. */

const storageKey = 'mantine-color-scheme-value'

/** Before the first picture, or a dark room sees a white flash. */
export function applyStoredScheme(): void {
  const apply = () =>
    document.documentElement.setAttribute('data-mantine-color-scheme', wantedScheme())
  apply()
  // The pages without the component library follow the evening too.
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply)
}

function wantedScheme(): 'light' | 'dark' {
  const stored = readStored()
  if (stored === 'light' || stored === 'dark') return stored
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

function readStored(): string | null {
  try {
    return window.localStorage.getItem(storageKey)
  } catch {
    return null
  }
}
