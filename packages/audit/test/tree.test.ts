import { leafHash, verifyConsistency, verifyInclusion } from '@sotto/audit-verify'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendLeaf,
  consistencyProof,
  coverOf,
  emptyFrontier,
  hashOfLeaf,
  inclusionProof,
  rootOf,
} from '../src/index.ts'
import { growTree, someEntries } from './audit-tree.ts'

/** The leaves (hex) and the roots that RFC 6962's own implementations are tested with. */
const knownLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const knownRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

describe('the tree', () => {
  it('[AL10] gives the roots that other implementations give, for the writer and the judge', () => {
    const texts = knownLeaves.map((hex) => Buffer.from(hex, 'hex').toString())
    let frontier = emptyFrontier
    const roots = [rootOf(frontier)]
    for (const text of texts) {
      frontier = appendLeaf(frontier, hashOfLeaf(text)).frontier
      roots.push(rootOf(frontier))
    }
    expect(roots).toEqual(knownRoots)
    expect(knownLeaves.map(leafHash)).toEqual(texts.map(hashOfLeaf))
  })

  it('[AL11] has a frontier of one hash for each bit of its size', () => {
    let frontier = emptyFrontier
    for (let size = 1; size <= 300; size += 1) {
      frontier = appendLeaf(frontier, hashOfLeaf(String(size))).frontier
      expect(frontier.hashes).toHaveLength(size.toString(2).replaceAll('0', '').length)
    }
    expect(frontier.size).toBe(300)
  })

  it('[AL13] covers leaves with the fewest whole subtrees', () => {
    expect(coverOf(3, 11)).toEqual([
      { level: 0, index: 3 },
      { level: 2, index: 1 },
      { level: 1, index: 4 },
      { level: 0, index: 10 },
    ])
    expect(coverOf(0, 8)).toEqual([{ level: 3, index: 0 }])
    expect(coverOf(5, 5)).toEqual([])
  })
})

describe('proofs', () => {
  const tree = growTree(someEntries(70))

  it('[AL12] [AL40] of inclusion hold for every leaf of every size, and only as they are', async () => {
    for (let size = 1; size <= 70; size += 3) {
      for (let index = 0; index < size; index += 1) {
        const proof = await inclusionProof(index, size, tree.readNodes)
        const claim = {
          leafHash: tree.leafHashes[index] ?? '',
          index,
          size,
          proof,
          root: tree.rootAt(size),
        }
        expect(verifyInclusion(claim)).toBe(true)
        expect(verifyInclusion({ ...claim, leafHash: leafHash('ff') })).toBe(false)
        expect(verifyInclusion({ ...claim, proof: [...proof, claim.root] })).toBe(false)
        expect(verifyInclusion({ ...claim, proof: proof.slice(1) })).toBe(size === 1)
        expect(verifyInclusion({ ...claim, index: index + size })).toBe(false)
      }
    }
  })

  it('[AL12] [AL40] of consistency hold for every pair of sizes, and only as they are', async () => {
    for (let second = 1; second <= 70; second += 3) {
      for (let first = 1; first <= second; first += 1) {
        const proof = await consistencyProof(first, second, tree.readNodes)
        const claim = {
          firstSize: first,
          firstRoot: tree.rootAt(first),
          secondSize: second,
          secondRoot: tree.rootAt(second),
          proof,
        }
        expect(verifyConsistency(claim)).toBe(true)
        expect(verifyConsistency({ ...claim, firstRoot: leafHash('ff') })).toBe(false)
        expect(verifyConsistency({ ...claim, secondRoot: leafHash('ff') })).toBe(false)
        expect(verifyConsistency({ ...claim, proof: [...proof, claim.firstRoot] })).toBe(false)
        if (proof.length > 0)
          expect(verifyConsistency({ ...claim, proof: proof.slice(0, -1) })).toBe(false)
      }
    }
  })

  it('[AL40] are refused, and nothing is thrown, whatever comes', () => {
    const anything = fc.oneof(fc.integer(), fc.double())
    const text = fc.oneof(fc.string(), fc.constant('00'.repeat(32)))
    fc.assert(
      fc.property(anything, anything, text, fc.array(text), (one, other, hash, proof) => {
        const root = 'ab'.repeat(32)
        const inclusion = { leafHash: hash, index: one, size: other, proof, root }
        const consistency = {
          firstSize: one,
          firstRoot: hash,
          secondSize: other,
          secondRoot: root,
          proof,
        }
        return !verifyInclusion(inclusion) && !verifyConsistency(consistency)
      }),
    )
  })

  it('[AL12] are not made for leaves that are not there', async () => {
    await expect(inclusionProof(5, 5, tree.readNodes)).rejects.toThrow(RangeError)
    await expect(consistencyProof(0, 5, tree.readNodes)).rejects.toThrow(RangeError)
    await expect(consistencyProof(6, 5, tree.readNodes)).rejects.toThrow(RangeError)
  })
})
