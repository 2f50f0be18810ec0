/** What people say before and after a number, a name or an address that tells what it is. */
import { askedPairs, orderPairs } from './order-words.ts'

export type Topic =
  | 'card'
  | 'cvv'
  | 'phone'
  | 'account'
  | 'national-id'
  | 'birth'
  | 'postcode'
  | 'email'
  | 'iban'
  | 'name'
  | 'address'
  | 'number'
  | 'order'
  | 'amount'

const topicLists: Record<Exclude<Topic, 'number'>, string> = {
  card: 'card cards visa mastercard amex maestro discover credit debit kreditkarte karte tarjeta carte kartennummer',
  cvv: 'cvv cvc cvv2 cvc2 cv2 csc cid cvn prufziffer prufnummer kartenprufnummer sicherheitscode cryptogramme ruckseite dorso reverso',
  phone:
    'phone phones mobile cell cellphone telephone tel landline callback whatsapp fax call text reach ring sms dial handy handynummer telefon telefonnummer mobilnummer ruckrufnummer rufnummer telefono movil celular portable numero phoned ph fon cellulare telefonino contactnummer komorka contact telephono simi cb ring rang tlf puhelin telefoon telefonnr rufnr handynr mob whats extension ext',
  account:
    'account acct acc accounts routing aba bsb konto kontonummer bankleitzahl blz cuenta compte bank member membership policy iban swift sortcode a/c customer kundennummer kundennr pin mrn cbu clabe patient hosp record student subscriber membership loyalty kontonr ifsc sort savings checking',
  'national-id':
    "ssn social passport passports license licence nino aadhaar aadhar aadhar sin nhs medicare medicaid dni nie cpf curp itin tin ein steuer steuernummer steueridentifikationsnummer sozialversicherungsnummer personalausweis ausweisnummer insurance pesel identification identity driving driver's drivers bsn rrn bvn nin cnp cnic cuil cuit ine nip kt kennitala fuhrerschein ausweis pasaporte passaporte passeport iqama oib egn pps ppsn hkid nric pan bvn rut cedula tckn jmbg edrpou snils pesel tfn personnummer fodselsnummer cpr ahv hetu nino fiscale curp ssnr healthcard ohip ghanacard nif oib uan voter permit fin brn",
  birth:
    'birth birthday birthdate dob born geboren geburtsdatum geburtstag nacimiento nacido naci nacida naissance ne nee birthdays geb nata nato nascita nascida nascido fodt fodd urodzony urodzona dogum verjaardag geboortedatum anniversaire cumpleanos',
  postcode:
    'zip zipcode postcode postal plz postleitzahl pincode eircode cp cep npa postcodes codigo',
  email: 'email e-mail mail emails gmail mailadresse correo',
  iban: 'iban',
  name: 'name names surname named forename lastname firstname nachname vorname nombre apellido nom prenom',
  address:
    'address live lives living street adresse anschrift direccion wohne addresses reside moved delivery shipping',
  order:
    'order orders ticket case reference ref tracking confirmation invoice booking reservation flight model serial version error item sku product room gate parcel shipment claim incident release build isbn bestellnummer bestellung auftragsnummer ticketnummer rechnungsnummer pedido commande complaint quote job batch lot barcode ean upc catalog catalogue article artikelnummer purchase po voucher coupon promo step firmware port channel bus route chapter edition rma prescription rx refill meter locator activation otp passcode serial mileage odometer reg plate plates vrm rego zahlerstand kilometerstand lectura releve tyre tyres tire tires size sizes lottery vin application imei chassis docket waybill consignment registration rma locker',
  amount:
    'rent income salary premium deductible total amount balance price cost costs paid pay charge charged charges fee fees bill budget worth refund refunded limit quantity rating score rate percent discount deposit expire expires expiry expiration expiring exp valid thru population year years degrees temperature approximately about around almost nearly over roughly',
}

export const topicOfWord = new Map<string, Topic>(
  [
    ...Object.entries(topicLists).flatMap(([topic, words]) =>
      words.split(' ').map((word): [string, string] => [word, topic]),
    ),
    ['number', 'number'],
    ['nummer', 'number'],
    ['numbers', 'number'],
    ['digits', 'number'],
  ].flatMap(([word, topic]): [string, Topic][] =>
    word !== undefined && isTopic(topic) ? [[word, topic]] : [],
  ),
)

/** Two words that mean something else together than the second alone. */
export const topicOfPair = new Map<string, Topic | 'none'>([
  ...orderPairs,
  ...askedPairs,
  ['security code', 'cvv'],
  ['verification value', 'cvv'],
  ['card code', 'cvv'],
  ['digit code', 'cvv'],
  ['three digits', 'cvv'],
  ['3 digits', 'cvv'],
  ['three digit', 'cvv'],
  ['3 digit', 'cvv'],
  ['three numbers', 'cvv'],
  ['last three', 'cvv'],
  ['signature strip', 'cvv'],
  ['the strip', 'cvv'],
  ['tiny number', 'cvv'],
  ['signature panel', 'cvv'],
  ['little code', 'cvv'],
  ['little number', 'cvv'],
  ['little numbers', 'cvv'],
  ['little digits', 'cvv'],
  ['drei ziffern', 'cvv'],
  ['drei zahlen', 'cvv'],
  ['tres digitos', 'cvv'],
  ['tres numeros', 'cvv'],
  ['trois chiffres', 'cvv'],
  ['de seguridad', 'cvv'],
  ['de securite', 'cvv'],
  ['di sicurezza', 'cvv'],
  ['verification number', 'cvv'],
  ['card verification', 'cvv'],
  ['the front', 'card'],
  ['sixteen digits', 'card'],
  ['sixteen digit', 'card'],
  ['16 digit', 'card'],
  ['16 digits', 'card'],
  ['account reference', 'account'],
  ['part number', 'order'],
  ['part no', 'order'],
  ['request number', 'order'],
  ['plan number', 'account'],
  ['member id', 'account'],
  ['loyalty number', 'account'],
  ['rewards number', 'account'],
  ['le rib', 'iban'],
  ['mon rib', 'iban'],
  ['votre rib', 'iban'],
  ['registration number', 'order'],
  ['license key', 'order'],
  ['product key', 'order'],
  ['activation key', 'order'],
  ['activation code', 'order'],
  ['reach you', 'phone'],
  ['get you', 'phone'],
  ['good contact', 'phone'],
  ['the back', 'cvv'],
  ['on back', 'cvv'],
  ['social security', 'national-id'],
  ['security number', 'cvv'],
  ['the security', 'cvv'],
  ['security digits', 'cvv'],
  ['check number', 'order'],
  ['cheque number', 'order'],
  ['sort code', 'account'],
  ['bank code', 'account'],
  ...'door gate access entry key alarm lock garage fault error booking boarding promo discount voucher coupon referral product dress'
    .split(' ')
    .map((word): [string, Topic] => [`${word} code`, 'order']),
  ['post code', 'postcode'],
  ['pin code', 'postcode'],
  ['area code', 'phone'],
  ['zip code', 'postcode'],
  ['postal code', 'postcode'],
  ['date birth', 'birth'],
  ['tax id', 'national-id'],
  ['tax file', 'national-id'],
  ['national id', 'national-id'],
  ['id number', 'national-id'],
  ['id card', 'national-id'],
  ['pan card', 'national-id'],
  ['health card', 'national-id'],
  ['ni no', 'national-id'],
  ['ni number', 'national-id'],
  ['green card', 'national-id'],
  ['photo id', 'national-id'],
  ['ghana card', 'national-id'],
  ['voter id', 'national-id'],
  ['emirates id', 'national-id'],
  ['passport office', 'order'],
  ['contract number', 'order'],
  ['medical record', 'account'],
  ['cp is', 'postcode'],
  ['pan number', 'national-id'],
  ['gift card', 'card'],
  ['sim card', 'none'],
  ['in case', 'none'],
  ['this call', 'none'],
  ['the call', 'none'],
  ['your call', 'none'],
  ['in order', 'none'],
  ['just case', 'none'],
  ['social media', 'none'],
  ['zip file', 'none'],
  ['email marketing', 'none'],
  ['phone line', 'none'],
  ['report card', 'none'],
  ['graphics card', 'none'],
  ['sd card', 'none'],
  ['business card', 'none'],
  ['bank statement', 'none'],
  ['customer service', 'none'],
  ['customer support', 'none'],
  ['credit of', 'amount'],
  ['call back', 'phone'],
  ['phone case', 'order'],
  ['my number', 'phone'],
  ['mera number', 'phone'],
  ['meine nummer', 'phone'],
  ['number hai', 'phone'],
  ['long number', 'card'],
  ['ip address', 'none'],
  ['email address', 'email'],
  ['the domain', 'email'],
  ['mail address', 'email'],
  ['product name', 'none'],
  ['company name', 'none'],
  ['user name', 'none'],
  ['call me', 'phone'],
  ['how many', 'amount'],
  ['how much', 'amount'],
  ['how long', 'amount'],
  ['how old', 'amount'],
  ['what time', 'amount'],
  ['what day', 'amount'],
  ['what year', 'amount'],
  ['which one', 'amount'],
  ['which day', 'amount'],
  ['house number', 'address'],
  ['ship it', 'address'],
  ['deliver it', 'address'],
  ['tow it', 'address'],
  ['tax number', 'national-id'],
  ['kimlik no', 'national-id'],
  ['document number', 'national-id'],
  ['securite sociale', 'national-id'],
  ['my id', 'national-id'],
  ['document no', 'national-id'],
  ['the reading', 'order'],
  ['meter reading', 'order'],
  ['the electric', 'order'],
  ['your electric', 'order'],
  ['the gas', 'order'],
  ['your gas', 'order'],
])

function isTopic(word: string | undefined): word is Topic {
  return word === 'number' || (word !== undefined && Object.hasOwn(topicLists, word))
}
