import styles from './parts.module.css'
import { PartGroup, Specimen } from './specimen.tsx'

const colours = [
  ['text', 'Text'],
  ['dim', 'Quiet text'],
  ['accent', 'House'],
  ['monitor', 'Monitor'],
  ['coach', 'Coach'],
  ['barge', 'Barge in'],
  ['good', 'Good'],
  ['warn', 'Look here'],
  ['bad', 'Wrong'],
] as const

const steps = ['head', 'title', 'lead', 'read', 'body', 'small'] as const

export function TokenParts() {
  return (
    <PartGroup heading="Colour and type">
      <Specimen isWide name="Each on its own ground">
        <div className={styles.swatches}>
          {colours.map(([of, words]) => (
            <span className={styles.swatch} data-of={of} key={of}>
              {words}
            </span>
          ))}
        </div>
      </Specimen>
      <Specimen isWide name="Six sizes, and digits that stay in place">
        {steps.map((step) => (
          <p className={styles.type} data-step={step} data-tabular key={step}>
            {`${step}: only the agent hears you, 04:11 · 11:14`}
          </p>
        ))}
      </Specimen>
    </PartGroup>
  )
}
