import type { TruthLine } from '@sotto/domain'
import { unknownTruth } from '../../model/truth/shown-truth.ts'
import { TruthRegion } from '../truth/truth-region.tsx'
import { bargedTruth, coachedTruth, silentTruth } from './samples.ts'
import { PartGroup, Specimen } from './specimen.tsx'

const pending: TruthLine = {
  ...silentTruth,
  agent: { hearsYou: true, certainty: 'pending' },
}

export function TruthParts() {
  return (
    <PartGroup heading="Who hears you now">
      <Specimen isWide name="Nobody">
        <TruthRegion doubt={undefined} isPaused={false} truth={silentTruth} />
      </Specimen>
      <Specimen isWide name="The agent, on its way">
        <TruthRegion doubt={undefined} isPaused={false} truth={pending} />
      </Specimen>
      <Specimen isWide name="The agent alone">
        <TruthRegion doubt={undefined} isPaused={false} truth={coachedTruth} />
      </Specimen>
      <Specimen isWide name="Everybody">
        <TruthRegion doubt={undefined} isPaused={false} truth={bargedTruth} />
      </Specimen>
      <Specimen isWide name="Unknown: our server is not heard">
        <TruthRegion doubt="connection-stale" isPaused={false} truth={unknownTruth} />
      </Specimen>
      <Specimen isWide name="Secure pause">
        <TruthRegion
          doubt={undefined}
          isPaused
          truth={{ ...silentTruth, recording: { ...silentTruth.recording, state: 'paused' } }}
        />
      </Specimen>
    </PartGroup>
  )
}
