import { maskKindSchema, redactedTextSchema } from '@sotto/protocol'
import { personalKinds } from '@sotto/redaction'
import { expect, it } from 'vitest'

// Two lists, since the panel knows nothing of the redaction: this is the one place that may see both.
it('[TC50] what the redaction finds and what a panel can be told of are the same kinds, and the held one', () => {
  expect([...maskKindSchema.options].sort()).toEqual([...personalKinds, 'held'].sort())
  for (const kind of personalKinds)
    expect(
      redactedTextSchema.safeParse({ pieces: [{ type: 'mask', kind, label: kind, span: 0 }] })
        .success,
    ).toBe(true)
})
