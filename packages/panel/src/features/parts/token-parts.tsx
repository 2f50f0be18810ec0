import { partsScreen } from '../../words/screens/parts.ts'
import styles from './parts.module.css'
import { PartGroup, Specimen } from './specimen.tsx'

const colours = [
  ['text', partsScreen.text],
  ['dim', partsScreen.quietText],
  ['accent', partsScreen.house],
  ['monitor', partsScreen.monitor],
  ['coach', partsScreen.coach],
  ['barge', partsScreen.bargeIn],
  ['good', partsScreen.good],
  ['warn', partsScreen.lookHere],
  ['bad', partsScreen.wrong],
] as const

const steps = ['head', 'title', 'lead', 'read', 'body', 'small'] as const

export function TokenParts() {
  return (
    <PartGroup heading={partsScreen.colourAndType}>
      <Specimen isWide name={partsScreen.eachOnItsOwnGround}>
        <div className={styles.swatches}>
          {colours.map(([of, words]) => (
            <span className={styles.swatch} data-of={of} key={of}>
              {words}
            </span>
          ))}
        </div>
      </Specimen>
      <Specimen isWide name={partsScreen.sixSizesAndDigitsThat}>
        {steps.map((step) => (
          <p className={styles.type} data-step={step} data-tabular key={step}>
            {partsScreen.onlyTheAgentHearsYou(step)}
          </p>
        ))}
      </Specimen>
    </PartGroup>
  )
}
