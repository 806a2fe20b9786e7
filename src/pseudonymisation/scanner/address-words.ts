/** Words of postal addresses in the countries of the network. */

/** Endings of street names. Lower case is taken for a street only where `alone` says that no ordinary word ends so. */
export const STREET_ENDINGS: readonly { readonly ending: string; readonly alone: boolean }[] = [
  { ending: 'gata', alone: true },
  { ending: 'gaten', alone: true },
  { ending: 'gatan', alone: true },
  { ending: 'gate', alone: false },
  { ending: 'gade', alone: false },
  { ending: 'veien', alone: true },
  { ending: 'vegen', alone: true },
  { ending: 'vei', alone: false },
  { ending: 'veg', alone: false },
  { ending: 'vej', alone: false },
  { ending: 'vägen', alone: true },
  { ending: 'väg', alone: false },
  { ending: 'straat', alone: true },
  { ending: 'laan', alone: false },
  { ending: 'gracht', alone: false },
  { ending: 'plein', alone: false },
  { ending: 'weg', alone: false },
  { ending: 'katu', alone: true },
  { ending: 'tie', alone: false },
  { ending: 'kuja', alone: false },
  { ending: 'strasse', alone: false },
  { ending: 'straße', alone: false },
]

/** Streets of two words, "Karl Johans gate 5", "Baker Street 22". */
export const STREET_WORDS: ReadonlySet<string> = new Set(
  'gate gata gaten gatan gade vei veien veg vegen vej väg allé street road avenue straat'.split(' '),
)

/** Airways, bile ducts and English words that end like streets. */
export const NOT_STREETS =
  /^(?:(?:luft|urin|galle?|pust|puste|nerve|tarm|blod|smitte|lymfe|lednings|ledning|urine|lucht|adem|voedings|bloed|gang|spis|tår|sæd|fremmedlegeme|behandlings|under|halv|om)(?:s|e)?(?:vei|veien|veg|vegen|vej|väg|vägen|weg)|.*(?:jugate|gregate|rogate|tigate|rigate|pagate|legate|vigate|migate|ligate|frigate|brigade|renegade|colgate|castigate|surrogate))$/u

/** Places that decide what `0155 Oslo` is; lower case. */
export const PLACES: ReadonlySet<string> = new Set(
  `oslo bergen trondheim stavanger tromsø drammen fredrikstad kristiansand sandnes bodø ålesund lillehammer hamar gjøvik
  arendal tønsberg skien porsgrunn moss sarpsborg haugesund molde kristiansund harstad narvik alta hammerfest kirkenes
  lørenskog asker bærum sandvika ski lillestrøm jessheim kongsberg larvik sandefjord halden elverum førde levanger
  københavn copenhagen aarhus århus odense aalborg esbjerg randers kolding horsens vejle roskilde herning silkeborg
  næstved hillerød hvidovre herlev gentofte frederiksberg
  stockholm göteborg malmö uppsala lund linköping örebro västerås umeå helsingborg norrköping jönköping gävle karlstad
  solna huddinge sundsvall växjö kalmar borås
  helsinki helsingfors espoo esbo tampere tammerfors turku åbo oulu uleåborg kuopio jyväskylä lahti vantaa pori vaasa
  amsterdam rotterdam utrecht eindhoven groningen nijmegen leiden maastricht tilburg breda almere arnhem haarlem delft
  zwolle enschede apeldoorn amersfoort den
  london birmingham manchester leeds glasgow edinburgh cardiff oxford cambridge bristol liverpool
  tallinn tartu vilnius kaunas reykjavík reykjavik brussel bruxelles antwerpen gent leuven paris lyon marseille`
    .split(/\s+/)
    .filter(place => place !== ''),
)
