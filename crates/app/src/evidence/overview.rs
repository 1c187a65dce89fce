//! The index of the pack as a paper: which question of an assessor each file answers.

use dokumen::{Align, Block, Cell, Column, Document, Paragraph, Table};
use jiff::Timestamp;

use super::pack::Pack;
use super::sheet::{FEW_ARE_LEFT_OUT, Part};

/// The index as a document.
pub(super) fn document(pack: &Pack, made_at: Timestamp) -> Document {
    let mut blocks = vec![
        said(format!(
            "Bukti dukung ini memuat angka dan dokumen pengelolaan pengaduan tahun {}, untuk evaluasi SPBE dan pelayanan \
             publik. Setiap berkas menyebut saat acuannya.",
            pack.year
        )),
        said(pack.standing()),
        said(pack.reach().to_owned()),
        said(FEW_ARE_LEFT_OUT.to_owned()),
    ];
    for part in Part::ALL {
        blocks.push(Block::Heading(1, part.title().to_owned()));
        blocks.push(Block::Table(table(pack, part)));
    }
    blocks.push(said(
        "Berkas SHA256SUMS memuat sidik setiap berkas. Perintah yang sama atas catatan yang sama, per saat yang sama, memberi \
         berkas yang sama."
            .to_owned(),
    ));
    Document {
        title: format!("BUKTI DUKUNG PENGELOLAAN PENGADUAN TAHUN {}", pack.year),
        subject: format!("{}, {}", pack.body, pack.year),
        author: pack.body.clone(),
        language: "id".to_owned(),
        made_at,
        letterhead: Some(pack.letterhead.clone()),
        footer: format!("Bukti dukung {}, {}", pack.year, pack.body),
        watermark: None,
        blocks,
    }
}

fn said(words: String) -> Block {
    Block::Paragraph(Paragraph {
        align: Align::Left,
        ..Paragraph::plain(words)
    })
}

fn table(pack: &Pack, part: Part) -> Table {
    let column = |title: &str, width| Column {
        title: title.to_owned(),
        width,
        align: Align::Left,
    };
    let rows = pack.entries(part).into_iter();
    Table {
        caption: format!("Berkas {}", part.title().to_lowercase()),
        columns: vec![
            column("Yang ditanyakan penilai", 34),
            column("Berkas", 30),
            column("Isi", 44),
        ],
        rows: rows
            .map(|entry| {
                let files = if entry.files.is_empty() {
                    Cell::Empty
                } else {
                    Cell::Text(entry.files.join("\n"))
                };
                vec![
                    Cell::Text(entry.answers.to_owned()),
                    files,
                    Cell::Text(format!("{}. {}", entry.title, entry.about)),
                ]
            })
            .collect(),
        total: None,
    }
}
