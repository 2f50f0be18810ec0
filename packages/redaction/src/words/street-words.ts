/** What streets, flats and regions are called. */

const list = (words: string) => new Set(words.split(' '))

export const streetTypes = list(
  'street st avenue ave road rd lane ln drive dr boulevard blvd way court ct place pl terrace crescent close gardens garden square sq highway hwy parkway pkwy circle cir trail mews grove row hill rise walk alley loop plaza quay wharf vale view broadway green path turnpike gate yard meadow meadows croft villas estate marg nagar colony sector fields vista landing causeway promenade common side end bank pike esplanade parade strand heights ridge run crossing expressway freeway cove bend point approach parade cottages mansions almshouses',
)

/** Alone too weak: they need a word before them that no quantity has. */
export const doubtfulStreetTypes = list(
  'vale approach parade gate yard common side end bank estate sector colony landing vista fields meadow way place pl close garden gardens row hill rise walk view run point bend circle loop path green drive court ct dr st square pike strand crossing heights ridge plaza trail',
)

export const streetBeforeName = list(
  'rue avenue boulevard chemin impasse quai allee calle avenida paseo plaza carrer via viale piazza corso rua route cours strada ulica ul ulitsa bulevardul calea travessa praca largo estrada vicolo jalan jl jln cesta camino carretera glorieta ronda passage bulevar boul bulevard bd sentier avinguda piata aleea prospekt c/ av avda blvd',
)

export const streetEnding =
  /(?:strasse|str|weg|platz|allee|gasse|damm|ufer|ring|straat|laan|gracht|chaussee|steig|markt|gade|vej|gatan|vagen|gata|veien|gaten|plein|kade|singel|dijk|katu|graben|stieg|promenade|vegur|braut|straeti|utca)$/

export const flatWords = list(
  'apartment apt flat unit suite ste floor room number no # building bldg block house wohnung piso appartement door level plot sector lot tower wing phase int et etaj ap sc bl planta esc puerta pta batiment bat etage stiege top tur lok m hinterhaus vorderhaus og studio penthouse trailer kv kvartira korp lagenhet lgh villa torre bureau interno d daire kat leilighet bolig huis bus cj apto bloco sala departamento depto dpto apartamento appartamento lejlighed byt mieszkanie mieszkania bureau kat daire interior',
)

/** Names of streets that stand before the house number. */
export const nameFirstTypes = list(
  'strasse weg allee platz gasse markt damm ufer cesta ulica utca trg gracht laan straat plein singel kade vej gade gata gatan vagen katu prospekt mahallesi sokak sokagi caddesi cad bulvari laugavegur utja korut tanav iela gatve namesti nabrezi',
)

/** Words that end a street's name only where everything is written large: "59 Kuhic Burgs". */
export const writtenStreetTypes = list(
  'alley annex arcade bayou beach bluff bluffs bottom branch bridge brook brooks burg burgs bypass camp canyon cape causeway center centers centre cliff cliffs club corner corners course courts coves creek crest crossroad curve dale dam divide drives estates expressway extension extensions fall falls ferry flat flats ford fords forest forge forges fork forks fort freeway gardens gateway glen glens greens groves harbor harbors haven heights highway hollow inlet island islands isle junction junctions key keys knoll knolls lake lakes light lights loaf locks lodge mall manor manors mews mill mills mission motorway mount mountain mountains neck orchard oval overpass park parks parkways pass passage path pike pine pines plain plains plains plaza point points port ports prairie radial ramp ranch rapid rapids rest ridge ridges river roads route rows rue run shoal shoals shore shores skyway spring springs spurs squares station stravenue stream streets summit throughway trace track trafficway trailer tunnel turnpike underpass union unions valley valleys via viaduct views village villages ville walks walls ways well wells wharf wynd gate fold brae bank garth court drove hey chase copse parade quadrant circus close reach hollow woods quays chine ride spinney',
)

/** Houses that have a name instead of a number. */
export const houseWords = list(
  'house cottage lodge farm farmhouse barn mill forge hall court mews manor rectory vicarage gables granary flat bungalow villa mansion mansions grange stables towers tower building buildings croft priory abbey chapel schoolhouse oasthouse',
)

/** Everyday words that begin the names of towns: "great missenden". */
export const placeOpenings = list(
  'great little new old high upper lower north south east west long saint st mount port fort lake bad san santa los las el la le les nether market kings queens',
)

/** Words and abbreviations of the states of the US and the provinces of Canada. */
export const regions = list(
  'alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming al ak az ar ca co ct de fl ga ia id il ks ky la ma md mi mn mo ms mt nc nd ne nh nj nm nv ny oh ok or pa ri sc sd tn tx ut va vt wa wi wv wy dc nsw vic qld tas queensland victoria tasmania karnataka maharashtra haryana gujarat punjab kerala rajasthan bihar odisha telangana surrey kent essex sussex yorkshire lancashire cheshire gloucestershire oxfordshire hertfordshire bedfordshire berkshire buckinghamshire cambridgeshire cornwall cumbria derbyshire devon dorset hampshire leicestershire lincolnshire merseyside norfolk northamptonshire northumberland nottinghamshire rutland shropshire somerset staffordshire suffolk warwickshire wiltshire worcestershire ontario quebec alberta manitoba saskatchewan on qc ab bc mb sk ns nb',
)

export const regionPairs = list('new north south west rhode british nova')

/** Large towns: after a street they belong to the address, however they are written. */
export const cities = new Set(
  `chester gurgaon noida thane lucknow jaipur surat indore bhopal nagpur patna kochi kanpur ludhiana chandigarh bengaluru torino napoli bologna firenze genova palermo venezia verona sevilla malaga bilbao zaragoza murcia alicante granada dijon nantes strasbourg montpellier rennes reims grenoble angers nimes utrecht eindhoven groningen tilburg antwerp antwerpen gent brugge leuven karlsruhe mannheim augsburg wiesbaden bonn bremen dortmund essen bochum duisburg freiburg kiel lubeck rostock potsdam erfurt mainz kassel graz linz salzburg innsbruck bern basel geneva lausanne lugano copenhagen kobenhavn aarhus stockholm goteborg malmo uppsala oslo bergen trondheim helsinki espoo tampere turku warszawa warsaw krakow gdansk poznan wroclaw lodz lublin praha prague brno ostrava bratislava budapest debrecen bucuresti bucharest cluj timisoara iasi sofia beograd zagreb ljubljana sarajevo skopje kyiv kiev kharkiv odesa lviv minsk moskva vilnius riga tallinn athens athina thessaloniki istanbul ankara izmir cairo casablanca rabat tunis algiers lagos abuja ibadan accra kumasi nairobi mombasa kampala johannesburg pretoria durban soweto tashkent almaty tehran baghdad riyadh jeddah dubai sharjah doha karachi lahore islamabad rawalpindi dhaka chittagong colombo kathmandu yangon bangkok hanoi jakarta surabaya bandung manila cebu singapore taipei kaohsiung seoul busan incheon tokyo osaka kyoto nagoya sapporo fukuoka yokohama beijing shanghai guangzhou shenzhen canberra adelaide hobart darwin wellington christchurch hamilton halifax quebec regina saskatoon victoria guadalajara monterrey puebla tijuana bogota medellin cali lima quito caracas santiago rosario cordoba montevideo recife salvador fortaleza curitiba brasilia belfast derry swansea newport wrexham aberdeen dundee inverness perth stirling plymouth exeter bath swindon southampton portsmouth bournemouth norwich ipswich colchester luton reading slough guildford crawley maidstone canterbury dover derby stoke wolverhampton coventry northampton peterborough lincoln hull york bradford huddersfield wakefield doncaster rotherham bolton bury oldham rochdale stockport warrington wigan blackpool preston blackburn burnley lancaster carlisle durham sunderland middlesbrough limerick galway waterford tralee
long beach|new orleans|st louis|kansas city|oklahoma city|el paso|fort worth|virginia beach|colorado springs|st paul|st petersburg|baton rouge|salt lake city|des moines|grand rapids|little rock|ann arbor|santa fe|santa ana|santa monica|palo alto|mountain view|cape town|hong kong|tel aviv|buenos aires|rio de janeiro|sao paulo|mexico city|kuala lumpur|ho chi minh city|milton keynes|bury st edmunds|louisville|albuquerque|anaheim|arlington|aurora|bakersfield|chandler|chattanooga|cincinnati|corpus christi|durham|fremont|garland|gilbert|glendale|greensboro|henderson|hialeah|honolulu|huntsville|indianapolis|irvine|irving|knoxville|laredo|lexington|lincoln|lubbock|mesa|mobile|modesto|montgomery|norfolk|oxnard|plano|providence|reno|riverside|rochester|rockford|scottsdale|shreveport|spokane|stockton|syracuse|tacoma|toledo|topeka|wichita|worcester|yonkers|savannah|charleston|duluth|eugene|boise|anchorage|fargo|sioux falls|billings|cheyenne
london manchester birmingham leeds liverpool glasgow edinburgh bristol sheffield cardiff belfast nottingham newcastle brighton oxford cambridge york leicester coventry
new york|los angeles|chicago|houston|phoenix|philadelphia|san antonio|san diego|dallas|san jose|austin|jacksonville|columbus|charlotte|san francisco|seattle|denver|boston|detroit|memphis|portland|las vegas|baltimore|milwaukee|atlanta|miami|oakland|minneapolis|cleveland|tampa|tulsa|orlando|pittsburgh|cincinnati|brooklyn|springfield|sacramento|nashville|albany|buffalo|madison|richmond|salem|boulder|omaha|tucson|fresno|raleigh
toronto vancouver montreal ottawa calgary edmonton winnipeg dublin cork sydney melbourne brisbane perth auckland
berlin hamburg munchen munich koln cologne frankfurt stuttgart dusseldorf leipzig dresden hannover bremen nurnberg wien vienna zurich
paris lyon marseille toulouse bordeaux nice lille madrid barcelona valencia sevilla roma milano amsterdam rotterdam brussels lisboa porto mumbai delhi bangalore chennai hyderabad pune kolkata`
    .split('\n')
    .flatMap((line) => (line.includes('|') ? line.split('|') : line.split(' '))),
)
