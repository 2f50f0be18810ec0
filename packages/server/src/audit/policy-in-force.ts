/** The version of the policies that whoever uses these stores goes by: what they have last been told of it by them. Pure. */

export interface PolicyInForce {
  /** 0 before anybody has laid down anything. */
  readonly revision: () => number
  /** An answer that was overtaken by a newer one says nothing. */
  note(policies: readonly { readonly revision: number }[]): void
}

export function createPolicyInForce(): PolicyInForce {
  let newest = 0
  return {
    revision: () => newest,
    note(policies) {
      newest = Math.max(newest, ...policies.map(({ revision }) => revision))
    },
  }
}
