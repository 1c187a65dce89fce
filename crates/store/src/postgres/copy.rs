//! Many rows at once, in the binary form, which the server need not parse, in one stream.

use std::pin::pin;

use bytes::Bytes;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::Type;

use super::PgTx;
use crate::StoreError;
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
        let columns = columns.join(", ");
        let like = format!("SELECT {columns} FROM {table} LIMIT 0");
        let like = self.statement(&like).await?;
        let types: Vec<Type> = like.columns().iter().map(|c| c.type_().clone()).collect();
        let sql = format!("COPY {table} ({columns}) FROM STDIN (FORMAT binary)");
        // BEGIN goes before: a stream is no statement that could travel with it.
        self.exec("SELECT 1", &[]).await?;
        self.send(|client| async move {
            let stream = client.copy_in::<_, Bytes>(&sql).await?;
            let mut stream = pin!(BinaryCopyInWriter::new(stream, &types));
            for row in rows {
                stream.as_mut().write_raw(row.iter()).await?;
            }
            stream.finish().await
        })
        .await
        .map(drop)
    }
}
