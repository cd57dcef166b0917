//! Words that say what stands beside them. In lower case; British and American spellings.

/// Words that stand before a person's name: forms of address, ranks, offices.
pub(super) const TITLES: &[&str] = &[
    "adm", "admiral", "advocate", "adviser", "advisor", "aide", "alderman", "alhaja", "alhaji", "ambassador", "archbishop",
    "attorney", "ayatollah", "baron", "baroness", "barr", "barrister", "bishop", "brig", "brigadier", "brother", "capt", "captain",
    "cardinal", "chair", "chairman", "chairperson", "chairwoman", "chancellor", "chief", "coach", "col", "colonel", "commander",
    "commissioner", "commodore", "comptroller", "comrade", "congressman", "congresswoman", "constable", "consul", "coordinator",
    "cornerback", "councillor", "councilman", "councilwoman", "counsel", "count", "countess", "cpl", "corporal", "dame", "dato",
    "datin", "datuk", "daw", "dean", "defender", "delegate", "deputy", "detective", "director", "doctor", "don", "dr", "dra", "drs", "duke",
    "duchess", "emir", "emperor", "empress", "eng", "engr", "envoy", "executive", "father", "fielder", "fr", "forward", "founder",
    "gen", "general", "goalkeeper", "gov", "governor", "guard", "hajj", "haji", "hajiya", "hon", "imam", "inspector", "ir", "judge", "justice", "khun",
    "king", "lady", "lawmaker", "lawyer", "leader", "lecturer", "lic", "lieutenant", "lord", "lt", "madam", "madame", "magistrate", "maj", "major",
    "manager", "marquess", "marshal", "maulana", "mayor", "midfielder", "minister", "miss", "mr", "mrs", "ms", "mufti", "mullah", "mwalimu",
    "negotiator", "nurse", "officer", "ombudsman", "opener", "owner", "partner", "pastor", "patriarch", "pc", "pitcher", "playmaker",
    "pm", "pope", "premier", "president", "priest", "prince", "princess", "principal", "prof", "professor", "prosecutor", "provost",
    "pte", "private", "quarterback", "queen", "rabbi", "rapporteur", "rapper", "rear", "rector", "reeve", "registrar", "rep",
    "representative", "rev", "reverend", "running", "salahuddin", "savior", "sec", "secretary", "sen", "senator", "senora", "señor", "senor", "sergeant",
    "sgt", "shaikh", "sheik", "sheikh", "sheikha", "sheriff", "shri", "singer", "sir", "sister", "skipper", "smt", "solicitor", "speaker", "spinner",
    "spokesman", "spokesperson", "spokeswoman", "sri", "striker", "sultan", "superintendent", "supt", "taoiseach", "tengku", "thiru",
    "toh", "treasurer", "tunku", "undersecretary", "ustaz", "ven", "venerable", "vicar", "vice", "winger", "writer", "director-general",
];

/// Words that end or begin the name of an organisation.
pub(super) const ORGANIZATION_WORDS: &[&str] = &[
    "academy", "administration", "agency", "airline", "airlines", "airways", "alliance", "army", "assembly", "associates", "association",
    "authority", "band", "bank", "battalion", "board", "brigade", "broadcaster", "broadcasting", "brothers", "bureau", "cabinet", "caucus", "center",
    "centre", "chamber", "church", "club", "co", "coalition", "college", "command", "commission", "committee", "commonwealth",
    "community", "companies", "company", "confederation", "conference", "congress", "consortium", "constabulary", "consulting", "cooperative", "corp",
    "corporation", "corps", "council", "court", "daily", "department", "directorate", "division", "embassy", "enterprise", "enterprises", "exchange",
    "faculty", "fc", "federation", "fleet", "force", "forces", "forum", "foundation", "front", "fund", "gazette", "gmbh", "government", "group",
    "guard", "guards", "guild", "herald", "holding", "holdings", "hospital", "house", "inc", "industries", "initiative", "inspectorate", "institute",
    "institution", "insurance", "international", "investment", "investments", "journal", "knesset", "laboratories", "laboratory", "league", "legislature", "limited",
    "llc", "llp", "lok", "ltd", "mail", "majlis", "media", "militia", "ministry", "mission", "motors", "movement", "museum", "navy", "network",
    "news", "newspaper", "nv", "office", "orchestra", "organisation", "organization", "parliament", "partners", "partnership",
    "party", "patrol", "petroleum", "pharmaceuticals", "plc", "police", "politburo", "post", "press", "program", "programme", "pty", "railways", "regiment", "registry",
    "reserve", "sabha", "school", "secretariat", "sdn", "bhd", "securities", "senate", "service", "services", "societe", "society", "squad", "stores", "studios", "sun", "syndicate", "systems",
    "taskforce", "team", "technologies", "telecom", "telegraph", "times", "tribune", "tribunal", "troupe", "trust", "union", "united", "university", "utd", "varsity", "watch", "works",
];

/// Words that end or begin the name of a place.
pub(super) const PLACE_WORDS: &[&str] = &[
    "airport", "area", "avenue", "barangay", "bay", "beach", "boulevard", "bridge", "camp", "canal", "cape", "city", "coast", "cove", "county",
    "creek", "crossing", "dam", "delta", "desert", "district", "division", "east", "eastern", "estate", "falls", "forest", "fort", "garden", "gardens", "glacier", "governorate",
    "gulf", "harbor", "harbour", "heights", "highway", "hill", "hills", "island", "islands", "isle", "isles", "junction", "lake", "lane", "lga", "metro", "mount",
    "mountain", "mountains", "municipality", "north", "northeast", "northern", "northwest", "ocean", "oblast", "park", "parish", "pass", "peninsula", "plain", "plains", "plateau",
    "plaza", "point", "port", "prefecture", "province", "quarter", "reef", "region", "republic", "reservoir", "ridge", "river", "road", "sea", "shire", "shore", "south",
    "southeast", "southern", "southwest", "square", "stadium", "state", "station", "strait", "straits", "street", "strip", "suburb", "terminal", "territory", "town", "township",
    "trail", "upazila", "valley", "village", "ward", "west", "western", "woods", "zone",
];

/// Verbs of people who speak or act, in the forms that news uses.
pub(super) const SPEECH_WORDS: &[&str] = &[
    "accused", "acknowledged", "added", "admitted", "adds", "agreed", "alleged", "announced", "appealed", "argued", "argues", "asked", "assured", "believes", "blamed", "called",
    "charged", "claimed", "claims", "commented", "complained", "conceded", "concluded", "condemned", "confirmed", "congratulated", "criticised", "criticized", "declared", "declined", "denied",
    "described", "disclosed", "emphasised", "emphasized", "explained", "explains", "expressed", "hailed", "insisted", "insists", "joked", "lamented", "maintained", "mentioned", "met", "noted", "notes", "observed",
    "pleaded", "pledged", "pointed", "praised", "promised", "quipped", "recalled", "recalls", "regretted", "reiterated", "remarked", "replied", "reported", "reports", "responded", "revealed", "said",
    "saying", "says", "scored", "shared", "spoke", "stated", "states", "stressed", "suggested", "suggests", "testified", "thanked", "think", "thinks", "told", "tweeted", "urged", "vowed", "warned", "warns", "went", "wrote", "writes",
];

/// Small words inside names.
pub(super) const PARTICLES: &[&str] = &[
    "al", "ap", "as", "av", "az", "bin", "binte", "binti", "bint", "d", "da", "dal", "das", "de", "del", "della", "den", "der", "di", "do", "dos",
    "du", "e", "ed", "el", "ibn", "la", "las", "le", "los", "mac", "na", "ng", "oglu", "san", "st", "te", "ten", "ter", "ud", "ul", "ur", "van", "von", "y", "zu",
];

/// Days and months: capitalised, and no names.
pub(super) const CALENDAR: &[&str] = &[
    "april", "august", "december", "february", "friday", "january", "july", "june", "march", "monday", "november", "october", "saturday",
    "september", "sunday", "thursday", "tuesday", "wednesday", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Small words that may join the words of a name.
pub(super) const CONNECTORS: &[&str] = &[
    "al", "and", "at", "av", "bin", "binte", "binti", "bint", "d", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "e", "el",
    "et", "for", "ibn", "in", "la", "las", "le", "los", "na", "ng", "of", "on", "the", "to", "ud", "ul", "ur", "van", "von", "with", "y", "zu",
];
