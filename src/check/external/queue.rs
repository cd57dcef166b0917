//! Many questions at a time, but few to one host.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::Answer;

/// Questions at a time.
const AT_A_TIME: usize = 8;

/// Questions to one host at a time: more is rude, and some hosts take it for an attack.
const AT_A_HOST: usize = 2;

/// Asks all links and waits for the answers.
pub(super) fn ask_all<'a>(
    urls: &[&'a str],
    ask: &(dyn Fn(&str) -> Answer + Sync),
) -> BTreeMap<&'a str, Answer> {
    let queue = Queue::new(urls);
    thread::scope(|scope| {
        for _ in 0..AT_A_TIME.min(urls.len()) {
            scope.spawn(|| {
                while let Some(url) = queue.take() {
                    let answer = ask(url);
                    queue.done(url, answer);
                }
            });
        }
    });
    queue.state.into_inner().unwrap_or_else(PoisonError::into_inner).answers
}

struct Queue<'a> {
    state: Mutex<State<'a>>,
    /// A question was answered: its host may be asked again.
    answered: Condvar,
}

struct State<'a> {
    waiting: Vec<&'a str>,
    asked: HashMap<&'a str, usize>,
    answers: BTreeMap<&'a str, Answer>,
}

impl<'a> Queue<'a> {
    fn new(urls: &[&'a str]) -> Self {
        let waiting = urls.iter().rev().copied().collect();
        let state = State { waiting, asked: HashMap::new(), answers: BTreeMap::new() };
        Self { state: Mutex::new(state), answered: Condvar::new() }
    }

    /// The next link whose host may be asked; waits until there is one. None where all are on their way.
    fn take(&self) -> Option<&'a str> {
        let mut state = self.lock();
        loop {
            if state.waiting.is_empty() {
                return None;
            }
            if let Some(url) = state.take() {
                return Some(url);
            }
            state = self.answered.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn done(&self, url: &'a str, answer: Answer) {
        let mut state = self.lock();
        if let Some(asked) = state.asked.get_mut(host(url)) {
            *asked -= 1;
        }
        state.answers.insert(url, answer);
        self.answered.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<'a>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a> State<'a> {
    fn take(&mut self) -> Option<&'a str> {
        let is_free = |url: &&str| self.asked.get(host(url)).is_none_or(|asked| *asked < AT_A_HOST);
        let index = self.waiting.iter().rposition(is_free)?;
        let url = self.waiting.remove(index);
        *self.asked.entry(host(url)).or_insert(0) += 1;
        Some(url)
    }
}

/// The host of an address, with its port.
fn host(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme.split(['/', '?']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// How many are asked now and at most were, at each host and, under the empty name, in all.
    type Counts = HashMap<String, (usize, usize)>;

    fn count(counts: &Mutex<Counts>, url: &str, change: isize) {
        let mut counts = counts.lock().expect("the counts");
        for name in [host(url), ""] {
            let (now, most) = counts.entry(name.to_owned()).or_default();
            *now = now.checked_add_signed(change).expect("a count");
            *most = (*most).max(*now);
        }
    }

    #[test]
    fn few_at_a_time_and_fewer_at_a_host() {
        let urls: Vec<String> =
            (0..60).map(|index| format!("https://{}.example/{index}", index % 6)).collect();
        let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
        let counts = Mutex::new(Counts::new());
        let answers = ask_all(&urls, &|url| {
            count(&counts, url, 1);
            thread::sleep(Duration::from_millis(20));
            count(&counts, url, -1);
            Answer::Dead(url.to_owned())
        });
        assert_eq!(answers.len(), 60);
        assert!(answers.iter().all(|(url, answer)| *answer == Answer::Dead((*url).to_owned())));
        let counts = counts.into_inner().expect("the counts");
        assert_eq!(counts[""], (0, AT_A_TIME));
        assert!((0..6).all(|index| counts[&format!("{index}.example")].1 <= AT_A_HOST));
    }
}
