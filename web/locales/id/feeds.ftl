# Umpan, mengikuti laporan lewat surel, dan data terbuka.
feed-bad = Saringan "{ $name }" tidak dikenal. Susun lagi alamat umpan ini dari halaman Ikuti.
feed-too-many = { $n ->
    *[other] Terlalu sering meminta dari alamat ini. Coba lagi setelah { $count } detik.
}

follow-link-list = Ikuti laporan publik
follow-link-report = Ikuti laporan ini
follow-title = Ikuti laporan publik
follow-lead = Dapatkan kabar laporan yang dibuka untuk umum: lewat pembaca umpan, peta, atau surel.
follow-lead-feeds = Dapatkan kabar laporan yang dibuka untuk umum lewat pembaca umpan atau aplikasi peta.
follow-lead-report = Dapatkan kabar laporan “{ $title }”.
follow-narrow = Terapkan pilihan
follow-mail = Lewat surel
follow-mail-report = Anda menerima surel setiap kali ada tanggapan atau perubahan status.
follow-mail-all = Paling banyak satu surel sehari: laporan yang baru dibuka untuk umum dan yang selesai.
follow-mail-list = Paling banyak satu surel sehari tentang { $what }: laporan yang baru dibuka untuk umum dan yang selesai.
follow-mail-partial = Kata pencarian, status dan tahun hanya berlaku untuk umpan di bawah.
follow-address = Alamat surel
follow-address-hint = Hanya dipakai untuk kabar ini, disimpan tersegel, dan dapat dihapus kapan saja lewat tautan di setiap surel.
follow-ask = Kirimi saya tautan konfirmasi
follow-feeds = Lewat umpan
follow-feeds-explain = Salin alamatnya ke pembaca umpan (Atom) atau ke aplikasi peta (GeoJSON). Umpan berisi laporan dengan kabar terbaru lebih dulu.
follow-atom = Atom
follow-geojson = GeoJSON
follow-data = Unduh seluruh laporan publik per tahun
follow-back-list = ← Laporan publik
follow-back-report = ← Kembali ke laporan
follow-asked = Periksa kotak surel Anda
follow-asked-explain = Kami mengirim tautan konfirmasi ke alamat itu. Buka dalam 48 jam; sebelum itu tidak ada kabar yang dikirim. Tidak sampai? Periksa folder spam, lalu coba lagi besok.
follow-question = Kirimi Anda kabar { $what } dari { $body }?
follow-yes = Ya, kirimi saya kabar
follow-no = Tidak, hapus alamat saya
follow-begun = Anda kini menerima kabar { $what } dari { $body }.
follow-each-ends = Di setiap surel ada tautan untuk berhenti.
follow-following = Anda menerima kabar { $what } dari { $body }.
follow-stop = Berhenti dan hapus alamat saya
follow-ended = Selesai. Anda tidak akan menerima kabar ini lagi, dan alamat Anda sudah dihapus dari daftar.
follow-report = laporan { $number }
follow-everything = semua laporan publik

data-title = Data terbuka
data-lead = Semua laporan yang dibuka untuk umum, per tahun penerimaan, untuk diolah siapa saja.
data-choose = Pilih instansi
data-none = Belum ada laporan yang dibuka untuk umum.
data-years = Berkas per tahun
data-size = Isi
data-rows = { $n ->
    *[other] { $count } laporan
}
data-files = Unduh
data-excel = CSV untuk Excel
data-changed = Perubahan terakhir: { $at }.
data-licence = Boleh dipakai ulang
data-licence-words = Creative Commons Atribusi 4.0 (CC BY 4.0): boleh disalin, diolah dan diterbitkan, juga untuk usaha, dengan menyebut instansi sebagai sumber.
data-living = Isi berkas mengikuti keadaan sekarang: laporan yang ditarik dari publik hilang dari berkas, dan tanggapan baru muncul. Nama pelapor, kontak, dan laporan rahasia tidak pernah ada di dalamnya.
data-columns = Arti kolom
data-columns-explain = Nama kolom mengikuti GeoReport Bulk. Berkas memakai UTF-8; “CSV untuk Excel” diawali tanda BOM. Sel yang dapat dibaca sebagai rumus diawali tanda petik tunggal.
data-col-service-request-id = Nomor laporan, 12 angka.
data-col-requested-datetime = Waktu laporan diterima; hanya tanggal bila jamnya tidak diketahui.
data-col-updated-datetime = Kejadian publik terakhir; untuk yang selesai, waktu selesainya.
data-col-closed-date = Waktu ditutup, diarsipkan, atau diteruskan; kosong bila masih ditangani.
data-col-status-description = Keadaan: received, on_hold, assigned, awaiting_redirect, in_progress, closure_proposed, review, closed, archived, transferred.
data-col-status-notes = Tanggapan publik terakhir.
data-col-source = Saluran masuk laporan.
data-col-service-name = Kategori.
data-col-service-subtype = Jenis: complaint (pengaduan), aspiration (aspirasi), information (permintaan informasi), unknown.
data-col-description = Isi laporan seperti dibuka untuk umum.
data-col-agency-responsible = Unit dan instansi yang menangani.
data-col-address = Tempat dari yang terkecil ke yang terbesar, sejauh terbuka untuk umum.
data-col-lat = Lintang (WGS 84); hanya bila titiknya dibuka untuk umum.
data-col-long = Bujur (WGS 84); hanya bila titiknya dibuka untuk umum.

field-photos-not-here = Perintah ini tidak membawa foto. Kirim foto bersama reply, answer, propose_closure atau add_file.
field-photos-one-only = Perintah ini membawa satu foto saja. Kirim foto lain dengan perintah lagi.

privacy-follow = Kalau Anda mengikuti laporan lewat surel
privacy-follow-text = Alamat Anda hanya dipakai untuk kabar itu, disimpan tersandi, dan tidak dapat dilihat petugas. Ia dihapus begitu Anda berhenti lewat tautan di surel; permintaan yang tidak dikonfirmasi dihapus setelah 48 jam.
