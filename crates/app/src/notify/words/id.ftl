# Pemberitahuan kepada pelapor. Satu kunci untuk tiap kabar dan tiap pintu (sms, email) dan judul surel (subject).
# Yang dapat dipakai: nomor, instansi, unit, isi, batas, tautan, pintu. SMS dipotong pada 160 huruf: yang dipotong isi.

# Laporan rahasia dan berkadar pengawasan: tidak sepatah kata pun dari laporan.
neutral-subject = Kabar untuk laporan Anda nomor { $nomor }
neutral-sms = Ada kabar untuk laporan Anda nomor { $nomor }. Lihat di { $tautan }
neutral-email =
    Ada kabar untuk laporan Anda nomor { $nomor }.

    Buka dengan frasa rahasia Anda di { $tautan }
neutral_receipt-subject = Laporan Anda nomor { $nomor } tercatat
neutral_receipt-sms = { $pintu ->
    [sms] Laporan Anda tercatat, nomor { $nomor }. Lewat SMS nomor Anda diketahui petugas yang berwenang; tanpa identitas hanya di { $tautan }
   *[other] Laporan Anda tercatat, nomor { $nomor }. Lihat di { $tautan }
    }
neutral_receipt-email =
    Laporan Anda tercatat dengan nomor { $nomor }.

    { $pintu ->
        [email] Lewat surel alamat Anda diketahui petugas yang berwenang. Melapor tanpa identitas hanya dapat di halaman { $tautan }
       *[other] Buka dengan frasa rahasia Anda di { $tautan }
    }

receipt-subject = Laporan Anda diterima, nomor { $nomor }
receipt-sms = { $pintu ->
    [sms] Laporan diterima, no. { $nomor }. Cek: ketik STATUS { $nomor }. Lewat SMS nomor Anda tercatat, tanpa identitas tidak bisa. Ketik STOP utk berhenti.
   *[other] Laporan Anda di { $instansi } diterima, no. { $nomor }. Lihat di { $tautan } Balas STOP untuk berhenti.
    }
receipt-email =
    Laporan Anda diterima oleh { $instansi } dengan nomor { $nomor }. Kami memeriksanya, lalu meneruskannya ke unit yang berwenang.

    { $pintu ->
        [email] Lewat surel alamat Anda tercatat dan hanya dilihat petugas yang berwenang. Melapor tanpa identitas tidak dapat lewat surel. Balas dengan satu kata, RAHASIA atau ANONIM, bila isi atau nama Anda harus disembunyikan.
       *[other] Simpan tanda terima Anda: frasa rahasia di sana membuka laporan ini.
    }

    Perkembangannya: { $tautan }

forwarded-subject = Laporan { $nomor } diteruskan ke { $instansi }
forwarded-sms = Laporan { $nomor } diteruskan ke { $instansi } untuk diverifikasi. { $tautan }
forwarded-email =
    Laporan Anda nomor { $nomor } diteruskan ke { $instansi } untuk diverifikasi.

    Perkembangannya: { $tautan }

disposed-subject = Laporan { $nomor } diteruskan ke { $unit }
disposed-sms = Laporan { $nomor } sudah diverifikasi dan diteruskan ke { $unit }. { $tautan }
disposed-email =
    Laporan Anda nomor { $nomor } sudah diverifikasi dan diteruskan ke { $unit }.

    Perkembangannya: { $tautan }

held-subject = Pertanyaan tentang laporan { $nomor }: jawaban Anda ditunggu
held-sms = { $pintu ->
    [sms] Laporan { $nomor } menunggu jawaban Anda s.d. { $batas }: { $isi } Balas SMS ini atau BALAS { $nomor } <jawaban>
   *[other] Laporan { $nomor } menunggu jawaban Anda s.d. { $batas }: { $isi } Jawab di { $tautan }
    }
held-email =
    Laporan Anda nomor { $nomor } belum dapat diteruskan. Petugas bertanya:

    { $isi }

    Balas surel ini atau jawab di { $tautan } sampai { $batas }. Tanpa jawaban laporan diarsipkan.

question-subject = Pertanyaan tentang laporan { $nomor }
question-sms = { $pintu ->
    [sms] Pertanyaan utk laporan { $nomor }: { $isi } Balas SMS ini atau BALAS { $nomor } <jawaban>
   *[other] Pertanyaan utk laporan { $nomor }: { $isi } Jawab di { $tautan }
    }
question-email =
    Petugas bertanya tentang laporan Anda nomor { $nomor }:

    { $isi }

    Balas surel ini atau jawab di { $tautan }

answer-subject = Tanggapan atas laporan { $nomor }
answer-sms = Laporan { $nomor }, tanggapan: { $isi } Selengkapnya { $tautan }
answer-email =
    Tanggapan { $unit } atas laporan Anda nomor { $nomor }:

    { $isi }

    Selengkapnya: { $tautan }

final_answer-subject = Jawaban akhir atas laporan { $nomor }
final_answer-sms = { $pintu ->
    [sms] Laporan { $nomor } dijawab: { $isi } Belum beres s.d. { $batas }? Ketik BALAS { $nomor } <alasan>
   *[other] Laporan { $nomor } dijawab: { $isi } Nilai atau sanggah s.d. { $batas } di { $tautan }
    }
final_answer-email =
    Jawaban akhir { $unit } atas laporan Anda nomor { $nomor }:

    { $isi }

    Sampai { $batas } Anda dapat menyatakan selesai atau belum selesai di { $tautan }. Setelah itu laporan ditutup.

closed-subject = Laporan { $nomor } ditutup
closed-sms = Laporan { $nomor } ditutup. { $isi } Penilaian atau keberatan: { $tautan }
closed-email =
    Laporan Anda nomor { $nomor } ditutup.

    { $isi }

    Penilaian atau keberatan: { $tautan }

archived-subject = Laporan { $nomor } diarsipkan
archived-sms = Laporan { $nomor } diarsipkan. { $isi } Keberatan: { $tautan }
archived-email =
    Laporan Anda nomor { $nomor } diarsipkan.

    { $isi }

    Bila Anda keberatan, sampaikan di { $tautan }

transferred-subject = Laporan { $nomor } diteruskan
transferred-sms = Laporan { $nomor } diteruskan ke instansi yang berwenang. { $isi } { $tautan }
transferred-email =
    Laporan Anda nomor { $nomor } diteruskan ke instansi yang berwenang.

    { $isi }

    Perkembangannya: { $tautan }

joined-subject = Laporan { $nomor } ditangani bersama laporan lain
joined-sms = Laporan { $nomor } ditangani bersama laporan lain tentang hal yang sama. Kabarnya tetap Anda terima. { $tautan }
joined-email =
    Laporan Anda nomor { $nomor } ditangani bersama laporan lain tentang hal yang sama. Kabarnya tetap Anda terima.

    Perkembangannya: { $tautan }

extended-subject = Laporan { $nomor } memerlukan waktu lebih
extended-sms = Laporan { $nomor } perlu waktu lebih. { $isi } { $tautan }
extended-email =
    Penanganan laporan Anda nomor { $nomor } memerlukan waktu lebih.

    { $isi }

    Perkembangannya: { $tautan }

overdue-subject = Laporan { $nomor } melewati batas waktu: kami mohon maaf
overdue-sms = Maaf, laporan { $nomor } melewati batas waktu. Atasan unit sudah diberi tahu. { $tautan }
overdue-email =
    Laporan Anda nomor { $nomor } belum selesai dalam batas waktu. Kami mohon maaf; atasan unit sudah diberi tahu.

    Perkembangannya: { $tautan }

step_late-subject = Penanganan laporan { $nomor } terlambat: pimpinan diberi tahu
step_late-sms = Laporan { $nomor } belum ditindaklanjuti pada waktunya. Pimpinan { $instansi } sudah diberi tahu. { $tautan }
step_late-email =
    Laporan Anda nomor { $nomor } belum ditindaklanjuti pada waktunya. Pimpinan { $instansi } sudah diberi tahu.

    Perkembangannya: { $tautan }

escalated-subject = Keterlambatan laporan { $nomor } dinaikkan ke pimpinan
escalated-sms = Laporan { $nomor } masih terlambat. Keterlambatannya kini dinaikkan ke pimpinan { $instansi }. { $tautan }
escalated-email =
    Laporan Anda nomor { $nomor } masih melewati batas waktu. Keterlambatannya kini dinaikkan ke pimpinan { $instansi }.

    Perkembangannya: { $tautan }

resumed-subject = Laporan { $nomor } ditangani kembali
resumed-sms = Laporan { $nomor } ditangani kembali. { $isi } { $tautan }
resumed-email =
    Laporan Anda nomor { $nomor } ditangani kembali.

    { $isi }

    Perkembangannya: { $tautan }

objection_rejected-subject = Keberatan atas laporan { $nomor } tidak diterima
objection_rejected-sms = Keberatan atas laporan { $nomor } tidak diterima. { $isi } { $tautan }
objection_rejected-email =
    Keberatan Anda atas laporan nomor { $nomor } tidak diterima.

    { $isi }

    Anda dapat menghubungi Ombudsman RI. Selengkapnya: { $tautan }

close_reminder-subject = Laporan { $nomor } akan ditutup { $batas }
close_reminder-sms = { $pintu ->
    [sms] Laporan { $nomor } ditutup { $batas } bila tidak ada kabar Anda. Belum beres? Ketik BALAS { $nomor } <alasan>
   *[other] Laporan { $nomor } ditutup { $batas } bila tidak ada kabar Anda. Belum beres? { $tautan }
    }
close_reminder-email =
    Laporan Anda nomor { $nomor } ditutup { $batas } bila tidak ada kabar dari Anda.

    Belum selesai? Katakan di { $tautan }

hold_reminder-subject = Laporan { $nomor } masih menunggu jawaban Anda
hold_reminder-sms = { $pintu ->
    [sms] Laporan { $nomor } masih menunggu jawaban Anda s.d. { $batas }. Ketik BALAS { $nomor } <jawaban>
   *[other] Laporan { $nomor } masih menunggu jawaban Anda s.d. { $batas }. Jawab di { $tautan }
    }
hold_reminder-email =
    Laporan Anda nomor { $nomor } masih menunggu jawaban Anda. Tanpa jawaban sampai { $batas } laporan diarsipkan.

    Jawab di { $tautan } atau balas surel ini.

footer-email =
    --
    { $instansi }. Surel ini dikirim otomatis tentang laporan nomor { $nomor }.
stop-email = Tidak ingin menerima kabar lagi: { $tautan }

# Pengikut laporan atau wilayah lewat surel: hanya yang terbuka untuk umum.
follow-first-subject = Konfirmasi: ikuti kabar dari { $instansi }
follow-first-report = laporan publik nomor { $nomor }
follow-first-list = laporan publik { $isi }
follow-first =
    Seseorang, semoga Anda, meminta kabar { $isi } dikirim ke alamat ini.

    Bila benar, buka tautan ini dalam 48 jam lalu tekan "Ya, kirimi saya kabar":
    { $tautan }

    Bila bukan Anda, abaikan surel ini: tidak ada yang akan dikirim, dan alamat ini dihapus.
follow-end = Tidak ingin menerima kabar ini lagi: { $tautan }
follow-news-subject = Kabar laporan publik { $nomor }
follow-news = Ada kabar untuk laporan publik nomor { $nomor }: { $isi }.
follow-news-link = Selengkapnya: { $tautan }
follow-verified = { $batas }: diteruskan ke { $unit }.
follow-answered = { $batas }: tanggapan { $unit }.
follow-closure_proposed = { $batas }: jawaban akhir { $unit }.
follow-closed = { $batas }: laporan ditutup.
follow-archived = { $batas }: laporan diarsipkan.
follow-transferred_out = { $batas }: diteruskan ke { $unit }.
follow-extended = { $batas }: { $unit } memerlukan waktu lebih.
follow-breached = { $batas }: batas waktu terlewati.
follow-reopened = { $batas }: laporan dibuka kembali.
follow-upheld = { $batas }: setelah diperiksa kembali, jawaban tetap.
follow-list-subject = Laporan publik: kabar hari ini
follow-list = Kabar laporan publik { $isi }:
follow-list-new = Baru dibuka untuk umum ({ $nomor }):
follow-list-closed = Selesai ({ $nomor }):
follow-list-more = Selebihnya di { $tautan }

# Balasan langsung atas SMS.
sms-help = Ketik { $isi } <isi laporan> untuk melapor, STATUS <nomor>, BALAS <nomor> <isi>, RAHASIA atau ANONIM <nomor>. STOP untuk berhenti.
sms-status = Laporan { $nomor }: { $isi } { $tautan }
sms-status-none = Nomor laporan tidak ditemukan, atau hanya dapat dibuka dengan frasa rahasia. Periksa lagi nomornya. { $tautan }
sms-replied = Terima kasih, balasan Anda untuk laporan { $nomor } sudah dicatat.
sms-not-yours = Balasan hanya dari nomor pelapor. Buka laporan dengan frasa rahasia di { $tautan }
sms-which = Beberapa laporan menunggu Anda. Ketik BALAS <nomor> <isi>. Nomor: { $isi }
sms-refused = Laporan { $nomor } tidak dapat dibalas sekarang. Lihat di { $tautan }
sms-empty = Isi laporan kosong. Ketik { $isi } lalu isi laporan Anda.
sms-bad-number = Nomor laporan 12 angka. Periksa lagi pada tanda terima.
sms-stopped = Anda tidak akan menerima kabar laporan lagi dari kami. Ketik MULAI untuk menerima lagi.
sms-started = Anda akan menerima kabar laporan lagi dari kami. Ketik STOP untuk berhenti.
sms-secret = Laporan { $nomor } kini rahasia.
sms-anonym = Nama dan nomor Anda pada laporan { $nomor } kini disembunyikan dari unit yang menangani.
sms-trouble = Pesan Anda tidak dapat diterima: { $isi } Coba lagi atau buka { $tautan }
state-received = menunggu verifikasi.
state-on_hold = menunggu jawaban Anda.
state-assigned = diteruskan ke unit.
state-awaiting_redirect = dicarikan unit lain.
state-in_progress = sedang ditangani.
state-closure_proposed = sudah dijawab, menunggu Anda.
state-review = diperiksa kembali.
state-closed = ditutup.
state-archived = diarsipkan.
state-transferred = diteruskan ke instansi lain.
state-merged = ditangani bersama laporan lain.

# Balasan langsung atas surel.
mail-replied-subject = Balasan Anda untuk laporan { $nomor } dicatat
mail-replied = Terima kasih, balasan Anda untuk laporan { $nomor } sudah dicatat. Lihat di { $tautan }
mail-secret-subject = Laporan { $nomor } kini rahasia
mail-secret = Laporan { $nomor } kini rahasia: isinya tidak tampak untuk umum.
mail-anonym-subject = Nama Anda pada laporan { $nomor } kini disembunyikan
mail-anonym = Nama dan alamat Anda pada laporan { $nomor } kini disembunyikan dari unit yang menangani.
mail-left-out-subject = Lampiran yang tidak dapat disertakan pada laporan { $nomor }
mail-left-out =
    Kata-kata Anda sudah kami terima. Lampiran ini tidak dapat disertakan pada laporan { $nomor }: { $isi }

    Kirim lagi dengan membalas surel ini: foto JPEG, PNG atau WebP, atau PDF yang utuh; masing-masing paling banyak lima dan paling besar 10 MB.
mail-trouble-subject = Surel Anda tidak dapat diterima sebagai laporan
mail-trouble =
    Surel Anda tidak dapat diterima: { $isi }

    Perbaiki lalu kirim lagi, atau laporkan di { $tautan }
trouble-empty = isinya kosong.
trouble-too-long = isinya terlalu panjang; persingkat.
trouble-photos = foto tidak dapat dibaca; kirim JPEG, PNG atau WebP, paling banyak lima.
trouble-rule = aturan tidak membolehkannya pada keadaan laporan sekarang.
trouble-other = ada bagian yang tidak dapat dibaca.
trouble-too-big = surat terlalu besar; kirim paling banyak lima foto, masing-masing paling besar 10 MB.
trouble-parts = surat terdiri atas terlalu banyak bagian; kirim sebagai surat biasa dengan foto terlampir.
