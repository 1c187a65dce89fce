# Kabar kepada petugas: ringkasan harian, ringkasan mingguan, keterlambatan. Tidak pernah memuat isi laporan atau identitas pelapor.
# isi: pada judul dan SMS rangkumannya, pada surel daftarnya.
digest-subject = { $instansi }: { $isi }
digest-sms = Lapor { $instansi }: { $isi }. Buka { $tautan }
digest-email =
    Pekerjaan yang menunggu Anda di { $instansi }, { $batas }:

    { $isi }

    Buka kotak kerja: { $tautan }
weekly-subject = { $instansi }: ringkasan minggu { $batas }
weekly-sms = Lapor { $instansi }, minggu { $batas }: { $isi }. { $tautan }
weekly-email =
    Ringkasan { $unit } untuk minggu { $batas }:

    { $isi }

    Angka selengkapnya: { $tautan }
delay-subject = Laporan { $nomor }: { $isi }
delay-sms = Laporan { $nomor }: { $isi }, batas { $batas }. { $tautan }
delay-email =
    Laporan nomor { $nomor }: { $isi }. Batas waktunya { $batas }, penanggung jawabnya { $unit }.

    Buka laporan: { $tautan }
paper-subject = { $instansi }: { $isi }
paper-sms = Lapor { $instansi }: { $isi } siap diperiksa. { $tautan }
paper-email =
    { $isi } siap diperiksa dan disetujui.

    Masuk untuk membacanya: { $tautan }
desk_footer-email =
    --
    { $instansi }. Surel ini untuk petugas. Ubah atau hentikan di halaman akun Anda: { $tautan }

desk-late = Terlambat
desk-today = Jatuh tempo hari ini
desk-tomorrow = Jatuh tempo hari kerja berikutnya
desk-new = Baru masuk
desk-replied = Ada balasan pelapor
desk-asked = Menunggu jawaban pelapor
desk-age = umur { $isi } hari
desk-due = batas { $batas }
desk-more = dan { $isi } lagi
desk-closed-line = tidak dirinci
desk-received = Diterima minggu itu
desk-handled = sudah tertangani
desk-in-process = dalam proses
desk-not-followed-up = belum ditindaklanjuti
desk-not-verified = belum diverifikasi
desk-late-now = Terlambat sekarang
desk-oldest = Terlama yang masih terbuka
desk-no-unit = tanpa unit
desk-soon = batas waktu { $isi } hampir tiba
desk-passed = batas waktu { $isi } terlewati
desk-clock-verification = verifikasi
desk-clock-first_follow_up = tindak lanjut pertama
desk-clock-resolution = jawaban akhir
desk-clock-accept = penerimaan disposisi
desk-clock-check = pemeriksaan jawaban akhir
desk-clock-review = peninjauan ulang
desk-clock-handover_ack = pengakuan instansi lain
desk-clock-ppid = jawaban PPID
desk-clock-other = penanganan
