//! What a breakdown for anyone leaves of its total: the row "lainnya".

use dokumen::Block;

use super::model::Group;
use super::pieces::remark;

/// How it is called in editions of before, which kept no other sign of it.
const NAME: &str = "lainnya";
/// What it holds.
const HOLDS: &str = "Baris lainnya memuat laporan yang belum dibuka untuk umum dan tidak dirinci, supaya tidak ada satu laporan \
    yang dapat dikenali dari selisih angka; hanya jumlahnya yang disebut.";

impl Group {
    /// Whether it is what the other groups leave of the total: no value of its own, and no point in time.
    pub fn is_left(&self) -> bool {
        self.is_rest || (self.key.is_none() && self.label == NAME)
    }
}

/// What stands below a table of groups of which one is left over.
pub(super) fn note(groups: &[Group]) -> Option<Block> {
    groups.iter().any(Group::is_left).then(|| remark(HOLDS))
}
