//! Reports with those they are or were merged with, as stretches of recorded time with their places in the order.

use std::collections::{HashMap, HashSet};

use lapor_domain::words::StateCode;
use uuid::Uuid;

use super::quick::Quick;
use crate::figures::Dimension;
use crate::figures::key::Key;
use crate::figures::tally::Tally;
use crate::{FromRow, Row, StoreError, Tx, Value, params};

/// Reports of one statement.
pub(crate) const ASKED: usize = 400;
/// The place of an event that has none yet.
pub(crate) const UNPLACED: i64 = i64::MAX;

/// A stretch of recorded time in which a report looked the same to a holder. It ends where the holder's next begins.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    report: Uuid,
    pub(crate) holder: Uuid,
    pub(crate) day: i64,
    seq: i64,
    pub(crate) from: i64,
    pub(crate) left: bool,
    pub(crate) state: StateCode,
    pub(crate) merge_root: Option<Uuid>,
    pub(crate) lead: Option<Uuid>,
    category: Option<Uuid>,
    report_type: String,
    supervisory: bool,
    channel: String,
    region: Option<String>,
    pub(crate) recorded: i64,
    pub(crate) tally: i64,
    /// Of the event that began it.
    pub(crate) position: i64,
}

impl Stretch {
    /// The value of a dimension.
    pub(crate) fn key(&self, by: Dimension) -> Key {
        let id = |id: Option<Uuid>| id.map_or(Key::None, Key::Id);
        match by {
            Dimension::Unit => id(self.lead),
            Dimension::Category => id(self.category),
            Dimension::Channel => Key::Code(self.channel.clone()),
            Dimension::Type => Key::Code(self.report_type.clone()),
            Dimension::Region => self.region.clone().map_or(Key::None, Key::Code),
            Dimension::Anonymity => Key::Number(i64::from(self.tally().unnamed)),
            Dimension::Language => {
                let language = self.tally().language;
                language.map_or(Key::None, |it| Key::Code(it.as_str().to_owned()))
            }
            // The others have no cells.
            _ => Key::None,
        }
    }

    /// What it counts as.
    pub(crate) fn tally(&self) -> Tally {
        Tally::unpack(self.tally)
    }
}

impl FromRow for Stretch {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let state: String = row.get(15)?;
        Ok(Self {
            report: row.get(0)?,
            holder: row.get(1)?,
            day: row.get(2)?,
            seq: row.get(3)?,
            from: row.get(4)?,
            left: row.get(5)?,
            merge_root: row.get(6)?,
            lead: row.get(7)?,
            category: row.get(8)?,
            report_type: row.get(9)?,
            supervisory: row.get(10)?,
            channel: row.get(11)?,
            region: row.get(12)?,
            recorded: row.get(13)?,
            tally: row.get(14)?,
            position: UNPLACED,
            state: state.parse().map_err(|_| StoreError::BadValue {
                column: 15,
                expected: "StateCode",
            })?,
        })
    }
}

/// One report's stretches, in order.
pub(crate) struct Member {
    pub(crate) id: Uuid,
    pub(crate) stretches: Vec<Stretch>,
}

impl Member {
    /// For each holder what it sees right after an instant, of what is placed up to `place`.
    pub(crate) fn looks(&self, place: i64, us: i64) -> Vec<&Stretch> {
        let mut looks: Vec<&Stretch> = Vec::with_capacity(1);
        let known = |stretch: &&Stretch| stretch.from <= us && stretch.position <= place;
        for stretch in self.stretches.iter().take_while(known) {
            match looks.iter_mut().find(|look| look.holder == stretch.holder) {
                Some(look) => *look = stretch,
                None => looks.push(stretch),
            }
        }
        looks
    }

    /// Whether it is supervisory now, after all that is placed up to `place`: who may not know of it never could.
    pub(crate) fn is_supervisory(&self, place: i64) -> bool {
        let mut known = self.stretches.iter().rev();
        let last = known.find(|stretch| stretch.position <= place);
        last.is_some_and(|stretch| stretch.supervisory)
    }

    /// Its stays for a holder, or for whoever had it: state, from when, and till when if it is over. Right after an
    /// instant, of what is placed up to `place`.
    pub(crate) fn stays(
        &self,
        place: i64,
        us: i64,
        of: Option<Uuid>,
    ) -> Vec<(StateCode, i64, Option<i64>)> {
        let known = |stretch: &&Stretch| stretch.from <= us && stretch.position <= place;
        let known: Vec<&Stretch> = self.stretches.iter().take_while(known).collect();
        let end = |at: usize, one: &Stretch| {
            let mut later = known.iter().skip(at + 1);
            let next = later.find(|next| next.holder == one.holder);
            next.map(|next| next.from)
        };
        let mut stays: Vec<(StateCode, i64, Option<i64>)> = Vec::new();
        for (at, one) in known.iter().enumerate() {
            if one.left || of.is_some_and(|of| of != one.holder) {
                continue;
            }
            let to = end(at, one);
            match stays.last_mut() {
                Some((state, _, till)) if *state == one.state && *till == Some(one.from) => {
                    *till = to;
                }
                _ => stays.push((one.state, one.from, to)),
            }
        }
        stays
    }

    /// What its present holder sees.
    pub(crate) fn look(&self, place: i64, us: i64) -> Option<&Stretch> {
        let looks = self.looks(place, us);
        looks.into_iter().find(|look| !look.left)
    }
}

/// Reports that are or were merged with one another; most often one alone.
pub(crate) struct Family {
    pub(crate) members: Vec<Member>,
    at: HashMap<Uuid, usize>,
}

impl Family {
    fn of(members: Vec<Member>) -> Self {
        let places = members.iter().enumerate();
        Self {
            at: places.map(|(at, member)| (member.id, at)).collect(),
            members,
        }
    }

    /// One of them.
    pub(crate) fn member(&self, id: Uuid) -> Option<&Member> {
        self.at.get(&id).and_then(|at| self.members.get(*at))
    }
}

/// The families of reports as they are after what is placed up to `to`, and the places of their events.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn of(
    tx: &mut Tx<'_>,
    reports: &[Uuid],
    to: i64,
) -> Result<(Vec<Family>, Places), StoreError> {
    let mut known = Places::default();
    let mut members: HashMap<Uuid, Vec<Stretch>> = HashMap::new();
    let mut asked: HashSet<Uuid> = HashSet::new();
    let mut next: Vec<Uuid> = reports.to_vec();
    while !next.is_empty() {
        next.sort_unstable();
        next.dedup();
        asked.extend(&next);
        let mut found = Vec::new();
        for ids in next.chunks(ASKED) {
            places(tx, ids, &mut known).await?;
            for stretch in stretches(tx, ids, &known).await? {
                found.extend(stretch.merge_root);
                members.entry(stretch.report).or_default().push(stretch);
            }
            found.extend(followers(tx, ids).await?);
        }
        found.retain(|id| !asked.contains(id));
        next = found;
    }
    Ok((grouped(reports, members, to), known))
}

/// Puts those together that had ever been merged, as far as they are kin of some.
fn grouped(of: &[Uuid], mut members: HashMap<Uuid, Vec<Stretch>>, to: i64) -> Vec<Family> {
    let mut kin: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for (id, stretches) in &mut members {
        stretches.sort_unstable_by_key(|stretch| (stretch.seq, !stretch.left));
        let placed = stretches.iter().filter(|stretch| stretch.position <= to);
        for root in placed.filter_map(|stretch| stretch.merge_root) {
            kin.entry(*id).or_default().push(root);
            kin.entry(root).or_default().push(*id);
        }
    }
    let mut families = Vec::with_capacity(of.len());
    for id in of {
        let mut family = Vec::new();
        let mut waiting = vec![*id];
        while let Some(id) = waiting.pop() {
            if let Some(stretches) = members.remove(&id) {
                family.push(Member { id, stretches });
                waiting.extend(kin.get(&id).into_iter().flatten());
            }
        }
        if !family.is_empty() {
            families.push(Family::of(family));
        }
    }
    families
}

/// `$1, $2, …` for ids, and their values.
pub(crate) fn listed(ids: &[Uuid]) -> (String, Vec<Value<'static>>) {
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    (
        places.join(", "),
        ids.iter().map(|id| Value::from(*id)).collect(),
    )
}

/// The place of each event of some reports, by report and number.
pub(crate) type Places = Quick<(Uuid, i64), i64>;

async fn places(tx: &mut Tx<'_>, ids: &[Uuid], known: &mut Places) -> Result<(), StoreError> {
    let (places, values) = listed(ids);
    let sql = format!(
        "SELECT e.stream_id, e.seq, e.position FROM report r JOIN event e ON e.body_id = r.body_id
        AND e.stream_kind = 'report' AND e.stream_id = r.id WHERE r.id IN ({places})"
    );
    tx.each_dyn(
        &sql,
        &values,
        |(id, seq, place): (Uuid, i64, Option<i64>)| {
            known.insert((id, seq), place.unwrap_or(UNPLACED));
        },
    )
    .await
}

async fn stretches(
    tx: &mut Tx<'_>,
    ids: &[Uuid],
    known: &Places,
) -> Result<Vec<Stretch>, StoreError> {
    let (places, values) = listed(ids);
    let sql = format!(
        "SELECT report_id, holder_id, received_day, from_seq, from_us, has_left, merge_root, lead_id, category_id,
        report_type, supervisory, channel, region, recorded_at, tally, state
        FROM state_interval WHERE report_id IN ({places})"
    );
    let mut stretches: Vec<Stretch> = tx.rows_dyn(&sql, &values).await?;
    // Without its event a stretch counts nowhere: `rebuild` takes it away.
    stretches.retain_mut(|stretch| {
        let place = known.get(&(stretch.report, stretch.seq));
        stretch.position = place.copied().unwrap_or(UNPLACED);
        place.is_some()
    });
    Ok(stretches)
}

/// The reports after one, in order, so many at most.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn after(tx: &mut Tx<'_>, last: Uuid, most: u32) -> Result<Vec<Uuid>, StoreError> {
    const SQL: &str = "SELECT id FROM report WHERE id > $1 ORDER BY id LIMIT $2";
    tx.rows(SQL, params![last, i64::from(most)]).await
}

async fn followers(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    let (places, values) = listed(ids);
    let sql = format!(
        "SELECT DISTINCT report_id FROM state_interval WHERE merge_root IS NOT NULL AND merge_root IN ({places})"
    );
    tx.rows_dyn(&sql, &values).await
}
