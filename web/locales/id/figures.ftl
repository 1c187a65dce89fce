# Ukuran dan rincian, untuk petugas.
figures-title = Ukuran dan rincian
figures-link = Ukuran dan rincian lain
figures-back = Angka pokok dan kinerja
figures-measures = Ukuran
figures-measures-hint = Pilih satu ukuran atau lebih dari satu kelompok; ukuran dari kelompok yang berbeda tidak dapat berada dalam satu tabel.
figures-chosen = { $n ->
    [0] { "" }
   *[other] { $count } dipilih
}
figures-part-counts = Jumlah, keadaan, dan hasil
figures-part-clocks = Lama dan tepat waktu
figures-part-deeds = Tindak lanjut, perpindahan, sanggahan, bantuan
figures-part-stays = Lama di tiap keadaan
figures-part-stock = Jumlah dan umur
figures-part-flow = Kejadian
figures-only-unit = Hanya unit (dengan bawahannya)
figures-only-category = Hanya kategori
figures-only-type = Hanya jenis
figures-only-channel = Hanya kanal
figures-only-region = Hanya wilayah
figures-compare = Bandingkan dengan masa sebelumnya
figures-as-of = menurut keadaan sampai { $asof }
figures-scope = Lingkup
figures-n = n = { $n }
figures-no-inhabitants = “–” pada ukuran per 1.000 penduduk: jumlah penduduknya tidak tercatat, atau barisnya bukan wilayah.
figures-error-none = Pilih paling sedikit satu ukuran.
figures-error-unknown = Ukuran “{ $id }” tidak dikenal. Pilih dari daftar.
figures-error-mixed = “{ $one }” ({ $onefamily }) dan “{ $other }” ({ $otherfamily }) menghitung hal yang berbeda. Pilih ukuran dari satu kelompok saja, dan buat tabel lain untuk yang lain.
figures-error-stock = Yang masih terbuka adalah keadaan pada satu saat dan tidak dapat dirinci menurut { $by }. Pilih rincian lain, atau tanyakan tiap tanggal keadaan tersendiri.
figures-error-officers = Rincian menurut petugas hanya untuk kejadian dalam periode. Pilih ukuran dari kelompok itu.
figures-error-days = Periode ini terlalu panjang untuk dirinci menurut hari. Pilih periode yang lebih pendek, atau rincian menurut minggu atau bulan.
figures-error-not-begun = Periode yang mulai { $day } belum tiba. Pilih periode yang sudah mulai.
figures-error-before-first = Sampai { $asof } belum ada laporan yang tercatat dalam lingkup ini. Pilih tanggal keadaan sesudah laporan pertama tercatat.
figures-error-choice = Pilih dari daftar, atau kosongkan.
