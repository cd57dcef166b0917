//! A site of any size, the same for the same size: articles that name people, organisations, places and topics.
//!
//! Names and words follow Zipf's law, as those of news do: a few are everywhere, most are rare.
#![allow(dead_code, unreachable_pub, reason = "each benchmark uses its own part")]

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// Days over which articles are spread: fifteen years.
const DAYS: u64 = 15 * 365;

/// Places that the atlas knows.
const PLACES: [&str; 24] = [
    "Argentina",
    "Brazil",
    "Canada",
    "Chile",
    "Egypt",
    "Estonia",
    "Finland",
    "France",
    "Germany",
    "India",
    "Indonesia",
    "Iraq",
    "Italy",
    "Kenya",
    "Lithuania",
    "Mexico",
    "Nigeria",
    "Norway",
    "Pakistan",
    "Peru",
    "Poland",
    "South Korea",
    "Spain",
    "Vietnam",
];

/// Topics with their keywords.
const TOPICS: [(&str, &str); 12] = [
    ("Energy transition", "energy transition"),
    ("Water sharing", "water treaty"),
    ("Border management", "border post"),
    ("Election monitoring", "election observers"),
    ("Plastic pollution", "plastic waste"),
    ("Fisheries", "fishing quota"),
    ("Rail corridors", "rail corridor"),
    ("Debt relief", "debt relief"),
    ("Vaccines", "vaccine supply"),
    ("Ceasefires", "ceasefire line"),
    ("Sanctions", "trade sanctions"),
    ("Satellites", "satellite launch"),
];

const SYLLABLES: [&str; 43] = [
    "ba", "be", "bo", "da", "de", "do", "fa", "fe", "ga", "go", "ha", "ka", "ke", "ki", "ko", "la",
    "le", "li", "lo", "ma", "me", "mi", "mo", "na", "ne", "ni", "no", "pa", "pe", "po", "ra", "re",
    "ri", "ro", "sa", "se", "so", "ta", "te", "ti", "to", "va", "vo",
];

/// What a corpus is like.
#[derive(Clone, Copy, Debug)]
pub struct Corpus {
    /// How many articles.
    pub articles: usize,
    /// How many different words stand in texts.
    pub words: usize,
}

impl Corpus {
    /// So many articles with the vocabulary of a desk: some 80,000 words.
    pub fn of(articles: usize) -> Self {
        Self { articles, words: 80_000 }
    }

    /// People of the registry.
    fn people(self) -> usize {
        (self.articles / 20).clamp(20, 5_000)
    }

    /// Writes the site.
    pub fn write(self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder.join("content/actors"))?;
        fs::create_dir_all(folder.join("content/topics"))?;
        fs::write(folder.join("site.yaml"), "title: Desk\nbase_url: https://desk.example/\n")?;
        fs::write(folder.join("content/actors/people.yaml"), people(self.people()))?;
        let topics =
            TOPICS.map(|(name, keyword)| format!("- {{name: {name}, keywords: [{keyword}]}}\n"));
        fs::write(folder.join("content/topics/topics.yaml"), topics.concat())?;
        for number in 0..self.articles {
            let (day, text) = self.article(number);
            let (year, month) = (&day[..4], &day[5..7]);
            let month = folder.join("content/articles").join(year).join(month);
            fs::create_dir_all(&month)?;
            fs::write(month.join(format!("story-{number}.md")), text)?;
        }
        Ok(())
    }

    /// An article: its day and its file.
    pub fn article(self, number: usize) -> (String, String) {
        let mut draw = Draw::new(number as u64);
        let day = 1 + number as u64 * DAYS / self.articles.max(1) as u64;
        let day = format!("{}-{:02}-{:02}", 2010 + day / 365, day % 365 / 31 + 1, day % 28 + 1);
        let cast: Vec<String> = (0..4).map(|_| person(draw.rare(self.people()))).collect();
        let (first, second) = (PLACES[draw.rare(24)], PLACES[draw.rare(24)]);
        let (_, keyword) = TOPICS[draw.rare(12)];
        let mut text = format!(
            "---\ntitle: {first} and {second} discuss the {keyword}, officials say ({number})\ndate: {day}\n\
             summary: {} and {} spoke of the {keyword} in {first}.\nsource: {{name: Wire {}}}\n---\n\n",
            cast[0],
            cast[1],
            number % 12
        );
        for paragraph in 0..10 {
            let who = &cast[draw.below(4)];
            let surname = who.rsplit(' ').next().unwrap_or(who);
            let who = if paragraph < 4 { &cast[paragraph] } else { surname };
            let _ = write!(text, "{who} said that the {keyword}");
            for word in 0..32 {
                let _ = write!(text, " {}", vocabulary(draw.rare(self.words)));
                if word == 15 {
                    let _ = write!(text, " in {}", if draw.below(2) == 0 { first } else { second });
                }
            }
            text += ".\n\n";
        }
        (day, text)
    }
}

/// A registry of so many people.
pub fn people(count: usize) -> String {
    let entry = |number| format!("- {{name: {}, kind: person}}\n", person(number));
    (0..count).map(entry).collect::<Vec<String>>().concat()
}

/// The name of a person, by number: no two have the same.
pub fn person(number: usize) -> String {
    format!(
        "{} {}en",
        capital(&vocabulary(number % 400 + 43)),
        capital(&vocabulary(number + 2_000))
    )
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// A word, by number: no two are the same.
fn vocabulary(mut number: usize) -> String {
    let mut word = String::new();
    loop {
        word += SYLLABLES[number % SYLLABLES.len()];
        number /= SYLLABLES.len();
        if number == 0 {
            return word;
        }
        number -= 1;
    }
}

/// Numbers that look random and are the same on every machine (SplitMix64).
struct Draw(u64);

impl Draw {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bd1_e995)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// A number below the limit; the n-th is drawn about 1/n as often as the first.
    fn rare(&mut self, limit: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((limit as f64).powf(share) as usize - 1).min(limit - 1)
    }
}
