# Kabar lewat WhatsApp dan Telegram. Yang dapat dipakai: nomor, instansi, unit, isi, batas, tautan, pintu.

# Laporan rahasia dan berkadar pengawasan: tidak sepatah kata pun dari laporan.
neutral-chat =
    Ada kabar untuk laporan Anda nomor { $nomor }.

    Ketik STATUS { $nomor }, atau lihat di { $tautan }
neutral_receipt-chat =
    Laporan Anda tercatat dengan nomor { $nomor }.

    Ketik STATUS { $nomor } untuk melihat keadaannya, BALAS { $nomor } lalu isi untuk menambah keterangan. Akun Anda di sini hanya diketahui petugas yang berwenang.
receipt-chat =
    Laporan Anda diterima oleh { $instansi } dengan nomor { $nomor }. Kami memeriksanya, lalu meneruskannya ke unit yang berwenang. Kabarnya kami kirim ke sini.

    Ketik STATUS { $nomor } untuk melihat keadaannya, BALAS { $nomor } lalu isi untuk menambah keterangan, STOP untuk berhenti menerima kabar.

    { $tautan }
forwarded-chat =
    Laporan { $nomor } diteruskan ke { $instansi } untuk diverifikasi.

    { $tautan }
disposed-chat =
    Laporan { $nomor } sudah diverifikasi dan diteruskan ke { $unit }.

    { $tautan }
held-chat =
    Laporan { $nomor } belum dapat diteruskan. Petugas bertanya:

    { $isi }

    Balas di sini, atau ketik BALAS { $nomor } lalu jawaban Anda, sampai { $batas }. Tanpa jawaban laporan diarsipkan.
question-chat =
    Petugas bertanya tentang laporan { $nomor }:

    { $isi }

    Balas di sini, atau ketik BALAS { $nomor } lalu jawaban Anda.
answer-chat =
    Tanggapan { $unit } atas laporan { $nomor }:

    { $isi }

    Selengkapnya: { $tautan }
final_answer-chat =
    Jawaban akhir { $unit } atas laporan { $nomor }:

    { $isi }

    Belum selesai? Balas di sini dengan alasannya, atau ketik BALAS { $nomor } lalu alasannya, sampai { $batas }. Setelah itu laporan ditutup.
closed-chat =
    Laporan { $nomor } ditutup. { $isi }

    Penilaian atau keberatan: { $tautan }
archived-chat =
    Laporan { $nomor } diarsipkan. { $isi }

    Bila Anda keberatan, sampaikan di { $tautan }
transferred-chat =
    Laporan { $nomor } diteruskan ke instansi yang berwenang. { $isi }

    { $tautan }
joined-chat =
    Laporan { $nomor } ditangani bersama laporan lain tentang hal yang sama. Kabarnya tetap Anda terima.

    { $tautan }
extended-chat =
    Penanganan laporan { $nomor } memerlukan waktu lebih. { $isi }

    { $tautan }
overdue-chat =
    Laporan { $nomor } belum selesai dalam batas waktu. Kami mohon maaf; atasan unit sudah diberi tahu.

    { $tautan }
step_late-chat =
    Laporan { $nomor } belum ditindaklanjuti pada waktunya. Pimpinan { $instansi } sudah diberi tahu.

    { $tautan }
escalated-chat =
    Laporan { $nomor } masih melewati batas waktu. Keterlambatannya kini dinaikkan ke pimpinan { $instansi }.

    { $tautan }
resumed-chat =
    Laporan { $nomor } ditangani kembali. { $isi }

    { $tautan }
objection_rejected-chat =
    Keberatan Anda atas laporan { $nomor } tidak diterima. { $isi }

    Anda dapat menghubungi Ombudsman RI. Selengkapnya: { $tautan }
close_reminder-chat =
    Laporan { $nomor } ditutup { $batas } bila tidak ada kabar dari Anda.

    Belum selesai? Balas di sini dengan alasannya, atau ketik BALAS { $nomor } lalu alasannya.
hold_reminder-chat =
    Laporan { $nomor } masih menunggu jawaban Anda sampai { $batas }. Tanpa jawaban laporan diarsipkan.

    Balas di sini, atau ketik BALAS { $nomor } lalu jawaban Anda.

# Percakapan.
chat-greeting =
    Halo, ini layanan pengaduan { $instansi }.

    Untuk melapor, tulis saja apa yang terjadi; foto dan lokasi boleh menyusul. { $pintu ->
        [whatsapp] Lewat WhatsApp nomor Anda kami ketahui
       *[other] Lewat Telegram akun Anda kami ketahui
    }, jadi melapor tanpa identitas tidak dapat di sini, hanya di { $tautan }

    Ketik STATUS untuk melihat laporan Anda, BANTUAN untuk bantuan, ENGLISH for English.
chat-help =
    Tulis apa yang terjadi untuk melapor. Perintah lain:
    STATUS – laporan Anda; STATUS <nomor> – satu laporan
    BALAS <nomor> <isi> – menambah keterangan
    RAHASIA atau ANONIM – menyembunyikan isi atau nama; juga RAHASIA <nomor>
    BATAL – membuang laporan yang sedang ditulis
    STOP – berhenti menerima kabar; MULAI – menerima lagi
    Bahaya yang mengancam jiwa: telepon 112.
chat-language = Baik, kita berbahasa Indonesia.
chat-ask-text = Apa yang terjadi? Tulis dengan kata-kata Anda sendiri.
chat-ask-place = Di mana kejadiannya? Kirim titik lokasi, atau tulis nama jalan atau tempatnya. Tidak tahu? Ketik LEWATI.
chat-send-place = 📍 Kirim lokasi
chat-ask-photo = Ada foto? Kirim sekarang, boleh sampai lima. Tidak ada? Ketik LEWATI.
chat-ask-more = Ada foto lain? Kirim sekarang, atau ketik LANJUT.
chat-ask-privacy =
    { $pintu ->
        [whatsapp] Lewat WhatsApp nomor Anda kami ketahui
       *[other] Lewat Telegram akun Anda kami ketahui
    }; melapor tanpa identitas hanya dapat di { $tautan } Untuk umum Anda tidak pernah terlihat.

    BIASA – hanya petugas yang berwenang dapat melihat akun Anda
    ANONIM – disembunyikan juga dari unit yang menangani
    RAHASIA – isi laporan pun tidak tampak untuk umum
chat-summary-text =
    Laporan Anda untuk { $instansi }:

    { $isi }

    –
chat-summary-place = Tempat: { $isi }
chat-summary-pin = Tempat: titik pada peta
chat-summary-no-place = Tempat: tidak disebut
chat-summary-photos = Foto: { $isi }
chat-summary-ordinary = Kerahasiaan: biasa; akun Anda hanya dilihat petugas yang berwenang
chat-summary-anonymous = Kerahasiaan: anonim; akun Anda disembunyikan juga dari unit yang menangani
chat-summary-secret = Kerahasiaan: rahasia; isinya tidak tampak untuk umum
chat-summary-both = Kerahasiaan: anonim dan rahasia
chat-ask-send = Kirim? Ketik KIRIM, UBAH, atau BATAL. Yang masih kurang boleh ditulis sekarang.
chat-ask-change = Apa yang diubah? Ketik ISI, TEMPAT, atau FOTO.
chat-ask-purpose = Apakah ini balasan untuk laporan { $nomor }, atau laporan baru? Ketik BALASAN atau LAPORAN BARU.
chat-ask-which = Beberapa laporan menunggu jawaban Anda: { $isi }. Ketik BALAS <nomor> untuk laporan yang dimaksud, atau LAPORAN BARU.
chat-added = Sudah kami tambahkan.
chat-pin-kept = Titik lokasi disimpan.
chat-photo-kept = Foto ke-{ $isi } disimpan.
chat-too-many-photos = Satu laporan memuat paling banyak lima foto; yang ini tidak disimpan.
chat-photo-away = Foto Anda belum dapat kami ambil. Kirim sekali lagi.
chat-photo-broken = Berkas itu bukan foto yang dapat kami baca. Kirim JPEG, PNG atau WebP.
chat-photo-large = Foto itu terlalu besar. Kirim sebagai foto biasa, bukan sebagai berkas.
chat-photo-lost = Satu foto tidak tersimpan lagi. Kirim sekali lagi, atau lanjutkan tanpa foto itu.
chat-photo-only = Foto terlampir.
chat-pin-null = Titik lokasi itu kosong (0,0). Kirim titik kejadian, tulis nama tempatnya, atau ketik LEWATI.
chat-pin-abroad = Titik itu di luar Indonesia. Kirim titik kejadian, tulis nama tempatnya, atau ketik LEWATI.
chat-pin-outside = Titik itu di luar wilayah { $instansi }. Kirim titik kejadian di wilayah ini, tulis nama tempatnya, atau ketik LEWATI. Untuk daerah lain, sampaikan kepada pemerintah daerah itu.
chat-too-long = Tulisannya terlalu panjang, jadi bagian terakhir tidak disimpan. Persingkat, lalu kirim lagi.
chat-edited = Perubahan pada pesan lama tidak kami baca. Kirim sebagai pesan baru.
chat-unknown-kind = Pesan suara, video, stiker dan berkas lain belum dapat kami terima. Tulis dengan kata-kata, atau kirim foto dan titik lokasi.
chat-noted-secret = Baik, laporan ini rahasia: isinya tidak tampak untuk umum.
chat-noted-anonymous = Baik, akun Anda disembunyikan dari unit yang menangani.
chat-reminder = Laporan Anda belum terkirim. Lanjutkan di sini bila masih ingin melapor; besok yang sudah ditulis kami hapus. Ketik BATAL untuk membuangnya sekarang.
chat-cancelled = Laporan yang sedang ditulis sudah dibuang. Tulis apa yang terjadi bila ingin melapor lagi.
chat-nothing-open = Tidak ada laporan yang sedang ditulis. Tulis apa yang terjadi untuk melapor, atau ketik BANTUAN.
chat-welcome = Sama-sama. Tulis apa yang terjadi bila ingin melapor lagi.
chat-filed = Laporan Anda diterima dengan nomor { $nomor }. Anda tidak menerima kabar karena pernah mengetik STOP; ketik MULAI untuk menerima lagi.
chat-bad-number = Nomor laporan terdiri dari 12 angka. Periksa lagi pada tanda terima.
chat-status = Laporan { $nomor }: { $isi } { $tautan }
chat-status-none = Nomor laporan tidak ditemukan, atau hanya dapat dibuka dengan frasa rahasia. Periksa lagi nomornya. { $tautan }
chat-none-yet = Belum ada laporan dari akun ini. Tulis apa yang terjadi untuk melapor.
chat-replied = Terima kasih, balasan Anda untuk laporan { $nomor } sudah dicatat.
chat-empty-reply = Balasannya kosong. Ketik BALAS { $nomor } lalu isinya.
chat-not-yours = Balasan hanya dari akun pelapor. Buka laporan dengan frasa rahasia di { $tautan }
chat-refused = Laporan { $nomor } tidak dapat diubah atau dibalas pada keadaannya sekarang. Ketik STATUS { $nomor }
chat-secret = Laporan { $nomor } kini rahasia.
chat-anonymous = Akun Anda pada laporan { $nomor } kini disembunyikan dari unit yang menangani.
chat-stopped = Anda tidak akan menerima kabar laporan lagi di sini. Ketik MULAI untuk menerima lagi.
chat-started = Anda menerima kabar laporan di sini. Ketik STOP untuk berhenti.
chat-trouble = Laporan Anda belum terkirim: { $isi } Yang sudah ditulis masih kami simpan; coba KIRIM lagi, UBAH, atau buka { $tautan }
