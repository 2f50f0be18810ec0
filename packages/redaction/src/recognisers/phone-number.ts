/** Telephone numbers of every country that libphonenumber knows. */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js'

/** Read as a national number of these when no country is said. */
const likelyCountries: readonly CountryCode[] = ['US', 'GB', 'DE', 'IN', 'FR', 'ES', 'IT', 'AU']

/** Cheap, before the library is asked: what is dialled begins with a trunk zero, or has ten digits or a country's. */
export function isPlausiblePhone(digits: string): boolean {
  if (digits.startsWith('0')) return digits.length >= 9 && digits.length <= 14
  return digits.length === 10 || digits.length === 11
}

export function isPhone(digits: string): boolean {
  if (digits.startsWith('00')) return isValid(`+${digits.slice(2)}`, undefined)
  const countries = digits.startsWith('0')
    ? likelyCountries.filter((country) => country !== 'US')
    : likelyCountries.filter((country) => country === 'US' || country === 'IN')
  return countries.some((country) => isValid(digits, country))
}

function isValid(digits: string, country: CountryCode | undefined): boolean {
  const parsed = country
    ? parsePhoneNumberFromString(digits, country)
    : parsePhoneNumberFromString(digits)
  return parsed?.isValid() ?? false
}
