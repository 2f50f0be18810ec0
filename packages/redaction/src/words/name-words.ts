/** Given names and family names of many countries, as a first guess where nobody is known. */

const list = (words: string) => new Set(words.trim().split(/\s+/))

/** Written small they are names still. */
export const givenNames = list(`
james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick raymond jack dennis jerry tyler aaron jose adam nathan henry zachary douglas peter kyle noah ethan jeremy walter keith roger terry sean gerald carl harold dylan arthur lawrence jesse bryan billy bruce gabriel joe logan alan juan elijah willie albert wayne randy vincent liam russell philip bobby johnny bradley oliver lucas luke simon martin stuart graham nigel colin ian neil trevor callum rhys gareth angus duncan hamish alistair declan connor conor finn niamh siobhan aoife eoin
mary patricia jennifer linda elizabeth barbara susan jessica karen sarah lisa nancy sandra betty ashley emily kimberly margaret donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy kathleen angela shirley emma brenda pamela nicole anna samantha katherine christine debra rachel carolyn janet maria olivia heather helen catherine diane julie victoria joyce lauren kelly christina joan evelyn judith andrea hannah megan cheryl jacqueline martha teresa gloria sara janice ann kathryn abigail sophia frances alice judy isabella julia denise amber danielle marilyn beverly natalie theresa diana brittany doris kayla alexis lori marie claire fiona zoe chloe lucy sophie ellie jane kate katie kathy cathy becky debbie jenny jen liz beth lizzie maggie peggy sally sue suzanne tina tracy tracey vanessa wendy yvonne gemma imogen freya poppy phoebe harriet gillian hazel hilary joanna joanne lorraine maureen
mike dave steve tom tim jim jimmy bob rob robbie ben sam dan danny matt chris nick tony andy greg jeff ken kenny ron ed eddie ted fred charlie alex leo theo oscar felix hugo otto
hans klaus jurgen juergen wolfgang dieter gunter guenter heinz helmut werner manfred uwe bernd stefan andreas markus matthias sebastian tobias florian lukas jonas maximilian leon fabian dominik sabine petra monika ursula renate heike birgit anja katrin katja silke ute gisela ingrid helga brigitte claudia susanne karin lena leonie lea marlene greta frieda johanna jens sven lars torsten thorsten karl friedrich heinrich ludwig
pierre jacques philippe michel francois nicolas julien antoine mathieu guillaume louis camille chantal sylvie isabelle nathalie valerie aurelie celine amelie elodie lucie margaux manon jerome thierry laurent olivier pascal didier etienne
carlos miguel alejandro javier fernando luis jorge pedro pablo sergio rafael manuel antonio francisco ricardo eduardo roberto diego andres raul mateo santiago carmen lucia sofia elena isabel pilar rosa marta cristina beatriz paula alba ines guadalupe esperanza ximena valentina camila mariana
giovanni giuseppe marco luca matteo lorenzo francesco alessandro stefano paolo giulia chiara francesca sara elisa giorgia federica valentino riccardo
joao pedro tiago rui goncalo catarina joana mariana
rahul amit rajesh suresh ramesh sanjay vijay anil sunil ravi arjun rohan rohit vikram karan aditya arun ashok deepak manish nikhil pradeep prakash sachin sandeep vivek priya anjali pooja neha kavita sunita anita deepa lakshmi meera divya shreya ananya aarav isha nisha rekha sita geeta radha swati sneha ritu asha usha lata padma harpreet gurpreet manpreet
mohammed muhammad mohamed mohammad ahmed ahmad ali hassan hussein hussain omar umar khalid ibrahim yusuf youssef yousef mustafa abdullah abdul karim tariq bilal hamza fatima aisha khadija maryam zainab amina leila layla yasmin nadia samira noor salma zahra farah rania
hao chen ling xiao hiroshi kenji takashi yuki haruto sakura yoko akiko naoko satoshi minh thanh linh nguyen hyun jae 
olga ivan dmitri dmitry sergei sergey vladimir alexei alexey mikhail nikolai igor boris natasha svetlana tatiana irina ekaterina anastasia yulia oksana andrei pavel
piotr pawel krzysztof andrzej tomasz marcin agnieszka katarzyna malgorzata magdalena zofia jakub wojciech
kwame kofi amara chidi chinedu chioma ngozi adaeze emeka oluwaseun tunde yemi folake ayodele thabo sipho nomsa zanele lerato wanjiru kamau otieno
erik bjorn astrid ingrid lars soren mette freja nils anders gustav linnea elsa sanne joost pieter willem anouk femke daan marijke
tyrone jamal latoya keisha darnell deshawn shaniqua malik imani aaliyah dwayne jermaine rashad
`)

/** Words as well: a name only when written large, and not where every sentence begins. */
export const doubtfulGivenNames = list(
  'max jean jan madison georgia charlotte mark will may june april grace hope faith joy rose lily daisy ivy violet ruby pearl amber crystal dawn eve summer autumn chase grant frank bill rich art drew pat sue ray guy dean penny page drake miles jordan austin brooklyn paris london virginia carolina savannah sierra chance clay cliff dale earl ernest gene glen harry heath iris jade jay jasmine josh lance lee mercy norm olive pierce reed rob robin rusty skip sonny sterling stone wade ward woody victor don jack christian dick dick logan mason hunter carter cooper parker max sandy ginger holly melody harmony destiny trinity angel star misty stormy windy peter',
)

export const familyNames = list(`
smith johnson williams jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson taylor moore jackson martin perez thompson harris sanchez clark ramirez lewis robinson allen wright torres nguyen flores adams nelson mitchell campbell carter roberts gomez phillips evans turner diaz edwards collins reyes stewart morris morales murphy rogers gutierrez ortiz morgan peterson bailey reed kelly howard ramos kim cox richardson watson brooks chavez bennett mendoza ruiz hughes alvarez castillo sanders patel myers ross foster jimenez powell jenkins perry sullivan coleman butler henderson barnes fisher vasquez simmons romero jordan patterson alexander hamilton graham reynolds griffin wallace moreno hayes bryant herrera gibson ellis stevens murray ford marshall owens mcdonald harrison freeman wells webb simpson washington tucker porter crawford henry dixon hunter hicks gordon robertson
o'brien o'connor o'neill o'sullivan mccarthy mackenzie macdonald fraser sinclair douglas buchanan davies thomas walker white green hall wood harris lloyd griffiths pritchard
muller mueller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schafer schaefer koch bauer richter klein wolf schroder schroeder neumann schwarz zimmermann braun kruger krueger hofmann hartmann lange schmitt werner krause lehmann kohler koehler maier keller vogel
dubois dupont durand leroy moreau lefebvre fournier girard lambert fontaine rousseau blanchard gauthier bernard petit
rossi russo ferrari esposito bianchi romano colombo ricci marino greco
fernandez silva santos oliveira souza pereira costa almeida ferreira rodrigues carvalho
singh kumar sharma gupta verma shah mehta reddy rao nair iyer kapoor khanna malhotra chopra agarwal joshi desai banerjee chatterjee mukherjee khan ahmed ali hussain malik sheikh chaudhry begum iqbal
wang li zhang liu chen yang huang zhao wu zhou tanaka suzuki yamamoto watanabe nakamura kobayashi sato takahashi park lee choi tran pham kowalski nowak wisniewski novak petrov ivanov ivanova popov kuznetsov volkov
okafor adeyemi okonkwo mensah osei nkosi dlamini mwangi odhiambo diallo traore
jensen hansen nielsen andersen larsen johansson eriksson karlsson nilsson svensson lindqvist lindberg virtanen de-vries bakker visser jansen vandenberg
whitfield ashworth hargreaves blackwood pemberton thornton whitaker fitzgerald gallagher brennan doyle byrne walsh quinn nolan kavanagh
`)

/** "Mr" and the like: what follows is a family name. */
export const titles = list(
  'mr mrs ms miss dr mister missus doctor professor herr frau senor senora monsieur madame signor signora mme',
)
