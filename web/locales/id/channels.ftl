# Saluran pesan: berhenti menerima kabar, dan pesan keluar pada halaman pekerjaan.
stop-title = Berhenti menerima kabar
stop-question = Anda tidak akan menerima kabar laporan lagi pada alamat atau nomor ini.
stop-button = Ya, berhenti
stop-done = Anda tidak akan menerima kabar lagi.
stop-again = Laporan Anda tetap ditangani. Lewat SMS, ketik MULAI untuk menerima kabar lagi.
stop-still = Laporan Anda tetap ditangani; perkembangannya dapat dilihat di halaman Lacak.
messages-dead = Pesan yang tidak dapat dikirim
messages-waiting = Pesan menunggu dikirim
messages-none = Semua pesan terkirim.
messages-nothing = Tidak ada pesan yang menunggu.
messages-channel = Saluran
messages-notice = Kabar
messages-code = Jawaban gerbang
messages-retry = Kirim lagi
messages-suspend = Tahan
messages-resume = Lanjutkan
messages-suspended = ditahan
