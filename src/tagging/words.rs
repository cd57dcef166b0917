//! English words that tell what a name stands for. Only words; what they decide is in `context.rs`. Each list is sorted.

/// Whether a sorted list has a word, which is in small letters.
pub(super) fn has(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Titles and offices that stand before a surname, and words at the start of a sentence: no given names.
#[rustfmt::skip]
pub(super) const NO_GIVEN_NAMES: [&str; 181] = [
    "across", "admiral", "after", "against", "all", "ally", "along", "also", "although",
    "ambassador", "among", "and", "another", "any", "around", "as", "at", "attorney", "because",
    "before", "behind", "below", "between", "beyond", "both", "brother", "but", "by", "candidate",
    "chair", "chairman", "chairwoman", "chancellor", "chief", "colonel", "commander",
    "commissioner", "congressman", "congresswoman", "coordinator", "dame", "defence", "defense",
    "deputy", "despite", "director", "doctor", "dr", "during", "each", "either", "envoy", "even",
    "every", "finance", "first", "for", "foreign", "former", "from", "gen", "general", "gov",
    "governor", "he", "her", "here", "his", "how", "however", "if", "in", "inside", "instead",
    "interior", "into", "it", "its", "judge", "justice", "king", "lady", "later", "leader", "like",
    "lord", "many", "mayor", "meanwhile", "minister", "most", "mr", "mrs", "ms", "my", "near",
    "negotiator", "neither", "no", "nominee", "nor", "not", "now", "of", "off", "on", "once",
    "only", "onto", "or", "our", "out", "outside", "over", "past", "per", "perhaps", "pope",
    "premier", "president", "prime", "prince", "princess", "professor", "queen", "rep",
    "representative", "secretary", "sen", "senator", "several", "she", "sheikh", "since", "sir",
    "so", "some", "speaker", "spokesperson", "still", "that", "the", "their", "then", "there",
    "these", "they", "this", "those", "three", "through", "throughout", "to", "today", "tomorrow",
    "toward", "towards", "two", "under", "unless", "unlike", "until", "up", "upon", "via", "we",
    "what", "when", "where", "whether", "which", "while", "who", "whose", "why", "with", "within",
    "without", "yesterday", "yet", "you",
];

/// Capitalised words after a name that are no part of it.
#[rustfmt::skip]
pub(super) const NO_LATER_NAMES: [&str; 20] = [
    "april", "august", "december", "february", "friday", "i", "january", "july", "june", "march",
    "may", "monday", "november", "october", "saturday", "september", "sunday", "thursday",
    "tuesday", "wednesday",
];

/// Titles and offices beside the name of a place: `London Mayor`, `Prime Minister`.
#[rustfmt::skip]
pub(super) const TITLES: [&str; 78] = [
    "admiral", "ambassador", "archbishop", "attorney", "bishop", "brigadier", "captain", "cardinal",
    "chair", "chairman", "chairwoman", "chancellor", "chief", "colonel", "commander",
    "commissioner", "congressman", "congresswoman", "coordinator", "crown", "defence", "defense",
    "deputy", "director", "doctor", "dr", "emir", "envoy", "finance", "foreign", "former", "gen",
    "general", "gov", "governor", "interior", "judge", "justice", "king", "lady", "leader",
    "lieutenant", "lord", "maj", "major", "mayor", "minister", "mr", "mrs", "ms", "negotiator",
    "nominee", "oil", "party", "police", "pope", "premier", "president", "prime", "prince",
    "princess", "prof", "professor", "prosecutor", "queen", "rep", "representative", "secretary",
    "sen", "senator", "sheikh", "sir", "speaker", "spokesman", "spokesperson", "spokeswoman",
    "sultan", "vice",
];

/// Words before a place that leave it what it is: `Eastern Kyiv`, `Greater London`.
#[rustfmt::skip]
pub(super) const DIRECTIONS: [&str; 34] = [
    "central", "coastal", "downtown", "east", "eastern", "far", "greater", "inner", "lower",
    "metropolitan", "mid", "middle", "nearby", "new", "north", "northeast", "northeastern",
    "northern", "northwest", "northwestern", "old", "outer", "rural", "south", "southeast",
    "southeastern", "southern", "southwest", "southwestern", "suburban", "upper", "urban", "west",
    "western",
];

/// What is named after a place: in `Governor of Lagos` the place is meant, in `University of Lagos` it is not.
#[rustfmt::skip]
pub(super) const NAMED_AFTER_PLACES: [&str; 54] = [
    "abbey", "archbishop", "archdiocese", "arts", "bank", "baron", "battle", "bishop", "bishopric",
    "book", "charter", "church", "club", "college", "company", "concert", "conference", "congress",
    "convention", "council", "count", "declaration", "diocese", "dome", "duchess", "duke", "earl",
    "festival", "hospital", "institute", "lloyds", "lord", "lordship", "marquess", "merchant",
    "museum", "opera", "orchestra", "parish", "patriarch", "patriarchate", "peace", "press",
    "protocol", "school", "siege", "statute", "synod", "tower", "treaties", "treaty",
    "universities", "university", "viscount",
];

/// Words of government, office and armed force, which act for a country.
#[rustfmt::skip]
pub(super) const OFFICES: [&str; 147] = [
    "administration", "admiral", "agency", "agents", "aide", "aides", "air", "airforce",
    "airstrike", "airstrikes", "ambassador", "ambassadors", "armed", "army", "artillery",
    "authorities", "authority", "border", "brigade", "cabinet", "central", "chancellor", "chief",
    "civil", "coast", "coastguard", "commander", "commandos", "congress", "consul", "consulate",
    "court", "courts", "defence", "defense", "delegates", "delegation", "democracy", "deputy",
    "diplomacy", "diplomat", "diplomatic", "diplomats", "drone", "drones", "embassy", "emperor",
    "envoy", "envoys", "federal", "fighter", "fighters", "finance", "fleet", "forces", "foreign",
    "frigate", "general", "generals", "government", "governments", "governor", "intelligence",
    "interior", "jets", "judiciary", "junta", "justice", "king", "lawmaker", "lawmakers", "leader",
    "leaders", "leadership", "legislators", "legislature", "mediators", "military", "militias",
    "minister", "ministerial", "ministers", "ministry", "missile", "missiles", "monarch",
    "monarchy", "mp", "mps", "national", "navy", "negotiator", "negotiators", "nuclear",
    "occupation", "officer", "officers", "official", "officials", "ombudsman", "opposition",
    "parliament", "parliamentarians", "parliamentary", "peacekeepers", "police", "policymakers",
    "politicians", "premier", "presidency", "president", "presidential", "prime", "prince",
    "prisoners", "prosecutor", "prosecutors", "queen", "regime", "royal", "ruler", "rulers",
    "secretary", "security", "senate", "senator", "senators", "shelling", "soldier", "soldiers",
    "spies", "spokesman", "spokesperson", "spokeswoman", "state", "submarine", "supreme", "tank",
    "tanks", "transitional", "treasury", "troops", "vice", "voters", "warplanes", "warship",
    "warships",
];

/// What a government has and a city hasn't: `Moscow's invasion`, `Seoul's stance`.
#[rustfmt::skip]
pub(super) const STANCES: [&str; 131] = [
    "accession", "accusation", "accusations", "aggression", "agreement", "aid", "aims",
    "allegations", "alliance", "alliances", "allies", "ally", "ambition", "ambitions", "annexation",
    "announcement", "approach", "assault", "assurances", "attack", "attacks", "backing", "bid",
    "blockade", "campaign", "claim", "claims", "commitment", "concerns", "condemnation",
    "condition", "conditions", "consent", "control", "counteroffensive", "crackdown", "decision",
    "demand", "demands", "denial", "deployment", "desire", "economic", "economy", "effort",
    "efforts", "exports", "goal", "goals", "grip", "hand", "hopes", "imports", "influence",
    "insistence", "intention", "intentions", "interest", "interests", "intervention", "invasion",
    "involvement", "isolation", "lead", "move", "moves", "new", "objections", "objectives",
    "offensive", "offer", "opposition", "orders", "own", "participation", "partner", "partners",
    "plan", "plans", "pledge", "policies", "policy", "position", "pressure", "priorities",
    "program", "programme", "promise", "proposal", "proposals", "push", "ratification", "refusal",
    "rejection", "relations", "relationship", "request", "response", "retaliation", "return",
    "rival", "rivals", "role", "rule", "sanctions", "security", "sovereignty", "stance",
    "statement", "strategic", "strategy", "suggestion", "support", "tariffs", "tensions", "threat",
    "threats", "ties", "top", "trade", "unwillingness", "veto", "view", "views", "vow", "war",
    "warning", "warnings", "willingness", "wish", "withdrawal",
];

/// Verbs of those who speak and act for a country.
#[rustfmt::skip]
pub(super) const ACTIONS: [&str; 290] = [
    "abstain", "abstained", "abstains", "accept", "accepted", "accepts", "accuse", "accused",
    "accuses", "acknowledged", "acknowledges", "act", "acted", "acts", "added", "adds", "admits",
    "admitted", "adopted", "agree", "agreed", "agrees", "aims", "allowed", "allows", "annexed",
    "announced", "announces", "annulled", "answered", "appealed", "appeals", "appointed",
    "approved", "approves", "argue", "argued", "argues", "asked", "asks", "asserted", "assured",
    "attacked", "backed", "backs", "banned", "believe", "believes", "blame", "blamed", "blames",
    "blocked", "blocks", "bombed", "boycotted", "called", "calls", "cancelled", "captured",
    "carried", "cautioned", "ceded", "challenged", "claim", "claimed", "claims", "clarified",
    "commented", "committed", "complained", "concede", "conceded", "concedes", "conclude",
    "concluded", "condemn", "condemned", "condemns", "confirm", "confirmed", "confirms",
    "consented", "considered", "considers", "contends", "continues", "cooperated", "cooperates",
    "criticised", "criticized", "cut", "decided", "decides", "declared", "declares", "declined",
    "declines", "defended", "defends", "delivered", "demand", "demanded", "demands", "denied",
    "denies", "denounced", "denounces", "deny", "deployed", "deploys", "deported", "described",
    "describes", "disagreed", "disagrees", "dismissed", "dismisses", "disputed", "disputes",
    "endorsed", "endorses", "evacuated", "exchanged", "expanded", "expects", "expelled", "expels",
    "expressed", "extended", "extradited", "feared", "fired", "freed", "froze", "granted", "hailed",
    "halted", "handed", "hit", "hits", "holds", "hoped", "hopes", "implemented", "imposed",
    "imposes", "indicated", "informed", "insisted", "insists", "intends", "intercepted",
    "introduced", "invaded", "invades", "invited", "invoked", "kept", "launched", "launches",
    "lifted", "maintained", "maintains", "makes", "meets", "mobilised", "mobilized", "negotiated",
    "negotiates", "noted", "offered", "offers", "opposed", "opposes", "ordered", "orders", "ousted",
    "outlined", "pardoned", "plans", "pledged", "pledges", "pointed", "praised", "prepares",
    "presented", "pressed", "promised", "promises", "proposed", "proposes", "protested", "provided",
    "provides", "published", "pulled", "pushed", "ratified", "reached", "reacted", "reaffirmed",
    "recalled", "received", "recognised", "recognises", "recognized", "recognizes", "refused",
    "refuses", "regarded", "regards", "rejected", "rejects", "released", "repatriated", "replied",
    "replies", "reported", "requested", "resisted", "responded", "responds", "restored", "resumed",
    "retaliated", "retaliates", "revealed", "revoked", "ruled", "said", "say", "says", "seeks",
    "seized", "seizes", "sends", "sent", "severed", "shelled", "shelved", "shot", "sided",
    "signaled", "signalled", "signals", "signed", "signs", "sought", "spoke", "stated", "states",
    "stopped", "struck", "submitted", "suggested", "suggests", "summoned", "supplied", "supplies",
    "supported", "supports", "suspended", "suspends", "takes", "tells", "tested", "think", "thinks",
    "threatened", "threatens", "told", "tried", "tries", "unveiled", "urged", "urges", "vetoed",
    "viewed", "vote", "voted", "vowed", "vows", "wanted", "wants", "warned", "warns", "welcomed",
    "welcomes", "withdrew", "wrote",
];

/// Words before `with`, `between`, `against`, `on`, `for` and the name of a government: `talks with Seoul`.
#[rustfmt::skip]
pub(super) const RELATIONS: [&str; 50] = [
    "accord", "accords", "agreement", "agreements", "aid", "alliance", "allied", "ally", "arms",
    "border", "camaraderie", "ceasefire", "conflict", "confrontation", "contacts", "cooperation",
    "deal", "deals", "dialogue", "diplomacy", "détente", "embargo", "friendship", "links",
    "meeting", "negotiation", "negotiations", "pact", "pacts", "partnership", "peace", "pressure",
    "rapprochement", "relation", "relations", "relationship", "rift", "sanctions", "summit",
    "support", "talks", "tariffs", "tension", "tensions", "ties", "trade", "treaty", "truce", "war",
    "weapons",
];

/// Words right before the name of a place.
#[rustfmt::skip]
pub(super) const LOCATIVES: [&str; 13] = [
    "across", "around", "central", "downtown", "eastern", "in", "inside", "near", "northern",
    "outside", "southern", "throughout", "western",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [
            &NO_GIVEN_NAMES[..],
            &NO_LATER_NAMES,
            &TITLES,
            &DIRECTIONS,
            &NAMED_AFTER_PLACES,
            &OFFICES,
            &STANCES,
            &ACTIONS,
            &RELATIONS,
            &LOCATIVES,
        ] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
