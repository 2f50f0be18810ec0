/** Names for as many people as asked, none of which is part of another's. */

const firstNames = [
  'Ana',
  'Jon',
  'Lea',
  'Tomas',
  'Kimberly',
  'Nadia',
  'Victor',
  'Grace',
  'Emil',
  'Sofia',
  'Declan',
  'Amara',
  'Felix',
  'Ruth',
  'Mateo',
  'Hanna',
  'Isaac',
  'Noor',
  'Pavel',
  'Clara',
  'Andre',
  'Zoe',
  'Samir',
  'Elena',
  'Gavin',
  'Imani',
  'Lucas',
  'Petra',
  'Omar',
  'Bridget',
  'Stefan',
  'Yara',
  'Hugo',
  'Mira',
  'Quentin',
  'Dalia',
  'Ravi',
  'Simone',
  'Wesley',
  'Ursula',
] as const

const lastNames = [
  'Silva',
  'Berg',
  'Marx',
  'Odell',
  'Royce',
  'Haddad',
  'Castellano',
  'Whitfield',
  'Novak',
  'Ferreira',
  'Byrne',
  'Okafor',
  'Zimmer',
  'Goldman',
  'Vargas',
  'Virtanen',
  'Thornton',
  'Rahman',
  'Dvorak',
  'Jensen',
  'Moreau',
  'Papadakis',
  'Chaudhry',
  'Petrova',
  'Sinclair',
  'Mwangi',
  'Almeida',
  'Kowalski',
  'Farouk',
  'Donovan',
  'Lazar',
  'Saleh',
  'Bianchi',
  'Kapoor',
  'Baptiste',
  'Youssef',
  'Menon',
  'Laurent',
  'Prescott',
  'Engel',
] as const

/** Names for callers: never shown as people who can sign in. */
const callerNames = [
  'Dorothy Vance',
  'Walter Pike',
  'Lucille Arden',
  'Norman Tate',
  'Edith Crane',
  'Clifford Hale',
  'Marjorie Dunn',
  'Stanley Rowe',
  'Beryl Finch',
  'Gordon Stark',
  'Phyllis Oakes',
  'Leonard Webb',
  'Agnes Mercer',
  'Ralph Conway',
  'Hazel Burke',
  'Vernon Doyle',
  'Irene Lockwood',
  'Harvey Sloan',
  'Winifred Nash',
  'Chester Boyd',
] as const

/**
 * The first `count` names that are no part of one another or of `taken`, letter case aside: a row, a button or a search
 * for one person never finds another. Throws when the lists do not reach (at 1,600 minus collisions).
 */
export function makeNames(count: number, taken: readonly string[]): readonly string[] {
  const chosen: string[] = []
  const lowerCase = taken.map((name) => name.toLowerCase())
  for (const name of candidates()) {
    if (chosen.length === count) break
    const candidate = name.toLowerCase()
    if (lowerCase.some((other) => other.includes(candidate) || candidate.includes(other))) continue
    chosen.push(name)
    lowerCase.push(candidate)
  }
  if (chosen.length < count) throw new Error(`only ${chosen.length} of ${count} names`)
  return chosen
}

/** Diagonals of the two lists, so that neighbours share neither the first nor the last name. */
function* candidates(): Generator<string> {
  for (let shift = 0; shift < lastNames.length; shift += 1) {
    for (const [index, firstName] of firstNames.entries()) {
      yield `${firstName} ${lastNames[(index + shift) % lastNames.length]}`
    }
  }
}

export function callerName(ordinal: number): string {
  return callerNames[ordinal % callerNames.length] ?? callerNames[0]
}
