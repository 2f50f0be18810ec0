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

export function adoptTheme(target: Document): void {
  const variables = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme))
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(convertCssVariables(variables))
  target.adoptedStyleSheets = [...target.adoptedStyleSheets, sheet]
}
