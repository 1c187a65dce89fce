//! The condition that a column is one of several ids.

use uuid::Uuid;

use crate::Value;

/// `column IN ($n, …)` with its values, places from `$first` on; of no ids, a condition that nothing meets.
pub(crate) fn among(
    column: &'static str,
    ids: impl IntoIterator<Item = Uuid>,
    first: usize,
) -> (String, Vec<Value<'static>>) {
    let values: Vec<Value<'static>> = ids.into_iter().map(Value::from).collect();
    if values.is_empty() {
        return (format!("{column} IN (NULL)"), values);
    }
    let places: Vec<String> = (first..)
        .take(values.len())
        .map(|n| format!("${n}"))
        .collect();
    (format!("{column} IN ({})", places.join(", ")), values)
}
