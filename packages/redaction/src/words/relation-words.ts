/** What somebody is to somebody else: behind "my …" a name follows. */
export const relations: ReadonlySet<string> = new Set(
  'husband wife son daughter mother father mom mum mam mama dad pa mommy mummy daddy brother sister uncle aunt auntie cousin nephew niece grandma grandpa grandmother grandfather grandson granddaughter granddad grandad gran granny nan nana fiance fiancee boyfriend girlfriend partner roommate flatmate housemate lodger landlord landlady neighbour neighbor colleague coworker boss assistant secretary friend mate bestie stepson stepdaughter stepfather stepmother stepdad stepmum stepmom carer caregiver nurse cleaner nanny babysitter childminder tutor teacher solicitor lawyer attorney accountant executor consultant therapist physio midwife counsellor godson goddaughter godmother godfather twin eldest youngest oldest hubby ex client supervisor'.split(
    ' ',
  ),
)

/** Behind these two names follow: "my sons elias and noor". */
export const relativesOfMany: ReadonlySet<string> = new Set(
  'sons daughters kids children twins brothers sisters cousins friends mates besties parents grandparents grandkids grandchildren neighbours neighbors colleagues roommates flatmates nephews nieces'.split(
    ' ',
  ),
)
