/** Words that make a number a quantity, an amount or a time. */

const list = (words: string) => new Set(words.split(' '))

export const moneySigns = list(
  '$ € £ ¥ ₹ usd eur gbp inr cad aud rs chf ghs nok sek dkk pln zl huf czk ron lei tl jpy cny rmb hkd sgd zar ngn kes aed sar mxn brl rub uah npr pkr lkr bdt thb vnd idr myr krw ils',
)

export const innocentUnits = list(
  [
    '$ € £ ¥ ₹ % usd eur gbp inr cad aud chf pesos dolares rupias reais zloty kronor lire dollar dollars euro euros pound pounds quid bucks cents cent pence rupees rupee yen francs percent per',
    "am pm a.m p.m o'clock oclock uhr noon midnight",
    'second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks month months year years yrs decade decades nights night business working',
    'minuten stunden tage wochen monate jahre minutos horas dias semanas meses anos heures jours semaines mois ans',
    'item items unit units piece pieces box boxes pair pairs pack packs packet packets bottle bottles case cases copies copy set sets user users seat seats license licenses licences people persons person guests passengers adults children kids bedrooms bedroom floors floor rooms orders tickets calls times lines line devices device phones laptops chairs tables shirts bags bag bars barrels screws steps cars accounts emails messages pages page chapters letters characters digits digit numbers attempts tries reasons options things questions points point stars star',
    'out of kg kgs kilo kilos kilograms grams gram g mg lb lbs ounces oz liters litres liter litre ml km kilometers kilometres miles mile meters metres meter metre cm mm inch inches feet foot yards gb mb tb kb gigabytes gigabyte megabytes mbps gigs gig watts volts amps hertz ghz degrees celsius fahrenheit mph',
    'likes followers views posts kilobytes square families households employees meetings appointments visits transactions million billion thousands hundreds dozen k more less fewer',
  ]
    .join(' ')
    .split(' ')
    .join(' '),
)

export const ordinalEndings = list('st nd rd th')

export const monthWords = list(
  'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec januar februar marz mai juni juli oktober dezember enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre',
)
