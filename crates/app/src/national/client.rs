//! Asking the national system, and judging its answers.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use super::Door;
use super::wire::{self, Record, Stream, Topic};
use crate::channels::egress::{self, Ask};

/// Pages of a list that are read at most.
const MOST_PAGES: usize = 200;
/// Records of a list that are read at most, over all its pages.
const MOST_IN_ALL: usize = 50_000;
/// Bytes of a list that are read at most, over all its pages.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// What handing a report over came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answered {
    /// It is there.
    Taken {
        tracking: String,
        transaction: Option<String>,
    },
    /// It surely did not arrive, and no other would now.
    Away { code: String, error: String },
    /// Whether it arrived is not known.
    Lost { code: String, error: String },
    /// Not as it is.
    Refused { code: String, error: String },
}

/// Hands one report over, once.
pub(super) async fn push(door: &Door<'_>, stream: &Stream) -> Answered {
    let told = egress::ask_and_tell(
        Ask {
            url: door.sp4n.at(&door.sp4n.push_path),
            method: "POST".to_owned(),
            headers: headers("application/xml; charset=utf-8"),
            body: wire::write_stream(stream).into_bytes(),
            timeout: timeout(door),
            local: door.sp4n.local,
        },
        wire::MOST_RECEIPT,
    )
    .await;
    match told.answer {
        Ok(answer) => judge(answer.status, &answer.body),
        Err(error) => {
            let (code, error) = (error.code().to_owned(), error.to_string());
            if told.may_have_arrived {
                Answered::Lost { code, error }
            } else {
                Answered::Away { code, error }
            }
        }
    }
}

fn judge(status: u16, body: &[u8]) -> Answered {
    let code = |more: &str| wire::short(&format!("{status} {more}"));
    match status {
        200..=299 => match wire::read_receipt(body) {
            Ok(wire::StreamReceipt {
                tracking: Some(tracking),
                transaction,
                ..
            }) => Answered::Taken {
                tracking,
                transaction,
            },
            Ok(wire::StreamReceipt {
                error: Some(said), ..
            }) => Answered::Refused {
                code: code(&said),
                error: "SP4N-LAPOR! menolak laporan ini".to_owned(),
            },
            Ok(_) => Answered::Lost {
                code: code("tanpa nomor"),
                error: "SP4N-LAPOR! menjawab tanpa nomor laporan".to_owned(),
            },
            Err(error) => Answered::Lost {
                code: code("tidak terbaca"),
                error: format!("jawaban SP4N-LAPOR! tidak terbaca: {error}"),
            },
        },
        // The door itself is wrong: no report would come in now.
        401 | 403 => Answered::Away {
            code: code(""),
            error: "SP4N-LAPOR! menolak token instansi ini; periksa berkas saluran".to_owned(),
        },
        404 | 405 => Answered::Away {
            code: code(""),
            error: "alamat SP4N-LAPOR! tidak ada; periksa base_url dan push_path".to_owned(),
        },
        429 | 503 => Answered::Away {
            code: code(""),
            error: "SP4N-LAPOR! meminta menunggu".to_owned(),
        },
        400..=499 => {
            let said = wire::read_receipt(body)
                .ok()
                .and_then(|receipt| receipt.error);
            Answered::Refused {
                code: code(said.as_deref().unwrap_or_default()),
                error: "SP4N-LAPOR! menolak laporan ini".to_owned(),
            }
        }
        // A redirect may come after it was taken, and so may a failure.
        _ => Answered::Lost {
            code: code(""),
            error: "SP4N-LAPOR! gagal menjawab; laporan mungkin sudah masuk di sana".to_owned(),
        },
    }
}

/// What their list says.
pub(super) struct List {
    pub(super) records: Vec<Record>,
    /// It was read to its end.
    pub(super) is_whole: bool,
    /// It goes on after what was read, which is as much as is read at one time.
    pub(super) is_cut: bool,
}

/// Reads their list of a body's reports, as far as [`MOST_PAGES`], [`MOST_IN_ALL`] and [`MOST_BYTES`] allow.
pub(super) async fn list(door: &Door<'_>) -> Result<List, String> {
    let Some(path) = &door.sp4n.list_path else {
        return Err("list_path belum diisi dalam berkas saluran".to_owned());
    };
    let mut list = List {
        records: Vec::new(),
        is_whole: door.sp4n.list_page_field.is_none(),
        is_cut: false,
    };
    let (mut bytes, mut before) = (0, Vec::new());
    for page in 1..=MOST_PAGES {
        let mut form = format!("KEYTOKEN={}", encoded(door.own.token.expose()));
        if let Some(field) = &door.sp4n.list_page_field {
            let _infallible = write!(form, "&{}={page}", encoded(field));
        }
        let body = post(door, path, form).await?;
        let read = wire::read_list(&body)
            .map_err(|error| format!("daftar SP4N-LAPOR! tidak terbaca: {error}"))?;
        if read.is_empty() {
            list.is_whole = true;
            return Ok(list);
        }
        // The same once more: it does not know the pages that we ask for.
        if body == before {
            return Ok(list);
        }
        list.is_cut = !list.add(read, &mut bytes, body.len());
        list.is_whole &= !list.is_cut;
        if list.is_whole || list.is_cut {
            return Ok(list);
        }
        before = body;
    }
    list.is_cut = true;
    Ok(list)
}

impl List {
    /// Adds a page of so many bytes as far as there is room. Gives whether all of it, and one more, may be read.
    fn add(&mut self, mut page: Vec<Record>, bytes: &mut usize, length: usize) -> bool {
        *bytes += length;
        let room = MOST_IN_ALL.saturating_sub(self.records.len());
        let fits = page.len() <= room;
        page.truncate(room);
        self.records.extend(page);
        fits && *bytes < MOST_BYTES
    }
}

/// Reads their topics: the smallest question that shows whether address and key are right.
pub(super) async fn topics(door: &Door<'_>) -> Result<Vec<Topic>, String> {
    let form = format!("KEYTOKEN={}", encoded(door.own.token.expose()));
    let body = post(door, &door.sp4n.topics_path, form).await?;
    wire::read_topics(&body).map_err(|error| format!("daftar topik tidak terbaca: {error}"))
}

async fn post(door: &Door<'_>, path: &str, form: String) -> Result<Vec<u8>, String> {
    let told = egress::ask_and_tell(
        Ask {
            url: door.sp4n.at(path),
            method: "POST".to_owned(),
            headers: headers("application/x-www-form-urlencoded"),
            body: form.into_bytes(),
            timeout: timeout(door),
            local: door.sp4n.local,
        },
        wire::MOST_LIST,
    )
    .await;
    let answer = told.answer.map_err(|error| error.to_string())?;
    match answer.status {
        200..=299 => Ok(answer.body),
        401 | 403 => {
            Err("SP4N-LAPOR! menolak token instansi ini; periksa berkas saluran".to_owned())
        }
        status => Err(format!("SP4N-LAPOR! menjawab {status}")),
    }
}

fn headers(kind: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("Content-Type".to_owned(), kind.to_owned())])
}

fn timeout(door: &Door<'_>) -> Duration {
    Duration::from_secs(door.sp4n.timeout_seconds.clamp(1, 120))
}

/// Percent-encoding that every server reads: unreserved characters stay (RFC 3986, 2.3).
fn encoded(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            written.push(char::from(byte));
        } else {
            let _infallible = write!(written, "%{byte:02X}");
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> List {
        List {
            records: Vec::new(),
            is_whole: false,
            is_cut: false,
        }
    }

    #[test]
    fn a_list_without_end_is_read_so_far() {
        let page = |count| vec![Record::new(); count];
        let (mut list_of_many, mut bytes) = (list(), 0);
        let mut pages = 0;
        while list_of_many.add(page(9_000), &mut bytes, 100) {
            pages += 1;
        }
        assert_eq!((pages, list_of_many.records.len()), (5, MOST_IN_ALL));
        let (mut large, mut bytes) = (list(), 0);
        assert!(large.add(page(1), &mut bytes, MOST_BYTES - 1));
        assert!(!large.add(page(1), &mut bytes, 1));
        assert_eq!(large.records.len(), 2);
    }
}
