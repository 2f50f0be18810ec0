/** Lets ids and codes through as they are and nothing else: whatever could be a name, a number to call or a token is replaced. */
export interface Redactor {
  id(value: string): string
  code(value: string): string
  /** How many values were replaced so far. */
  readonly replaced: number
}

export const redacted = '[redacted]'

const idPattern = /^[A-Za-z0-9][A-Za-z0-9_.:~-]{0,63}$/
const codePattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const longestCode = 64
/** Digits with nothing but their usual separators, as telephone numbers are written; an id has letters. */
const callablePattern = /^[0-9._:~-]{6,}$/
/** Header of a signed token, and prefixes by which keys are known. */
const tokenPattern = /^(?:eyJ|sk[-_]|tok[-_]|ghp_|xox)/i

export function createRedactor(): Redactor {
  let replaced = 0
  function keepIf(isHarmless: boolean, value: string): string {
    if (isHarmless) return value
    replaced += 1
    return redacted
  }
  return {
    id: (value) =>
      keepIf(
        idPattern.test(value) && !callablePattern.test(value) && !tokenPattern.test(value),
        value,
      ),
    code: (value) =>
      keepIf(
        value.length <= longestCode &&
          codePattern.test(value) &&
          !callablePattern.test(value) &&
          !tokenPattern.test(value),
        value,
      ),
    get replaced() {
      return replaced
    },
  }
}
