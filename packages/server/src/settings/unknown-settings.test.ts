import { expect, it } from 'vitest'
import { warningsOfUnknownSettings } from './unknown-settings.ts'

const known = ['SOTTO_PORT', 'SOTTO_HOST', 'SOTTO_PLATFORM_URL']

it('[OP2] an unknown SOTTO_ variable is told of with the nearest known name, and never its value', () => {
  const environment = {
    SOTTO_PLATFROM_URL: 'https://secret.example',
    SOTTO_PORT: '4400',
    SOTTO_WHOLLY_UNLIKE_ANYTHING_THERE_IS: '1',
    PATH: '/bin',
    SOTT: 'x',
  }
  expect(warningsOfUnknownSettings(environment, known)).toEqual([
    'SOTTO_PLATFROM_URL is no setting of Sotto and has no effect. Did you mean SOTTO_PLATFORM_URL?',
    'SOTTO_WHOLLY_UNLIKE_ANYTHING_THERE_IS is no setting of Sotto and has no effect.',
  ])
})

it('[OP2] nothing is said where everything is known', () => {
  expect(warningsOfUnknownSettings({ SOTTO_PORT: '', SIM_PROT: '1' }, known)).toEqual([])
})
