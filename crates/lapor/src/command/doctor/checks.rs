//! The things that are looked at, in the order in which one depends on another.

mod agencies;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use lapor_app::clock::{Clock as _, SystemClock};
use lapor_app::demo::policy_file;
use lapor_app::files::FileStore;
use lapor_domain::rules::Rules;
use lapor_store::figures::tables::{HowFar, Reached};
use lapor_store::maintenance::{Integrity, Lag, Measure, MeasureLag, Sizes};
use lapor_store::record::RecordError;
use lapor_store::record::entity;
use lapor_store::seal::KeyFile;
use lapor_store::{Query, Store, StoreError, Tx};

use super::Finding;
use crate::failure::{Failure, system};
use crate::open::{self, Expect, SetUp, unhex};
use crate::places::Places;

/// Behind by more than this, nobody is at work.
const LATE: SignedDuration = SignedDuration::from_secs(60);
/// Below this, photographs soon no longer fit.
const LITTLE: u64 = 1 << 30;
/// Below this, the database soon cannot write.
const TOO_LITTLE: u64 = 100 << 20;

/// Looks at everything that can be looked at.
pub(super) async fn all(places: &Places, thorough: bool) -> Vec<Finding> {
    let mut found = Vec::new();
    match open::store(places, Expect::Installed).await {
        Ok(store) => {
            if let Err(failure) = database(&store, places, thorough, &mut found).await {
                found.push(Finding::bad("basis data", failure.to_string()));
            }
            store.close().await;
        }
        Err(failure) => {
            found.push(Finding::bad("basis data", failure.to_string()));
            found.push(key(places, None));
        }
    }
    found.push(files(&places.files));
    found
}

async fn database(
    store: &Store,
    places: &Places,
    thorough: bool,
    found: &mut Vec<Finding>,
) -> Result<(), Failure> {
    let now = SystemClock.now();
    let sizes = store.read(Measure).await?;
    found.push(Finding::fine("basis data", size(places, &sizes)));
    if thorough {
        found.push(match store.read(Integrity).await? {
            None => Finding::fine("keutuhan", "berkas basis data utuh"),
            Some(told) => Finding::bad(
                "keutuhan",
                format!("berkas basis data rusak ({told}). Hentikan server dan pulihkan cadangan terakhir"),
            ),
        });
    }
    let (check, set_up) = store.read(SetUp).await?;
    found.push(key(places, check.as_deref()));
    let lag = store.read(MeasureLag).await?;
    found.push(clock(now, &lag));
    found.push(order(now, &lag, &sizes));
    found.push(jobs(now, &lag, &sizes));
    found.push(cohorts(&store.read(HowFar).await?));
    if !set_up {
        found.push(Finding::note(
            "pemasangan",
            "belum ada instansi. Jalankan `lapor admin init`, lalu `lapor admin body add`",
        ));
        return Ok(());
    }
    let rules = store.read(ReadRules(now)).await??;
    found.extend(agencies::look(&rules, now));
    Ok(())
}

fn size(places: &Places, sizes: &Sizes) -> String {
    format!(
        "{} terbuka, skemanya sesuai program {}; {} laporan, {} peristiwa, {}",
        places.shown(),
        env!("CARGO_PKG_VERSION"),
        sizes.reports,
        sizes.ordered + sizes.unordered,
        bytes(sizes.bytes.unsigned_abs())
    )
}

fn key(places: &Places, check: Option<&str>) -> Finding {
    const WHAT: &str = "berkas kunci";
    let keys = match KeyFile::load(&places.key) {
        Ok(keys) => keys,
        Err(error) => return Finding::bad(WHAT, error.to_string()),
    };
    if let Some(Err(error)) = check.map(|check| keys.verify_key_check(&unhex(check))) {
        return Finding::bad(WHAT, error.to_string());
    }
    let open_to_others =
        fs::metadata(&places.key).is_ok_and(|about| about.permissions().mode() & 0o077 != 0);
    let path = places.key.display();
    if open_to_others {
        return Finding::note(
            WHAT,
            format!("{path} dapat dibaca pengguna lain. Jalankan `chmod 600 {path}`"),
        );
    }
    Finding::fine(
        WHAT,
        match check {
            Some(_) => {
                format!("{path} cocok dengan basis data; pastikan salinannya ada di tempat lain")
            }
            None => format!("{path} dapat dibaca"),
        },
    )
}

fn files(folder: &Path) -> Finding {
    const WHAT: &str = "folder foto";
    let shown = folder.display();
    // Opening would make it: a check-up makes nothing.
    if !folder.exists() {
        return Finding::note(WHAT, format!("{shown} belum ada; dibuat saat server mulai"));
    }
    if let Err(error) = FileStore::open(folder) {
        return Finding::bad(WHAT, error.to_string());
    }
    let free = match rustix::fs::statvfs(folder) {
        Ok(about) => about.f_bavail.saturating_mul(about.f_frsize),
        Err(error) => {
            let told = system(&error.into());
            return Finding::note(
                WHAT,
                format!("{shown} dapat ditulis, ruang kosong tidak diketahui ({told})"),
            );
        }
    };
    let told = format!("{shown} dapat ditulis, ruang kosong {}", bytes(free));
    if free < TOO_LITTLE {
        return Finding::bad(
            WHAT,
            format!("{told}. Kosongkan ruang sekarang: laporan baru segera ditolak"),
        );
    }
    if free < LITTLE {
        return Finding::note(WHAT, format!("{told}. Kosongkan atau tambah ruang"));
    }
    Finding::fine(WHAT, told)
}

fn clock(now: Timestamp, lag: &Lag) -> Finding {
    const WHAT: &str = "jam mesin";
    let shown = |at: Timestamp| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string();
    match lag.newest_event {
        Some(newest) if newest > now.checked_add(LATE).unwrap_or(now) => Finding::bad(
            WHAT,
            format!(
                "menunjuk {}, padahal catatan terakhir dibuat {}. Betulkan jam mesin (timedatectl), tenggat dihitung darinya",
                shown(now),
                shown(newest)
            ),
        ),
        _ => Finding::fine(WHAT, format!("menunjuk {}", shown(now))),
    }
}

fn order(now: Timestamp, lag: &Lag, sizes: &Sizes) -> Finding {
    const WHAT: &str = "urutan peristiwa";
    match lag.oldest_unordered {
        Some(since) if now.duration_since(since) > LATE => Finding::note(
            WHAT,
            format!(
                "{} peristiwa belum mendapat nomor urut sejak {} detik. Wajar bila server mati; jalankan `lapor serve`",
                sizes.unordered,
                now.duration_since(since).as_secs()
            ),
        ),
        _ => Finding::fine(WHAT, format!("{} peristiwa bernomor urut", sizes.ordered)),
    }
}

/// Behind by more events than this, figures are read from every report again.
const FAR: i64 = 5_000;

fn cohorts(reached: &Reached) -> Finding {
    const WHAT: &str = "tabel angka";
    if reached.behind() > FAR {
        return Finding::note(
            WHAT,
            format!(
                "memuat {} dari {} peristiwa; angka tetap benar, hanya lebih lambat. Tabel dilengkapi selagi `lapor serve` berjalan",
                reached.position, reached.ordered
            ),
        );
    }
    Finding::fine(
        WHAT,
        format!(
            "memuat {} dari {} peristiwa",
            reached.position, reached.ordered
        ),
    )
}

fn jobs(now: Timestamp, lag: &Lag, sizes: &Sizes) -> Finding {
    const WHAT: &str = "pekerjaan";
    if !lag.dead_jobs.is_empty() {
        let kinds: Vec<String> = lag
            .dead_jobs
            .iter()
            .map(|(kind, number)| format!("{number} {kind}"))
            .collect();
        return Finding::bad(
            WHAT,
            format!(
                "{} pekerjaan berhenti setelah berulang kali gagal ({}). Lihat log server, lalu laporkan kepada pengembang",
                sizes.dead_jobs,
                kinds.join(", ")
            ),
        );
    }
    match lag.oldest_job {
        Some(since) if now.duration_since(since) > LATE => Finding::note(
            WHAT,
            format!(
                "{} pekerjaan menunggu, yang tertua sejak {} detik. Wajar bila server mati; jalankan `lapor serve`",
                sizes.jobs,
                now.duration_since(since).as_secs()
            ),
        ),
        _ => Finding::fine(
            WHAT,
            format!("{} menunggu, tidak ada yang gagal", sizes.jobs),
        ),
    }
}

struct ReadRules(Timestamp);

impl Query for ReadRules {
    type Output = Result<Rules, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(entity::rules(tx, &policy_file::DEFAULT.policy(), self.0).await)
    }
}

/// A size as people read it.
fn bytes(number: u64) -> String {
    const STEPS: [(u64, &str); 3] = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")];
    STEPS.iter().find(|(step, _)| number >= *step).map_or_else(
        || format!("{number} bita"),
        |(step, name)| {
            let tenths = number.saturating_mul(10) / step;
            format!("{},{} {name}", tenths / 10, tenths % 10)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_as_in_indonesian() {
        assert_eq!(bytes(900), "900 bita");
        assert_eq!(bytes(1536), "1,5 KB");
        assert_eq!(bytes(3 << 30), "3,0 GB");
    }
}
