/** Our own look on Mantine's parts: ink teal for the house, blue for Monitor, purple for Coach. */
import { createTheme, type MantineColorsTuple } from '@mantine/core'

const ink: MantineColorsTuple = [
  '#e9f5f4',
  '#d0e8e6',
  '#a3d3ce',
  '#72bdb5',
  '#4aa99f',
  '#2f9a90',
  '#1d8379',
  '#126c64',
  '#0b5650',
  '#06403b',
]
const monitor: MantineColorsTuple = [
  '#e8f1fd',
  '#cfe0f8',
  '#9fc0f0',
  '#6c9fe8',
  '#4283e0',
  '#2871d8',
  '#1d62c4',
  '#1552a6',
  '#0f4285',
  '#0a3167',
]
const coach: MantineColorsTuple = [
  '#f3edfd',
  '#e2d5f8',
  '#c4aaf0',
  '#a57de7',
  '#8a57de',
  '#7940d4',
  '#6a31c0',
  '#5926a3',
  '#481d84',
  '#361564',
]
const good: MantineColorsTuple = [
  '#e8f6ec',
  '#cfebd8',
  '#a0d7b1',
  '#6ec188',
  '#47ae66',
  '#2e9c50',
  '#217f3f',
  '#196833',
  '#125127',
  '#0b3a1b',
]
const warn: MantineColorsTuple = [
  '#fdf4e3',
  '#f9e4bd',
  '#f2c97c',
  '#eaae40',
  '#dd9518',
  '#c07c0a',
  '#9d6306',
  '#7d4e04',
  '#603b03',
  '#442a02',
]
const bad: MantineColorsTuple = [
  '#fdecec',
  '#f9d2d2',
  '#f1a3a3',
  '#e67272',
  '#da4a4a',
  '#c93333',
  '#ae2525',
  '#901b1b',
  '#721414',
  '#540d0d',
]
const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#eff1f4',
  '#e3e6eb',
  '#d3d8df',
  '#b9c0ca',
  '#939ca9',
  '#6b7480',
  '#4d5560',
  '#343b44',
  '#1f242b',
]
const dark: MantineColorsTuple = [
  '#d5dae1',
  '#b4bcc7',
  '#8e97a4',
  '#68717e',
  '#3d4550',
  '#313842',
  '#252b33',
  '#171b21',
  '#111419',
  '#0b0e12',
]

const fontFamily =
  'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Cantarell, "Helvetica Neue", Arial, sans-serif'

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  colors: { ink, monitor, coach, good, warn, bad, gray, dark },
  black: '#1a1f26',
  fontFamily,
  headings: { fontFamily, fontWeight: '600' },
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.25rem', xl: '2rem' },
  cursorType: 'pointer',
})
