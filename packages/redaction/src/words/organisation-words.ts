/** Words of firms, brands and places, beside which a name is no person's. */

const list = (words: string) => new Set(words.split(' '))

/** Inside or behind a name they make it a firm's, a street's or a building's. */
export const organisationWords = list(
  'inc ltd llc llp gmbh ag plc corp corporation co company group holdings partners associates bank insurance hospital clinic university college school academy institute museum library church cathedral chapel airport station park bridge stadium arena theatre theater hotel inn resort restaurant cafe pizza pizzeria bakery grill bar pub market mall mart store stores pharmacy foundation trust fund society association union league club fc united city county state island islands lake river mountain mount valley beach bay harbor harbour port square street st road rd avenue ave lane ln drive dr boulevard blvd court terrace way close crescent place award prize cup bowl tower towers center centre hall house building labs systems solutions technologies software motors airlines energy telecom wireless mobile media studios records pictures press times post tribune gazette services logistics dental veterinary realty properties effect law theorem disease syndrome day eve standard edition pro max plus mini ultra series model',
)

export const brandWords = list(
  'skoda rover renault citroen peugeot volvo hyundai vauxhall ford honda toyota nissan tesla mercedes benz porsche ferrari suzuki mazda yamaha kawasaki dyson hoover philips siemens bosch braun miele dell apple google microsoft amazon netflix disney barclays lloyds morgan wells fargo marks spencer johnson morrisons walmart kellogg heinz mcdonald hilton marriott adidas nike sony samsung nokia motorola lenovo gucci prada armani versace boeing airbus fedex dhl ups paypal visa mastercard amex maestro siri alexa cortana windows android linux java python excel oracle salesforce zendesk shopify stripe twilio bing yelp uber lyft airbnb tinder zoom slack teams skype bluetooth galaxy pixel kindle echo nest roomba peloton fitbit garmin lego barbie pepsi coke nestle lexus alexa jenkins jira',
)

export const placePrefixes = list(
  'san santa saint st los las port fort mount lake new north south east west el la cape sao',
)
