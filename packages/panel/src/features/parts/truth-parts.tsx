import type { TruthLine } from '@sotto/domain'
import { unknownTruth } from '../../model/truth/shown-truth.ts'
import { partsScreen } from '../../words/screens/parts.ts'
import { TruthRegion } from '../truth/truth-region.tsx'
import { bargedTruth, coachedTruth, silentTruth } from './samples.ts'
import { PartGroup, Specimen } from './specimen.tsx'

const pending: TruthLine = {
  ...silentTruth,
  agent: { hearsYou: true, certainty: 'pending' },
}

export function TruthParts() {
  return (
    <PartGroup heading={partsScreen.whoHearsYouNow}>
      <Specimen isWide name={partsScreen.nobody}>
        <TruthRegion doubt={undefined} isPaused={false} truth={silentTruth} />
      </Specimen>
      <Specimen isWide name={partsScreen.theAgentOnItsWay}>
        <TruthRegion doubt={undefined} isPaused={false} truth={pending} />
      </Specimen>
      <Specimen isWide name={partsScreen.theAgentAlone}>
        <TruthRegion doubt={undefined} isPaused={false} truth={coachedTruth} />
      </Specimen>
      <Specimen isWide name={partsScreen.everybody}>
        <TruthRegion doubt={undefined} isPaused={false} truth={bargedTruth} />
      </Specimen>
      <Specimen isWide name={partsScreen.unknownOurServerIsNot}>
        <TruthRegion doubt="connection-stale" isPaused={false} truth={unknownTruth} />
      </Specimen>
      <Specimen isWide name={partsScreen.securePause}>
        <TruthRegion
          doubt={undefined}
          isPaused
          truth={{ ...silentTruth, recording: { ...silentTruth.recording, state: 'paused' } }}
        />
      </Specimen>
    </PartGroup>
  )
}
