/**
 * Puts the theme's variables on the page as a constructed style sheet: the page's security policy allows no inline `<style>`,
 * which is what the component library would write.
 */
import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core'
import { theme } from './theme.ts'

/** The library's own shades for these are another red, a placeholder nobody can read, and a light button without a ground. */
const ownColours = {
  '--mantine-color-error': 'var(--sotto-bad)',
  '--mantine-color-placeholder': 'var(--sotto-dim)',
  '--mantine-color-dimmed': 'var(--sotto-dim)',
  '--mantine-color-text': 'var(--sotto-text)',
  '--mantine-color-body': 'var(--sotto-surface)',
  '--mantine-color-default': 'var(--sotto-surface)',
  '--mantine-color-default-hover': 'var(--sotto-hover)',
  '--mantine-color-default-color': 'var(--sotto-text)',
  '--mantine-color-default-border': 'var(--sotto-line-strong)',
  '--mantine-color-ink-light': 'var(--sotto-chosen)',
  '--mantine-color-ink-light-hover': 'var(--sotto-chosen)',
  '--mantine-color-ink-light-color': 'var(--sotto-accent)',
} as const

export function adoptTheme(target: Document): void {
  const variables = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme))
  for (const scheme of [variables.light, variables.dark]) Object.assign(scheme, ownColours)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(convertCssVariables(variables))
  target.adoptedStyleSheets = [...target.adoptedStyleSheets, sheet]
}
