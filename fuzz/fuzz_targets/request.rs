//! Any text as the path and the range of a request to the preview.

#![no_main]

use briefing::serve::{Asked, asked, inner_path};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for base in ["/", "/news/"] {
        if let Some(inner) = inner_path(base, text) {
            assert!(inner.len() <= text.len());
            assert!(text.starts_with(base));
        }
    }
    let encoded: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let inner = inner_path("/", &format!("/{encoded}"));
    assert_eq!(inner.as_deref(), Some(text.strip_suffix("index.html").unwrap_or(text)));
    for length in [0, 1, 10, usize::MAX] {
        if let Asked::Part(range) = asked(Some(text), length) {
            assert!(range.start < range.end && range.end <= length);
        }
    }
});
