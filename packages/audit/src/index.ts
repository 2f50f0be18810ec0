/** What the audit is made of: sealed entries, a Merkle tree, signed heads, exports. No storage and no clock. */

export { canonicalJson, type JsonValue } from './canonical-json.ts'
export {
  type ExportedEntry,
  type ExportOptions,
  exportFormat,
  exportLines,
} from './export-lines.ts'
export {
  appendLeaf,
  emptyFrontier,
  type Frontier,
  hashOfLeaf,
  rootOf,
  type TreeNode,
} from './frontier.ts'
export { type AuditEntry, type AuditPersonal, type SealedEntry, sealEntry } from './seal-entry.ts'
export {
  createHeadSigner,
  type HeadSigner,
  type SignedTreeHead,
  type TreeHead,
} from './tree-head.ts'
export {
  consistencyProof,
  coverOf,
  inclusionProof,
  type NodePlace,
  type ReadNodes,
} from './tree-proofs.ts'
