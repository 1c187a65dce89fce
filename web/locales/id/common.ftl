# Bingkai halaman dan bagian yang dipakai bersama.
site-name = Lapor
site-tagline = Laporan warga, dijawab sampai tuntas
skip-to-content = Langsung ke isi halaman
nav-label = Menu utama
nav-file = Lapor
nav-track = Lacak
nav-released = Laporan publik
nav-statistics = Statistik
nav-about = Tentang
language-switch = English
footer-privacy = Privasi
footer-accessibility = Aksesibilitas
footer-sign-in = Masuk petugas
footer-emergency = Nyawa terancam, kebakaran, atau kecelakaan? Jangan menunggu di sini: telepon 112.
demo-note = Ini peragaan dengan data rekaan. Laporan di sini tidak sampai ke instansi mana pun.

form-errors-title = { $n ->
    *[other] Ada { $count } hal yang perlu diperbaiki
}
form-error-prefix = Salah:
form-optional = (tidak wajib)
form-unknown = Saya tidak tahu

clock-explain = Bagaimana tanggal ini dihitung?
clock-days-caption = Hitungan hari demi hari
clock-day = Hari
clock-count = Hitungan
clock-basis = Dasar
clock-limit = Batas luar menurut undang-undang: { $count } hari sejak berkas lengkap. Belum dipastikan apakah hari kalender atau hari kerja.
clock-by = paling lambat { $due }
clock-left = { $n ->
    *[other] tinggal { $count } hari kerja
}
clock-last-day = hari ini hari terakhir
clock-over = { $n ->
    *[other] lewat { $count } hari kerja
}
clock-paused = berhenti sementara
clock-left-calendar = { $n ->
    *[other] tinggal { $count } hari
}

stepper-label = Perjalanan laporan
step-past = sudah
step-now = sekarang di sini
step-next = nanti
way-received = Diterima dan diperiksa
way-office = Di unit yang berwenang
way-answer = Dijawab
way-done = Tertangani
way-archived = Diarsipkan
way-transferred = Diteruskan

pager-label = Halaman
pager-previous = ← Lebih baru
pager-next = Lebih lama →
photo-alt = Foto { $n } dari { $all }
back-home = Kembali ke halaman depan
category-whole = Semua { $name }
