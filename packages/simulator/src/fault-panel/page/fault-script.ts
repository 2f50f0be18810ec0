/**
 * The fault panel's own script, served as text: shows what the simulator says, sends what is pressed. It decides nothing.
 * Everything shown goes through textContent.
 */
import { pageScript } from '../../pages/page-script.ts'
import { conversationsScript } from './script/conversations-script.ts'
import { coreScript } from './script/core-script.ts'
import { faultsScript } from './script/faults-script.ts'
import { peopleScript } from './script/people-script.ts'

const startScript = `
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') look() })
keepLooking()
`

export const faultScript = [
  pageScript,
  coreScript,
  faultsScript,
  peopleScript,
  conversationsScript,
  startScript,
].join('')
