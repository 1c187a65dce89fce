//! Many rows at once, as text that the server reads in one stream.

use std::fmt::Write as _;
use std::pin::pin;

use bytes::Bytes;
use futures_util::SinkExt as _;

use super::PgTx;
use crate::StoreError;
use crate::seal::hex;
use crate::value::Value;

impl PgTx<'_> {
    /// Puts rows into a table.
    pub(crate) async fn copy(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: &[&[Value<'_>]],
    ) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let sql = format!("COPY {table} ({}) FROM STDIN", columns.join(", "));
        let mut text = String::new();
        for row in rows {
            for (at, value) in row.iter().enumerate() {
                if at > 0 {
                    text.push('\t');
                }
                put(&mut text, value);
            }
            text.push('\n');
        }
        let rows = Bytes::from(text);
        // BEGIN goes before: a stream is no statement that could travel with it.
        self.exec("SELECT 1", &[]).await?;
        self.send(|client| async move {
            let mut stream = pin!(client.copy_in::<_, Bytes>(&sql).await?);
            stream.send(rows).await?;
            stream.finish().await
        })
        .await
        .map(drop)
    }
}

fn put(text: &mut String, value: &Value<'_>) {
    let written = match value {
        Value::Null => text.write_str("\\N"),
        Value::I64(n) => write!(text, "{n}"),
        Value::F64(n) => write!(text, "{n}"),
        Value::Bool(is) => text.write_str(if *is { "t" } else { "f" }),
        Value::Uuid(id) => write!(text, "{id}"),
        Value::Bytes(bytes) => write!(text, "\\\\x{}", hex(bytes)),
        Value::Text(words) => words.chars().try_for_each(|c| match c {
            '\\' => text.write_str("\\\\"),
            '\t' => text.write_str("\\t"),
            '\n' => text.write_str("\\n"),
            '\r' => text.write_str("\\r"),
            c => text.write_char(c),
        }),
    };
    // Writing to a string never fails.
    debug_assert!(written.is_ok(), "a string grows");
}
