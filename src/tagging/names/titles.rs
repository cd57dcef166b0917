//! Titles of the English-language press of all parts of the world, beside the common ones of `words.rs`; forms of address that may be
//! names as well; and the letters after a name. In lower case, folded.

/// Offices, ranks and callings before a name, anywhere.
#[rustfmt::skip]
const OFFICES: &[&str] = &[
    "abbot", "actor", "actress", "analyst", "archdeacon", "artist", "assemblyman", "assemblywoman", "author",
    "batsman", "batter", "bowler", "boxer", "canon", "ceo", "cfo", "chaplain", "congressmen", "convener", "coo",
    "coroner", "councillors", "councilor", "cto", "cyclist", "deacon", "deaconess", "deputies", "detectives",
    "driver", "drummer", "economist", "engineer", "evangelist", "filmmaker", "firefighter", "fishmonger",
    "footballer", "guitarist", "headman", "headmaster", "headmistress", "headteacher", "historian", "honorable",
    "honourable", "instructor", "investigator", "journalist", "justices", "landowner", "legislator", "mep",
    "ministers", "mla", "monsignor", "mp", "mps", "msgr", "musician", "novelist", "organiser", "organizer",
    "painter", "paramedic", "pilot", "playwright", "poet", "presenter", "presidents", "prophet", "referee",
    "researcher", "retd", "rtd", "scientist", "sculptor", "seaman", "senators", "sprinter", "surgeon", "swimmer",
    "trader", "umpire", "veteran", "viscount", "wicketkeeper",
];

/// West, East and Southern Africa.
#[rustfmt::skip]
const AFRICA: &[&str] = &[
    "acp", "adv", "aigp", "alaafin", "alh", "apostle", "ardo", "asantehene", "asp", "aunty", "cde", "chieftainess",
    "cllr", "csp", "dcp", "dig", "dsp", "ebusuapanyin", "elhadj", "esv", "etsu", "evang", "gogo", "hajia", "igp",
    "igwe", "induna", "iyalode", "kgosi", "kgosikgolo", "malam", "mallam", "mbuya", "mchungaji", "mheshimiwa",
    "mme", "mzee", "nkosi", "ntate", "obong", "ogbuefi", "okyenhene", "omanhene", "omukama", "ooni", "opanin",
    "osagyefo", "otumfuo", "otunba", "pasteur", "pharm", "pst", "sarkin", "ssp", "surv", "togbe", "togbui",
    "torgbui", "wakili", "waziri", "weyziro", "woizero",
];

/// The Arab world, Iran, Turkey, Central Asia and Israel.
#[rustfmt::skip]
const ARAB_WORLD: &[&str] = &[
    "ayatullah", "elhaj", "hadj", "haj", "hajja", "hajjah", "hanim", "hojatoleslam", "hojjatoleslam",
    "hujjatoleslam", "mawlana", "mawlawi", "mk", "moulay", "mukhtar", "sayyed", "sayyid", "seyyed", "shaykh",
    "sheikhs", "ustad", "ustadh", "ustadz",
];

/// South Asia.
#[rustfmt::skip]
const SOUTH_ASIA: &[&str] = &[
    "allama", "asi", "begum", "dasho", "dgp", "dpo", "hafiz", "havildar", "hon'ble", "jathedar", "kwj", "lyonchhen",
    "lyonpo", "mahant", "makhdoom", "maulvi", "mna", "molvi", "moulvi", "mpa", "nawabzada", "qari", "rtn",
    "sahibzada", "sarpanch", "satradhikar", "sepoy", "shrimati", "smti", "subedar", "swami", "tehsildar",
    "thrompon", "tshogpa", "upazila",
];

/// South-East Asia and the Pacific.
#[rustfmt::skip]
const EAST_ASIA: &[&str] = &[
    "afioga", "ajahn", "aling", "atty", "bapak", "besar", "bupati", "cikgu", "datu", "dayangku", "encik",
    "gubernur", "ibu", "jenderal", "kapitan", "kiai", "kyai", "mang", "menteri", "oknha", "pak", "pehin",
    "penghulu", "pengiran", "phra", "puan", "raden", "ratu", "samdech", "sayadaw", "seri", "talatala", "toshao",
    "tuan", "tuanku", "ustadzah", "walikota", "yab", "yb", "ybhg",
];

/// Europe, Latin America and the Caribbean.
#[rustfmt::skip]
const EUROPE_AND_LATIN_AMERICA: &[&str] = &[
    "abbe", "alcalde", "alcaldesa", "archimandrite", "arq", "cacique", "capitan", "comandante", "comisario",
    "coronel", "deputado", "diputada", "diputado", "dona", "embajador", "frau", "garda", "herr", "ing", "ingeniero",
    "intendente", "kyria", "kyrios", "licenciada", "licenciado", "metropolitan", "mgr", "mlle", "monseigneur",
    "monsieur", "padre", "perit", "prefeito", "profa", "senador", "senadora", "senhor", "senhora", "signor",
    "signora", "tanaiste", "td", "teniente", "vereador", "vereadora",
];

/// All titles of these lists.
pub(super) fn titles() -> impl Iterator<Item = &'static str> {
    let lists = [OFFICES, AFRICA, ARAB_WORLD, SOUTH_ASIA, EAST_ASIA, EUROPE_AND_LATIN_AMERICA];
    lists.into_iter().flatten().copied()
}

/// Forms of address that are names of people as well: only what stands around them tells.
#[rustfmt::skip]
pub(super) const HONORIFICS: &[&str] = &[
    "abba", "abu", "agha", "amir", "ato", "aunt", "auntie", "baba", "babu", "bey", "bi", "bo", "chacha", "dada",
    "dayang", "dom", "elder", "ko", "kumari", "lalla", "ma", "maharaja", "mai", "malik", "mama", "mar", "mian",
    "mir", "nai", "naib", "naik", "nana", "nawab", "nii", "oba", "obi", "oga", "olu", "opa", "pa", "pan",
    "pandit", "papa", "pasha", "pir", "raja", "rani", "romo", "sant", "sardar", "sidi", "sr", "tan", "tata",
    "teacher", "thakin", "tui", "tun", "u", "umm", "uncle", "usta",
];

/// Degrees, honours and callings that stand after a name, in capitals.
#[rustfmt::skip]
pub(super) const POST_NOMINALS: &[&str] = &[
    "am", "ao", "bl", "bsc", "cbe", "cfr", "con", "cpa", "dbe", "dsc", "dso", "esq", "fca", "gcb", "gcfr", "gcon",
    "jp", "kbe", "kc", "kcmg", "lld", "mbbs", "mbe", "md", "mep", "mfr", "mk", "mla", "mna", "mni", "mp", "mpa",
    "obe", "ofr", "oon", "phd", "qc", "rn", "san", "sc", "td",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_name_is_no_title_beyond_doubt() {
        let titles: Vec<&str> = titles().collect();
        for honorific in HONORIFICS {
            assert!(!titles.contains(honorific), "{honorific} is in both lists");
        }
    }
}
