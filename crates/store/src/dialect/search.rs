//! Full-text search: FTS5 here, GIN there, the same answers. Stems are made by the caller, so the engines need no
//! language.

use uuid::Uuid;

use super::Engine;
use crate::{StoreError, Tx, Value, params};

/// Longest word that is indexed, in characters; PostgreSQL refuses very long ones.
const LONGEST_WORD: usize = 64;

/// Which of the two indexes. A secret or supervisory report is in neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchIndex {
    /// Released text, for everybody.
    Public,
    /// What officers may find.
    Staff,
}

impl SearchIndex {
    fn table(self) -> &'static str {
        match self {
            Self::Public => "search_public",
            Self::Staff => "search_staff",
        }
    }
}

impl Tx<'_> {
    /// Makes the document found by these words and by no others. Facets may be words too (`unit…`, `body…`).
    ///
    /// # Errors
    /// What the engine refused.
    pub async fn search_put(
        &mut self,
        index: SearchIndex,
        id: Uuid,
        stems: &str,
    ) -> Result<(), StoreError> {
        self.search_forget(index, id).await?;
        let (table, stems) = (index.table(), words(stems));
        match self.engine() {
            Engine::Sqlite => {
                let doc = self.free_doc(table, id).await?;
                let put = format!("INSERT INTO {table}_doc (doc, id, stems) VALUES ($1, $2, $3)");
                self.exec_dyn(&put, params![doc, id, &stems]).await?;
                let put = format!("INSERT INTO {table} (rowid, stems) VALUES ($1, $2)");
                self.exec_dyn(&put, params![doc, &stems]).await?;
            }
            Engine::Postgres => {
                let put = format!("INSERT INTO {table} (id, stems) VALUES ($1, $2)");
                self.exec_dyn(&put, params![id, &stems]).await?;
            }
        }
        Ok(())
    }

    /// Forgets the document's words. Nothing happens when it was never there.
    ///
    /// # Errors
    /// What the engine refused.
    pub async fn search_forget(&mut self, index: SearchIndex, id: Uuid) -> Result<(), StoreError> {
        let table = index.table();
        match self.engine() {
            Engine::Sqlite => {
                // The index holds no copy of the text: to remove a document's words it must be told them.
                let find = format!("SELECT doc, stems FROM {table}_doc WHERE id = $1");
                for (doc, stems) in self.rows_dyn::<(i64, String)>(&find, params![id]).await? {
                    let forget = format!(
                        "INSERT INTO {table} ({table}, rowid, stems) VALUES ('delete', $1, $2)"
                    );
                    self.exec_dyn(&forget, params![doc, stems]).await?;
                    self.exec_dyn(
                        &format!("DELETE FROM {table}_doc WHERE doc = $1"),
                        params![doc],
                    )
                    .await?;
                }
            }
            Engine::Postgres => {
                self.exec_dyn(&format!("DELETE FROM {table} WHERE id = $1"), params![id])
                    .await?;
            }
        }
        Ok(())
    }

    /// Finds documents that have all the words, newest id first, at most `limit`, older than `before`.
    ///
    /// # Errors
    /// What the engine refused.
    pub async fn search_find(
        &mut self,
        index: SearchIndex,
        stems: &str,
        before: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<Uuid>, StoreError> {
        let (table, stems) = (index.table(), words(stems));
        if stems.is_empty() {
            return Ok(Vec::new());
        }
        match self.engine() {
            Engine::Sqlite => {
                let older = match before {
                    None => i64::MAX,
                    Some(id) => {
                        let find = format!("SELECT doc FROM {table}_doc WHERE id = $1");
                        let known = self
                            .rows_dyn::<i64>(&find, params![id])
                            .await?
                            .first()
                            .copied();
                        known.unwrap_or_else(|| doc_of(id))
                    }
                };
                let find = format!(
                    "SELECT d.id FROM {table} f JOIN {table}_doc d ON d.doc = f.rowid
                     WHERE {table} MATCH $1 AND f.rowid < $2 ORDER BY f.rowid DESC LIMIT $3"
                );
                // Quoted, a word is never an operator.
                let all = stems
                    .split(' ')
                    .map(|word| format!("\"{word}\""))
                    .collect::<Vec<_>>()
                    .join(" ");
                self.rows_dyn(&find, params![all, older, limit]).await
            }
            Engine::Postgres => {
                let find = format!(
                    "SELECT id FROM {table} WHERE to_tsvector('simple', stems) @@ plainto_tsquery('simple', $1)
                     AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3"
                );
                self.rows_dyn(
                    &find,
                    params![stems, before.map_or(Value::Null, Value::from), limit],
                )
                .await
            }
        }
    }

    /// The document's number: the time in its id, or the next free one.
    async fn free_doc(&mut self, table: &str, id: Uuid) -> Result<i64, StoreError> {
        let taken = format!("SELECT 1 FROM {table}_doc WHERE doc = $1");
        let mut doc = doc_of(id);
        while !self.rows_dyn::<i64>(&taken, params![doc]).await?.is_empty() {
            doc += 1;
        }
        Ok(doc)
    }
}

/// The first 63 bits of the id; of a UUIDv7, that is its time and a bit of chance.
fn doc_of(id: Uuid) -> i64 {
    (id.as_u64_pair().0 >> 1) as i64
}

/// Lower-case letters and digits, words parted by one space: what both engines take for the same words.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words
        .filter(|word| word.chars().count() <= LONGEST_WORD)
        .collect::<Vec<_>>()
        .join(" ")
}
