import type { english } from '../strip-words.ts'

export const stripWords: typeof english = {
  coachingUnknown: 'Coaching noch nicht bekannt',
  coachingInDoubt: 'Die Verbindung ist unterbrochen: Ob jemand Sie coacht, ist nicht bekannt.',
  sessionStates: {
    running: 'Coaching-Sitzung',
    paused: 'Coaching-Sitzung unterbrochen',
    finished: 'Coaching-Sitzung beendet',
  },
  coachedBy: (names) => `Sie werden von ${names} gecoacht. Die Kundenseite hört es nicht.`,
  joined: (count, names) =>
    `${names} ${count === 1 ? 'hat' : 'haben'} sich auf das Gespräch aufgeschaltet. Die Kundenseite hört es auch.`,
  listening: (count, names) => `${names} ${count === 1 ? 'hört' : 'hören'} dieses Gespräch mit.`,
  aSupervisor: 'jemand aus der Supervision',
}
