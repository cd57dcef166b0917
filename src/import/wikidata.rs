//! Results of a query at Wikidata as JSON: in full, with `bindings`, or as an array of plain objects.

use serde_json::Value;

use super::Reader;
use super::table::Row;
use crate::diagnostics::Diagnostic;

impl Reader<'_> {
    pub(super) fn wikidata(&mut self, result: &Value) {
        let rows = result.as_array().or_else(|| result["results"]["bindings"].as_array());
        let Some(rows) = rows else {
            let problem =
                Diagnostic::error("import-format", "neither rows nor `persons` in this JSON");
            let hint = "expected the result of a query at Wikidata, or Popolo";
            return self.problems.push(problem.in_file(self.source).hint(hint));
        };
        for row in rows {
            let cells = row.as_object().into_iter().flatten();
            let cells = cells.map(|(name, cell)| (name.clone(), text(cell)));
            self.row(&Row::new(self.whole(), cells));
        }
    }
}

/// The text of a cell: plain, or with type and language around it.
fn text(cell: &Value) -> String {
    let value = cell.get("value").unwrap_or(cell);
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
