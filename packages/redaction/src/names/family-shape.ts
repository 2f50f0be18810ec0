/** Family names that no list has, by how they are built: "Sigurðardóttir", "Papakonstantinou", "McCready". */
import { isStrange } from './name-shape.ts'

const endings =
  /(?:dottir|sdatter|[a-z]{3}sson|poulos|poulou|opulos|akis|idis|iadis|oglu|ovich|evich|ovych|ovic|evic|ovna|evna|enko|chuk|shvili|adze|idze|czyk|ewski|owski|inski|ynski|ewska|owska|inska|ynska|escu|eanu|aitis|auskas|iene|quist|qvist|strom|gaard|gard|berger|bauer|bauer|meier|mayer|maier|meyer|huber|hofer|stein|baum|feld|mann|heimer|hauser|zadeh|walla|murthy|rajan|nathan|swamy|ratne|wardena|singhe|ibanez|enez|andez|endez|inez|iguez|jee|uddin|ullah|ovsky|avsky|kowski|wicz|akov|enkov|opolous|ghese|etti|ucci|acci|elli|otti|ozzi|izzi|ngaard|sen|veld|straat|stra|inga|huis|hoeven)$/
const beginnings =
  /^(?:mc[a-z]{4}|mac[bcdgiklnpqst][a-z]{3}|fitz[a-z]{3}|o'(?!clock)[a-z]{3}|vande[a-z]{3})/

const shortest = 6

export function hasFamilyShape(word: string): boolean {
  return word.length >= shortest && (endings.test(word) || beginnings.test(word)) && isStrange(word)
}
