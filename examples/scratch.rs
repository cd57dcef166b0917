#[path = "shared/corpus.rs"]
mod corpus;
use briefing::tagging::names::*;
use briefing::text::tokens;
use std::collections::BTreeSet;
fn main() {
    let a: Vec<String> = std::env::args().skip(1).collect();
    let model = Model::from_bytes(&std::fs::read(&a[0]).unwrap()).unwrap();
    let verbose = a.len() > 2;
    let stories = corpus::read(std::path::Path::new(&a[1])).unwrap();
    let kinds = [NameKind::Person, NameKind::Organization, NameKind::Place];
    let mut t = [[0usize; 3]; 3];
    let start = std::time::Instant::now();
    for s in &stories {
        let toks = tokens(&s.text);
        let d = Document::new(&s.text, &toks, &s.headlines, &[], model.lexicon());
        let names = recognise(&d, &model);
        for (k, kind) in kinds.iter().enumerate() {
            let gold: BTreeSet<String> = s.names.iter().filter(|n| n.kind == *kind).map(|n| s.text[n.span.clone()].to_lowercase()).collect();
            let pred: BTreeSet<String> = names.iter().filter(|n| n.kind == *kind).map(|n| s.text[toks[n.tokens.start].start as usize..toks[n.tokens.end-1].end as usize].to_lowercase()).collect();
            t[k][0] += gold.intersection(&pred).count();
            t[k][1] += pred.len();
            t[k][2] += gold.len();
            if verbose {
                for x in pred.difference(&gold) { println!("{kind:?} + {x}"); }
                for x in gold.difference(&pred) { println!("{kind:?} - {x}"); }
            }
        }
    }
    println!("{} stories {:?}", stories.len(), start.elapsed());
    for (k, kind) in kinds.iter().enumerate() {
        let (p, r) = (t[k][0] as f32 / t[k][1] as f32, t[k][0] as f32 / t[k][2] as f32);
        println!("{kind:?} P {p:.3} R {r:.3} F {:.3} ({})", 2.0 * p * r / (p + r), t[k][2]);
    }
}
