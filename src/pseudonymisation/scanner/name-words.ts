/** Words by which names of people are known. Common names of the network's countries; not complete, and never will be. */

function setOf(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(word => word !== ''))
}

/** Given names that are hardly ever another word, nor the name of a drug, a test or a disease. */
export const GIVEN_NAMES = setOf(`
  kari ola anne inger ingrid astrid solveig marit berit randi gerd bjørg ragnhild gunnhild sigrid torill torunn tone
  wenche hilde heidi silje camilla ingeborg marte marthe kristin kirsten kirsti karin karen turid aud liv-marit
  bente tove grete grethe mette anette annette elisabeth elin ellen line linn-marie hanne hege monica monika ida
  emilie thea nora frida oda julie ingvild synnøve vigdis åse åshild oddny oddvar ragnar sverre torbjørn torstein
  trygve øystein øyvind håkon haakon harald gunnar arne asbjørn eirik erik eivind sindre sondre lars knut kåre kjell
  olav ole morten magnus mathias mattias jens jørgen johannes johan jonas jakob henrik hans halvor geir frode fredrik
  espen egil dagfinn bård audun atle andreas anders kristian kristoffer kristoffersen kenneth leif nils petter
  rolf roar rune sigurd sigve stig svein sveinung terje thor-arne thorbjørn tore torgeir trond tormod vegard vidar
  åge ådne birger børge einar finn-erik
  søren mads-peter rasmus mikkel kasper jesper jeppe kirstine bodil birthe dorthe lone pernille mogens poul preben
  povl flemming palle torben troels ulrik nikolaj lene gitte hanne-lise birgitte vibeke dorte
  björn göran gösta gunilla birgitta kerstin ulla-britt margareta märta lennart bengt åke sven håkan mårten per-olof
  anna-karin agneta annika ingegerd yngve stefan mikael fredrika linnea ebba wilma elsa-maria
  matti juhani antti jukka pekka timo kari-pekka heikki seppo jari mikko juha tapani eero veikko tuula anneli ritva
  leena päivi pirjo marja tiina riitta liisa aino helmi kaarina sirpa eeva minna kirsi satu tuomas ville
  pieter willem hendrik cornelis johanna wilhelmina geertruida maaike marieke sanne femke lotte anouk joost jeroen
  bram sjoerd maarten wouter gijs koen thijs dirk klaas sander jasper annemarie annelies saskia ineke marijke
  john james robert michael william david richard joseph charles christopher matthew anthony steven andrew
  joshua kevin brian edward ronald timothy jeffrey gary nicholas jonathan stephen larry scott brandon benjamin samuel
  gregory mary patricia jennifer linda barbara susan jessica sarah nancy lisa betty margaret ashley kimberly
  emily donna michelle dorothy carol amanda melissa deborah stephanie rebecca laura cynthia kathleen angela
  maria marie jana mohammed muhammad ahmed fatima aisha hussein ibrahim mehmet mustafa zeynep piotr katarzyna
  agnieszka tomasz krzysztof andrzej jonas vytautas mindaugas rasa kristjan tiiu ülle jüri guðrún sigríður þór
  jean-pierre jean-luc françois nathalie isabelle
`)

/** Given names that are also words, months, drugs, tests or places: a name only beside a known family name. */
export const DOUBTFUL_GIVEN_NAMES = setOf(`
  jan per bo liv dag tor bjørn stein even odd roy max ali eva vera iris viola rose rosa april june may mai mark will
  hope grace grant dean frank christian pat guy kim gene ray rob bill else are finn pia mia sol tom ulla simon thomas
  daniel martin henry george paul peter anna alexander victoria helena sofia charlotte sandra klara alma linn mads
  kelly gordon norman alan lee dan don jack joy lily rolf-tore ruth siri sonia stine sunniva trine tuva unni ulf nina
  erika hannah hanna sara sarah-jane jon jo jens-olav elsa elise elena edith britt carl karl kay kaj kai leo leon lea
  emma lise maja nikolai oskar otto ove pål peder pål-erik philip ronny roger sean sofie steinar tanja tim tobias tora
  victor viktor willy ella ken diana jane joan ann olga oliver noah oscar lukas lucas filip emil axel hugo ludvig
`)

export const FAMILY_NAMES = setOf(`
  hansen johansen olsen larsen andersen pedersen nilsen kristiansen jensen karlsen johnsen pettersen eriksen berg
  haugen hagen johannessen andreassen jacobsen dahl jørgensen halvorsen henriksen lund sørensen jakobsen moen gundersen
  iversen svendsen strand solberg martinsen knutsen eide paulsen bakken kristoffersen lie amundsen nguyen rasmussen
  bakke berge kaspersen lien nygård fredriksen nordmann testesen solheim myhre tangen haugland ødegård
  nielsen christensen petersen madsen kristensen olesen thomsen christiansen poulsen knudsen mortensen møller
  andersson johansson karlsson nilsson eriksson larsson olsson persson svensson gustafsson pettersson jonsson jansson
  hansson bengtsson jönsson lindberg jakobsson magnusson lindström olofsson lindqvist lindgren axelsson bergström
  lundberg lundgren berglund fredriksson sandberg henriksson forsberg sjöberg wallin engström
  korhonen virtanen mäkinen nieminen mäkelä hämäläinen laine heikkinen koskinen järvinen lehtonen lehtinen saarinen
  salminen heinonen niemi heikkilä salonen kinnunen turunen salo laitinen tuominen rantanen karjalainen jokinen
  meikäläinen
  jong jansen vries bakker janssen visser smit meijer boer mulder groot bos vos peters hendriks leeuwen dekker
  brouwer wit dijkstra smits graaf meer linden jacobs haan vermeulen heuvel veen broek bruijn bruin heijden berg
  hoekstra
  smith jones taylor williams wilson johnson davies patel robinson wright thompson evans roberts doe
  edwards hughes lewis clarke jackson turner harris harrison davis miller anderson garcia rodriguez martinez
  murphy kelly kowalski ivanov
`)

export const FAMILY_NAME_ENDING =
  /^\p{L}{2,20}(?:ssen|nsen|dsen|rsen|lsen|ksen|esen|sson|dotter|dottir|dóttir|inen|onen|anen|änen|önen)$/u

/** Before a capital word they make a name; in the spelling of a title, since `MR` and `MS` are examinations and drugs. */
export const TITLES = setOf(`
  Dr dr Prof prof Professor professor Mr Mrs Ms Miss Mister Hr hr Herr herr Fru fru Frk frk Frøken Dhr dhr Mevr mevr
  Mevrouw mevrouw Meneer meneer Rouva rouva Herra herra Sir Madame Madam Drs drs
`)

/** Lower-case roles: the capital word behind may also begin a sentence. */
export const ROLES = setOf(`
  pas pt pat pas pasient pasienten patient patienten potilas patiënt mr. lege legen overlege fastlege fastlegen kirurg
  onkolog sykepleier sykepleieren legesekretær studiesykepleier nurse doctor physician consultant surgeon oncologist
  läkare överläkare sjuksköterska läge overlæge læge sygeplejerske lääkäri hoitaja arts huisarts verpleegkundige
  oncoloog ektefelle ektefellen kone konen mann mannen hustru husband wife sønn datter son daughter dochter zoon
  pårørende mor far mother father
`)

export const NAME_PARTICLES = setOf('van von de der den af av ter ten med la le del')

/** Capital words that are no names: beginnings of sentences, clinical words, months and days. Lower case. */
export const NOT_NAMES = setOf(`
  the a an and or no not was is has had in on at of to for from with without after before during since due this that
  he she it they we his her their seen started stopped stable given admitted discharged continued continues received
  reported reports refused declined denies denied died dead alive well feels felt complains complained informed
  consented agreed wants wished moved transferred referred referral treated treatment dose cycle week visit day month
  year baseline screening response progression disease death grade toxicity event adverse serious reason other unknown
  none yes study trial drug drugs tablet tablets capsule infusion oral iv initial final new old further repeat repeated
  scan scans ct mri pet biopsy surgery radiotherapy chemotherapy immunotherapy surgical medical oncology hospital
  clinic ward department university center centre institute outpatient inpatient follow followup status history
  performance symptom symptoms pain nausea fatigue vomiting diarrhoea diarrhea rash fever infection hypertension
  cancer carcinoma lymphoma sarcoma tumour tumor melanoma adenocarcinoma metastasis metastases malignant neoplasm cell
  gland syndrome test score scale index criteria protocol manual outcome questionnaire outcomes refusal withdrawal
  withdrawn withdrew consent permission safety laboratory lab labs normal abnormal high low mild moderate severe left
  right upper lower liver lung brain bone breast colon pancreas kidney prostate
  og eller men ikke er var har hadde ble blir fikk får går gikk kom ringte ringer ønsker ønsket sier sa føler fortsetter
  startet starter start stoppet sluttet avsluttet innlagt utskrevet henvist informert samtykket trukket trakk oppgir
  beskriver angir rapporterer tolererer tåler behandling behandlet kur syklus uke dag måned år kontroll oppfølging
  stabil sykdom progresjon respons bivirkning bivirkninger smerter kvalme feber utslett diaré infeksjon lungebetennelse
  hypertensjon forkjølelse tretthet dosering dosen medisin tabletter kapsler ingen ukjent annet annen ny nye god bedre
  verre sykehus sykehuset universitetssykehus avdeling avdelingen poliklinikk legevakt lege vurdert sett tatt gitt
  klarer bor lever døde død operert strålebehandling cellegift blodprøver blodprøve ct mr nå i på til fra ved etter før
  under uten med den det de en et vi han hun hans hennes kroppen huden hud hodet magen leveren lungen
  och men inte är var har hade fick kommer mår patienten behandling behandlad sjukhus sjukhuset avdelning vården
  stabil sjukdom biverkning smärta illamående feber utslag
  ikke også blev fik har havde behandling sygehus hospital hospitalet afdeling smerter kvalme feber
  ja ei on oli potilas hoito sairaala sairaalan kipu pahoinvointi kuume
  en of niet is was heeft had kreeg behandeling ziekenhuis afdeling pijn misselijkheid koorts patiënt kuur gestart
  gestopt stabiele progressie start huisarts arts
  januar februar mars april mai juni juli august september oktober november desember january february march may june
  july october december mandag tirsdag onsdag torsdag fredag lørdag søndag monday tuesday wednesday thursday friday
  saturday sunday januari februari maart augusti maj
  ecog recist irecist rano kras braf egfr her brca tmb msi
`)

/** Endings of ingredients' names: a drug is no person. */
export const DRUG_ENDING =
  /(?:mab|nib|lib|sib|platin|taxel|rubicin|citabine|tinib|ciclib|parib|zole|statin|pril|sartan|cillin|mycin|trexate|poietin|lisib|setron|prazole|tide|parin|olol|azepam|xaban)$/u
