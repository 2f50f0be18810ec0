import { describe, expect, it } from 'vitest'
import { readSimulatorSettings, simulatorSettingTable } from './settings.ts'

const places = { dataDirectory: '/somewhere', panelUrl: 'http://localhost:4400' }

describe('settings', () => {
  it('[SW98] unset and empty variables have their defaults', () => {
    const read = readSimulatorSettings({ SIM_PORT: '', SIM_SEED: '  ' }, places)
    expect(read).toEqual({
      ok: true,
      value: {
        port: 4_500,
        agents: 40,
        supervisors: 8,
        callsPerMinute: 8,
        eventsPerSecond: 0,
        accessTokenSeconds: 1_800,
        refreshGraceSeconds: 10,
        ...places,
      },
    })
  })

  it('[SW98] every setting is read from its own variable', () => {
    const environment = Object.fromEntries(
      simulatorSettingTable.map(({ name, minimum }) => [name, String(minimum)]),
    )
    const read = readSimulatorSettings(environment, places)
    for (const { field, minimum } of simulatorSettingTable)
      expect(read.ok && read.value[field]).toBe(minimum)
  })

  it.each(['eleven', '11', '-1', '12.5', '1e3', '1001', '0x20', '99999999999999999999'])(
    '[SW98] a wrong setting (%s) gives one line that names it',
    (SIM_AGENTS) => {
      expect(readSimulatorSettings({ SIM_AGENTS }, places)).toEqual({
        ok: false,
        error: `SIM_AGENTS must be a whole number from 12 to 1000, not "${SIM_AGENTS}"`,
      })
    },
  )

  it('[SW98] the table lists name, default and meaning of each', () => {
    const names = simulatorSettingTable.map(({ name }) => name)
    expect(names).toEqual([
      'SIM_PORT',
      'SIM_AGENTS',
      'SIM_SUPERVISORS',
      'SIM_CALLS_PER_MINUTE',
      'SIM_EVENTS_PER_SECOND',
      'SIM_ACCESS_TOKEN_SECONDS',
      'SIM_REFRESH_GRACE_SECONDS',
      'SIM_SEED',
    ])
    for (const { meaning, default: value, minimum, maximum } of simulatorSettingTable) {
      expect(meaning).not.toBe('')
      if (typeof value === 'string') continue
      expect(value).toBeGreaterThanOrEqual(minimum)
      expect(value).toBeLessThanOrEqual(maximum)
    }
  })
})
