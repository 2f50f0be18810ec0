/**
 * Who speaks with which synthetic voice. Three recorded people (slt, rms, awb) become many by another length of throat
 * (`size`: the sound is played that much faster or slower, and pitch and speed are set against it) and another pitch.
 */

/** flite's clustergen voices sound the most natural of what Debian has for English. */
export interface FliteVoice {
  readonly program: 'flite'
  readonly name: 'slt' | 'rms' | 'awb'
  /** Below 1 a larger person, above 1 a smaller one. */
  readonly size: number
  readonly pitchHz: number
  /** Spread of the pitch as flite takes it: its own is too even for somebody who talks to somebody. */
  readonly pitchSpreadHz: number
  /** Above 1 slower. */
  readonly stretch: number
}

/** The runner-up, with a colour of its own: kept for the supervisor, who must be told from everybody on the line. */
export interface FestivalVoice {
  readonly program: 'festival'
  readonly name: 'cmu_us_slt_arctic_hts'
  readonly size: number
}

export type Voice = FliteVoice | FestivalVoice

type Person = Omit<FliteVoice, 'program' | 'name'>

const slt = (person: Person): FliteVoice => ({ program: 'flite', name: 'slt', ...person })
const rms = (person: Person): FliteVoice => ({ program: 'flite', name: 'rms', ...person })
const awb = (person: Person): FliteVoice => ({ program: 'flite', name: 'awb', ...person })

export const cast: Readonly<Record<string, FliteVoice>> = {
  // Agents.
  maya: slt({ size: 1, pitchHz: 182, pitchSpreadHz: 44, stretch: 0.95 }),
  priya: slt({ size: 1.05, pitchHz: 204, pitchSpreadHz: 48, stretch: 0.94 }),
  owen: rms({ size: 1, pitchHz: 108, pitchSpreadHz: 26, stretch: 0.88 }),
  tomas: awb({ size: 0.98, pitchHz: 122, pitchSpreadHz: 26, stretch: 0.93 }),
  // Customers.
  helen: slt({ size: 0.94, pitchHz: 168, pitchSpreadHz: 42, stretch: 1.04 }),
  alistair: awb({ size: 1, pitchHz: 132, pitchSpreadHz: 30, stretch: 0.92 }),
  frank: rms({ size: 0.93, pitchHz: 124, pitchSpreadHz: 34, stretch: 0.86 }),
  george: awb({ size: 0.92, pitchHz: 108, pitchSpreadHz: 26, stretch: 1.05 }),
  nadia: slt({ size: 1.07, pitchHz: 212, pitchSpreadHz: 50, stretch: 0.92 }),
  carla: slt({ size: 1.02, pitchHz: 198, pitchSpreadHz: 56, stretch: 0.92 }),
  daniel: rms({ size: 1.04, pitchHz: 116, pitchSpreadHz: 28, stretch: 0.9 }),
  ruth: slt({ size: 0.97, pitchHz: 174, pitchSpreadHz: 44, stretch: 0.98 }),
  jess: slt({ size: 1.1, pitchHz: 218, pitchSpreadHz: 52, stretch: 0.92 }),
  victor: awb({ size: 0.95, pitchHz: 124, pitchSpreadHz: 36, stretch: 0.9 }),
}

/** The coach, heard by microphones in browser journeys. */
export const coach: FestivalVoice = {
  program: 'festival',
  name: 'cmu_us_slt_arctic_hts',
  size: 0.96,
}
