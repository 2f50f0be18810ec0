/**
 * The fault panel's own script, served as text: shows what the simulator says, sends what is pressed. It decides nothing.
 * Everything shown goes through textContent.
 */
import { scriptInWords } from '../../pages/page-script.ts'
import type { PageWords } from '../../words/words-of-page.ts'
import { conversationsScript } from './script/conversations-script.ts'
import { coreScript } from './script/core-script.ts'
import { faultsScript } from './script/faults-script.ts'
import { peopleScript } from './script/people-script.ts'

const startScript = `
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') look() })
keepLooking()
`

const partsScript = [coreScript, faultsScript, peopleScript, conversationsScript, startScript].join(
  '',
)

export function faultScript(words: PageWords): string {
  return scriptInWords(words, ['page', 'fault', 'acting'], partsScript)
}
