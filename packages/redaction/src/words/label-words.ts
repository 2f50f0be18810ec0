/** Words that stand before a name in forms and at the end of letters. */

/** Behind these, with a colon, stands somebody's name. */
export const labels = new Set(
  'name names cardholder holder applicant patient tenant resident lessee guest student passenger driver subscriber member policyholder insured claimant customer client contact beneficiary employee nominee guardian parent sender recipient owner user attn attention candidate signatory payee payer borrower lender buyer seller from to cc signed nome nombre nom kunde patientin fullname firstname lastname surname accountholder caller agent manager doctor physician referee witness spouse inhaber keeper remit interpreter wife husband son daughter mother father brother sister uncle aunt landlord neighbour neighbor colleague partner boss'.split(
    ' ',
  ),
)

/** Behind these somebody signs. */
export const closings = new Set(
  'regards sincerely cheers best thanks yours faithfully truly love respectfully wishes gruss grussen cordialement saludos atentamente saluti'.split(
    ' ',
  ),
)
