//! Styles, lists and settings.

use std::fmt::Write as _;

use crate::xml::Xml;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Identifier, name, whether it is Word's own for headings (outline level), and what it changes: paragraph, run.
const PARAGRAPHS: [(&str, &str, Option<u8>, &str, &str); 21] = [
    (
        "Title",
        "Title",
        None,
        r#"<w:spacing w:before="240" w:after="60"/><w:jc w:val="center"/>"#,
        r#"<w:b/><w:sz w:val="30"/>"#,
    ),
    (
        "Subtitle",
        "Subtitle",
        None,
        r#"<w:spacing w:after="240"/><w:jc w:val="center"/>"#,
        r#"<w:color w:val="44474C"/><w:sz w:val="22"/>"#,
    ),
    (
        "Heading1",
        "heading 1",
        Some(0),
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="320" w:after="100"/>"#,
        r#"<w:b/><w:sz w:val="26"/>"#,
    ),
    (
        "Heading2",
        "heading 2",
        Some(1),
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="80"/>"#,
        r#"<w:b/><w:sz w:val="24"/>"#,
    ),
    (
        "Heading3",
        "heading 3",
        Some(2),
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="60"/>"#,
        r#"<w:b/><w:sz w:val="22"/>"#,
    ),
    (
        "Heading4",
        "heading 4",
        Some(3),
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="160" w:after="60"/>"#,
        r#"<w:b/><w:i/><w:sz w:val="22"/>"#,
    ),
    (
        "Caption",
        "caption",
        None,
        r#"<w:keepNext/><w:spacing w:before="160" w:after="60"/>"#,
        r#"<w:b/><w:sz w:val="19"/>"#,
    ),
    (
        "ListParagraph",
        "List Paragraph",
        None,
        r#"<w:spacing w:after="40"/><w:ind w:left="425" w:hanging="425"/><w:contextualSpacing/>"#,
        "",
    ),
    (
        "TableText",
        "Teks tabel",
        None,
        r#"<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>"#,
        r#"<w:sz w:val="18"/>"#,
    ),
    (
        "TableSmall",
        "Teks tabel kecil",
        None,
        r#"<w:spacing w:before="10" w:after="10" w:line="240" w:lineRule="auto"/>"#,
        r#"<w:sz w:val="16"/>"#,
    ),
    (
        "TableTiny",
        "Teks tabel sempit",
        None,
        r#"<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>"#,
        r#"<w:sz w:val="14"/>"#,
    ),
    (
        "TableFine",
        "Teks tabel rapat",
        None,
        r#"<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>"#,
        r#"<w:sz w:val="12"/>"#,
    ),
    (
        "AfterTable",
        "Sesudah tabel",
        None,
        r#"<w:spacing w:before="0" w:after="120" w:line="120" w:lineRule="exact"/>"#,
        r#"<w:sz w:val="8"/>"#,
    ),
    (
        "LetterGovernment",
        "Kop pemerintah",
        None,
        r#"<w:spacing w:after="0"/><w:jc w:val="center"/>"#,
        r#"<w:b/><w:sz w:val="26"/>"#,
    ),
    (
        "LetterOffice",
        "Kop dinas",
        None,
        r#"<w:spacing w:after="0"/><w:jc w:val="center"/>"#,
        r#"<w:b/><w:sz w:val="30"/>"#,
    ),
    (
        "LetterAddress",
        "Kop alamat",
        None,
        r#"<w:spacing w:after="0"/><w:jc w:val="center"/>"#,
        r#"<w:sz w:val="18"/>"#,
    ),
    (
        "LetterRule",
        "Garis kop",
        None,
        r#"<w:pBdr><w:bottom w:val="thinThickSmallGap" w:sz="18" w:space="1" w:color="000000"/></w:pBdr><w:spacing w:before="0" w:after="200" w:line="80" w:lineRule="exact"/>"#,
        r#"<w:sz w:val="8"/>"#,
    ),
    (
        "SignaturePlace",
        "Tanda tangan tempat",
        None,
        r#"<w:keepLines/><w:spacing w:before="480" w:after="0"/>"#,
        "",
    ),
    (
        "SignatureLine",
        "Tanda tangan baris",
        None,
        r#"<w:keepLines/><w:spacing w:after="0"/>"#,
        "",
    ),
    (
        "SignatureName",
        "Tanda tangan nama",
        None,
        r#"<w:keepLines/><w:spacing w:before="1100" w:after="0"/>"#,
        r#"<w:b/><w:u w:val="single"/>"#,
    ),
    (
        "Footer",
        "footer",
        None,
        "",
        r#"<w:color w:val="44474C"/><w:sz w:val="16"/>"#,
    ),
];

pub(super) fn styles(language: &str) -> String {
    let language = if language == "id" { "id-ID" } else { language };
    let mut xml = Xml::part();
    xml.open("w:styles", &[("xmlns:w", &W)]);
    xml.raw("<w:docDefaults><w:rPrDefault><w:rPr>");
    xml.raw(r#"<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/>"#);
    xml.empty(
        "w:lang",
        &[
            ("w:val", &language),
            ("w:eastAsia", &language),
            ("w:bidi", &"ar-SA"),
        ],
    );
    xml.raw("</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>");
    xml.raw(r#"<w:spacing w:after="120" w:line="264" w:lineRule="auto"/>"#);
    xml.raw("</w:pPr></w:pPrDefault></w:docDefaults>");
    xml.raw(r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>"#);
    for (id, name, level, paragraph, run) in PARAGRAPHS {
        let mut style = String::new();
        let _infallible = write!(
            style,
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}"#
        );
        if let Some(level) = level {
            let _infallible = write!(style, r#"<w:outlineLvl w:val="{level}"/>"#);
        }
        let _infallible = write!(style, "</w:pPr><w:rPr>{run}</w:rPr></w:style>");
        xml.raw(&style);
    }
    xml.raw(r#"<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/></w:style>"#);
    xml.raw(r#"<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>"#);
    xml.raw(r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#);
    xml.raw(r#"<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>"#);
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        xml.raw("<w:");
        xml.raw(side);
        xml.raw(r#" w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>"#);
    }
    xml.raw("</w:tblBorders></w:tblPr></w:style>");
    xml.finish()
}

/// One list of bullets, and so many lists that each begin at 1.
pub(super) fn numbering(numbered: u32) -> String {
    let mut xml = Xml::part();
    xml.open("w:numbering", &[("xmlns:w", &W)]);
    for (id, format, text) in [(0, "bullet", "•"), (1, "decimal", "%1.")] {
        xml.open("w:abstractNum", &[("w:abstractNumId", &id)]);
        xml.empty("w:multiLevelType", &[("w:val", &"singleLevel")]);
        xml.open("w:lvl", &[("w:ilvl", &0)]);
        xml.empty("w:start", &[("w:val", &1)]);
        xml.empty("w:numFmt", &[("w:val", &format)]);
        xml.empty("w:lvlText", &[("w:val", &text)]);
        xml.empty("w:lvlJc", &[("w:val", &"left")]);
        xml.raw(r#"<w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr>"#);
        xml.close();
        xml.close();
    }
    xml.raw(r#"<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#);
    for at in 0..numbered {
        xml.open("w:num", &[("w:numId", &(at + 2))]);
        xml.empty("w:abstractNumId", &[("w:val", &1)]);
        xml.open("w:lvlOverride", &[("w:ilvl", &0)]);
        xml.empty("w:startOverride", &[("w:val", &1)]);
        xml.close();
        xml.close();
    }
    xml.finish()
}

pub(super) fn settings() -> String {
    let mut xml = Xml::part();
    xml.open("w:settings", &[("xmlns:w", &W)]);
    xml.raw(r#"<w:defaultTabStop w:val="567"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>"#);
    xml.finish()
}
