import { describe, expect, it } from 'vitest'
import {
  closeCodes,
  modeRequestSchema,
  panelMessageSchema,
  whisperRequestSchema,
} from '../src/index.ts'

const sendable = (text: unknown) => whisperRequestSchema.safeParse({ text }).success

describe('what panel and server say to each other', () => {
  it('[PO1] a text whisper has 1 to 1,000 code points, whole characters only', () => {
    expect(sendable('offer the refund')).toBe(true)
    expect(sendable('😀'.repeat(1_000))).toBe(true)
    expect(sendable('😀'.repeat(1_001))).toBe(false)
    expect(sendable('')).toBe(false)
    expect(sendable('  \n ')).toBe(false)
    expect(sendable('half \ud83d')).toBe(false)
    expect(sendable(7)).toBe(false)
    expect(whisperRequestSchema.safeParse({ text: 'a', to: 'customer' }).success).toBe(false)
  })

  it('[PO2] a mix level is 0.1 to 0.9, never 1.0', () => {
    const accepts = (mixLevel: unknown) =>
      modeRequestSchema.safeParse({ mode: 'coach', tabId: 'tab-12345', mixLevel }).success
    expect([0.1, 0.65, 0.9, undefined].every(accepts)).toBe(true)
    expect([0, 0.09, 0.91, 1, Number.NaN, '0.5', null].some(accepts)).toBe(false)
  })

  it('[PO3] a close code means one thing', () => {
    const codes = Object.values(closeCodes)
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('[PO4] a tab says a well-formed id, and nothing else is read as hello', () => {
    const hello = (tabId: unknown) => panelMessageSchema.safeParse({ type: 'hello', tabId }).success
    expect(hello('0f8fad5b-d9cb-469f-a165-70867728950e')).toBe(true)
    expect(hello('short')).toBe(false)
    expect(hello('<script>alert(1)</script>')).toBe(false)
    expect(panelMessageSchema.safeParse({ type: 'shout' }).success).toBe(false)
  })
})
