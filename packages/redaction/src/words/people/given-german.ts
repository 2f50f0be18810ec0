/** Given names of the German, Dutch and Nordic languages, a line for each initial. */
export const germanGivenNames = `
aaltje alberte alessa alfons alica alissa allegra alparslan alya amon angelique annalena annelie annemijn annikki anny anouar antero antoni aras arda arian arunthavanathan arved arwen asel asiya aya ayleen ayoub
babette baran barbro bastiaan benja bennet benthe benyamin berend betina birk bjerg bjerre bobbi bodhi bodi boet brenn brigitta bundgaard
carlijn caspar cataleya catharina cato catrin cecilie cedrik celina ceylin charl charleen charlotta chayenne christiaan christiano christoffer claas claus coco collien corvin
daantje dahl daley damin dani danique darleen davey davina davy deen defne denny dex dexx diede dieke ditte djayden djenna domenik dorit dorthe douwe duanne duco duuk dylano
ecrin eddi eduard edvin eef eefje ege eirik elanur elea elia eliah elisabet elize elli elly elynn emiel emilian emirhan emmely emmi enie enno ensar ensio enya eray erkki esben esma esmee evelien eveliina evelina evy eymen
faas falk famke fardau faya fayen fayenne febe fedde feldt felicitas felina femm fenja fenne ferre fieke fien fiene fiep fiete filou finia finja finlay finnja finnley floortje flore florentine fos foss franka frederike freek frenkie fridolin fynn
gian giel gioia goran gregor gron gunnel guusje
hagen hakon hald hannele hanno hanspeter hansruedi hansueli hauke helin hendrika hennes henrick henrie henrik henrike hidaya hidde hjorth holm husum
ilay ilias ilja ilmari inara inaya indy inka inkeri irmeli isabeau iven ivo iwan izzy
jaco jacoba jacobus jaelynn jailey jaimy jaivey jalou janek janin janna jannek jannes janni jano janosch jara jarne jarno jasmijn jasmina javi jax jaxx jaylano jaylinn jayvano jazzlyn jazzlynn jef jefta jella jelmer jelte jente jeremias jesslyn jesslynn jette jidde jil jimi jinte jinthe jip joah joas joelina joeline joes joleen jolien jolijn jolin jolina joline jona jonah jonte jop jorn jorrit jort joscha joschua josefien josefin josephin josua josy joya juda juhani juho jula julan jule juliane julienne julika julina juna junayd jurg jurre juul
kaarina kaat kaj kalervo kalevi karam karlijn karlo karlotta karoliina kasper kato katryn kayra keano keet kenan keno kensi kenza kenzo kiki kimberley kjaer kjeld klit koch korbinian korinna krijn kristiina krog kyan kyano kyara kyllikki
laureen laurens laurenz laurin leana leander leandra leendert len lene leni lenia lenja lenn lennard lenne lennert lennox lenya leoni lev levke lewin liah lian lias liene lieuwe lieve lieze lili lilia lilith linde linne lino lio lisann lisanne liselotte liva liya liyam liyana lize lizz lizzy loa loek loes loet loreen loris lott loua louay lowie luise lund lune luus luzie lya lyam lykke lyn
maartje maas maddox madelief madita madleen madlen maes maher mahir maija maik mailin maira malena malene malina malou malthe manoah marah mareike maren margareta margrethe margrit margrith marieke mariella marika marinus marissa marja marko marlie marlis marlo marly marrit marten martti marwin mathilda mathuys matis mattis matz maurits maysa mayson medina medine meik melina melle mels menno merete merijn meryem mex meyra micha mick midas miel mikaela mikail mikki milana miley milla mille milly milou mirac miran miray mirja mirko mirre mirte mirza mitch molgaard morne mozes muhammed myla mylan mylo myrthe
naemi naoufal naoufel naud neele neeltje nelli nelly nevio nicklas niclas nicolai nicoleen nicoline niek niene nika nikkie niklaus nikodem nila ninthe nisa noami noan noella noelle noortje norah nore noud nouri nout novan novi nowi nox nynke
odin olavi oliwier olle oona orvokki oskari ostergaard oumayra
paulien pauliina pepe pepijn pernilla petteri phileine philine philou piet pip pius pleun pola pontus praest priska puk
quin quinty quirin
raf raff rahel raik rayen regitze regula remo renette reto revi riaan riana rickard riff rigard riv roan robbe romee rosen rover roxy ruedi
safae safouan safouane sahra sakari salih salome sanja saphira sascha savi seb sebas sebastiaan seff sena senn senna senne sep sepp seppe sev siebe siem sien siep sil silja silvan simen sindre sinikka sinja sjors skov smilla sonke soof steen stephaans sterre stine sude suus svend synne
tabea talea tamina tamino tammo tarik tayler teije tellervo teo tessa thalea theodor theunis theuns thibo thies thije thijmen thijn thirza thom thorben thore thorge tibbe tibo tieme tijmen tijs tillmann timm timon tino tirza tizian tjark tomke torben torbjorn troels tuana tuulikki tuur tycho tygo tymon tyron
ueli uffe ulrik
valdemar valentijn valtteri veerle veikko veit vesper vestergaard vieve vigo vik villy vinz vitus vreni
wannes warre wende wes wibke wies wilhelmina wout
xavi xem
yannic yannik yarah yaren yassin yassine yassir yenthe yfke yinthe ylvi ylvie yolande youp yven
zayd zayn zef zeyd zeyneb ziva
`
