/** Judges an audit offline. It shares no code with what writes one: a mistake made twice alike would hide itself. */

export { type Head, type HeadReading, readHead } from './read-head.ts'
export {
  type ConsistencyClaim,
  type InclusionClaim,
  leafHash,
  verifyConsistency,
  verifyInclusion,
} from './tree-proofs.ts'
export {
  type ExportProblem,
  type ExportVerdict,
  type KeptHeads,
  verifyExport,
} from './verify-export.ts'
