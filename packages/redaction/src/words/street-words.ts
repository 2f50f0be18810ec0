/** What streets, flats and regions are called. */

const list = (words: string) => new Set(words.split(' '))

export const streetTypes = list(
  'street st avenue ave road rd lane ln drive dr boulevard blvd way court ct place pl terrace crescent close gardens garden square sq highway hwy parkway pkwy circle cir trail mews grove row hill rise walk alley loop plaza quay wharf vale view broadway green path turnpike gate yard meadow meadows croft villas estate marg nagar colony sector fields vista landing causeway promenade common side end bank pike esplanade parade strand heights ridge run crossing expressway freeway cove bend point',
)

/** Alone too weak: they need a word before them that no quantity has. */
export const doubtfulStreetTypes = list(
  'gate yard common side end bank estate sector colony landing vista fields meadow way place pl close garden gardens row hill rise walk view run point bend circle loop path green drive court ct dr st square pike strand crossing heights ridge plaza trail',
)

export const streetBeforeName = list(
  'rue avenue boulevard chemin impasse quai allee calle avenida paseo plaza carrer via viale piazza corso rua route cours',
)

export const streetEnding =
  /(?:strasse|straße|str|weg|platz|allee|gasse|damm|ufer|ring|straat|laan|gracht|chaussee|steig|markt)$/

export const flatWords = list(
  'apartment apt flat unit suite ste floor room number no # building bldg block house wohnung piso appartement door level',
)

/** Words and abbreviations of the states of the US and the provinces of Canada. */
export const regions = list(
  'alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming al ak az ar ca co ct de fl ga ia id il ks ky la ma md mi mn mo ms mt nc nd ne nh nj nm nv ny oh ok or pa ri sc sd tn tx ut va vt wa wi wv wy dc ontario quebec alberta manitoba saskatchewan on qc ab bc mb sk ns nb',
)

export const regionPairs = list('new north south west rhode british nova')

/** Large towns: after a street they belong to the address, however they are written. */
export const cities = new Set(
  `london manchester birmingham leeds liverpool glasgow edinburgh bristol sheffield cardiff belfast nottingham newcastle brighton oxford cambridge york leicester coventry
new york|los angeles|chicago|houston|phoenix|philadelphia|san antonio|san diego|dallas|san jose|austin|jacksonville|columbus|charlotte|san francisco|seattle|denver|boston|detroit|memphis|portland|las vegas|baltimore|milwaukee|atlanta|miami|oakland|minneapolis|cleveland|tampa|tulsa|orlando|pittsburgh|cincinnati|brooklyn|springfield|sacramento|nashville|albany|buffalo|madison|richmond|salem|boulder|omaha|tucson|fresno|raleigh
toronto vancouver montreal ottawa calgary edmonton winnipeg dublin cork sydney melbourne brisbane perth auckland
berlin hamburg munchen munich koln cologne frankfurt stuttgart dusseldorf leipzig dresden hannover bremen nurnberg wien vienna zurich
paris lyon marseille toulouse bordeaux nice lille madrid barcelona valencia sevilla roma milano amsterdam rotterdam brussels lisboa porto mumbai delhi bangalore chennai hyderabad pune kolkata`
    .split('\n')
    .flatMap((line) => (line.includes('|') ? line.split('|') : line.split(' '))),
)
