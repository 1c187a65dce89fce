//! Recall and precision on generated texts.

use std::collections::BTreeMap;

use naskah::personal::{Finding, Kind, find, mask, placeholders};

use crate::generate::sample;

const TEXTS: u64 = 6_000;

#[derive(Default)]
struct Tally {
    hidden: usize,
    found: usize,
    claimed: usize,
    right: usize,
}

#[test]
fn what_is_hidden_is_found_and_nothing_else() {
    let mut tallies: BTreeMap<Kind, Tally> = BTreeMap::new();
    let show = std::env::var("LAPOR_TEST_SHOW").is_ok();
    for seed in 0..TEXTS {
        let sample = sample(seed);
        let findings = find(&sample.text);
        for (span, kind) in &sample.gold {
            let tally = tallies.entry(*kind).or_default();
            tally.hidden += 1;
            // Nearly all of it, so that what is left tells nothing.
            let is_found = findings.iter().any(|finding| {
                finding.kind == *kind && shared(finding, span) * 10 >= span.len() * 9
            });
            tally.found += usize::from(is_found);
            if show && !is_found {
                println!(
                    "MISSED {kind:?} {:?} in {:?} got {findings:?}",
                    sample.text.get(span.clone()).unwrap(),
                    sample.text
                );
            }
        }
        for finding in &findings {
            let tally = tallies.entry(finding.kind).or_default();
            tally.claimed += 1;
            let is_right = sample.gold.iter().any(|(span, kind)| {
                *kind == finding.kind && shared(finding, span) * 10 >= finding.span.len() * 7
            });
            tally.right += usize::from(is_right);
            if show && !is_right {
                println!(
                    "WRONG {:?} {} {:?} in {:?}",
                    finding.kind,
                    finding.confidence,
                    sample.text.get(finding.span.clone()).unwrap(),
                    sample.text
                );
            }
        }
        let masked = mask(&sample.text, &findings);
        assert_eq!(placeholders(&masked).len(), findings.len());
    }
    for (kind, tally) in &tallies {
        println!(
            "{:<12} hidden {:>5} recall {:.4} claimed {:>5} precision {:.4}",
            kind.as_str(),
            tally.hidden,
            ratio(tally.found, tally.hidden),
            tally.claimed,
            ratio(tally.right, tally.claimed)
        );
    }
    let sum = |of: fn(&Tally) -> usize, kinds: fn(Kind) -> bool| -> usize {
        tallies
            .iter()
            .filter(|(kind, _)| kinds(**kind))
            .map(|(_, tally)| of(tally))
            .sum()
    };
    let numbers = ratio(
        sum(|tally| tally.found, Kind::is_number),
        sum(|tally| tally.hidden, Kind::is_number),
    );
    let names = &tallies[&Kind::Name];
    let precision = ratio(
        sum(|tally| tally.right, |_| true),
        sum(|tally| tally.claimed, |_| true),
    );
    println!(
        "numbers {numbers:.4} names {:.4} precision {precision:.4}",
        ratio(names.found, names.hidden)
    );
    assert!(numbers >= 0.99, "recall of numbers {numbers}");
    assert!(ratio(names.found, names.hidden) >= 0.90, "recall of names");
    for kind in [Kind::Email, Kind::Address, Kind::Coordinates] {
        assert!(
            ratio(tallies[&kind].found, tallies[&kind].hidden) >= 0.90,
            "recall of {kind:?}"
        );
    }
    assert!(precision >= 0.95, "precision {precision}");
}

fn shared(finding: &Finding, span: &std::ops::Range<usize>) -> usize {
    finding
        .span
        .end
        .min(span.end)
        .saturating_sub(finding.span.start.max(span.start))
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}
