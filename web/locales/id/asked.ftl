# Pertanyaan tambahan sebuah kategori, dan jawabannya.
asked-category = Kategori
asked-category-hint = Tidak tahu pun tidak apa-apa: petugas akan memilihkan. Untuk beberapa kategori ada pertanyaan tambahan supaya lebih cepat ditangani.
asked-show = Tampilkan pertanyaan kategori ini
asked-legend = Pertanyaan untuk kategori “{ $category }”
asked-now = Laporan belum terkirim: kategori ini punya pertanyaan tambahan. Tulisan Anda masih lengkap.
asked-now-link = Jawab pertanyaannya, lalu kirim lagi.
asked-public = Jawaban ini boleh tampil untuk umum bila laporannya diumumkan.
asked-time = { $question } Jam, bila tahu
asked-for = Kategori ini punya pertanyaan. Tanyakan kepada pelapor bila bisa, lalu simpan lagi; yang tidak diketahui boleh dikosongkan.

answer-unknown = Pertanyaan “{ $question }” tidak ada (lagi) pada kategori ini. Periksa pertanyaan di bawah, lalu kirim lagi.
answer-required = Jawab dulu pertanyaan ini: { $question }
answer-several = Untuk “{ $question }”, pilih satu jawaban saja.
answer-not-a-number = Untuk “{ $question }”, tulis sebuah angka, misalnya 12 atau 7,5.
answer-not-a-date = Untuk “{ $question }”, tulis tanggalnya sebagai tahun-bulan-hari, misalnya 2025-08-21, boleh dengan jamnya.
answer-not-offered = Untuk “{ $question }”, pilih salah satu dari daftarnya.
answer-too-long = Jawaban atas “{ $question }” terlalu panjang. Ringkas dulu.

answers-title = Jawaban atas pertanyaan kategori
answers-lacking = belum dijawab
answers-public = boleh tampil untuk umum
answers-erased = Jawabannya sudah dihapus bersama data pelapor.
answers-closed = Jawaban pelapor termasuk tulisan aslinya.
content-answers = jawaban atas pertanyaan kategori
open-answers = jawaban pelapor

admin-questions = Pertanyaan kategori ini
admin-questions-none = Kategori ini belum punya pertanyaan.
admin-question-new = Tambah pertanyaan
admin-question-col-code = Kode
admin-question-col-kind = Jenis jawaban
admin-question-col-marks = Sifat
admin-question-label = Pertanyaan
admin-question-label-hint = Seperti akan dibaca pelapor, misalnya: Berapa nomor tiangnya?
admin-question-label-en = Pertanyaan dalam bahasa Inggris
admin-question-code = Kode
admin-question-code-hint = Dipakai program lain (Open311, API): huruf, angka, garis bawah, dan tanda hubung, misalnya nomor_tiang. Kode tidak dapat diubah kemudian.
admin-question-datatype = Jenis jawaban
admin-question-help = Bantuan
admin-question-help-hint = Satu kalimat di bawah pertanyaan, misalnya: Tertulis pada pelat di batang tiang.
admin-question-values = Pilihan
admin-question-values-hint = Untuk daftar saja. Satu pilihan tiap baris: kode = tulisan, misalnya: mati = Mati sama sekali.
admin-question-position = Urutan
admin-question-position-hint = Nomor urut di antara pertanyaan kategori ini, mulai dari 1.
admin-question-required = Wajib dijawab
admin-question-required-hint = Formulir dan program lain menolak laporan tanpa jawaban ini. SMS, surel, dan petugas yang mencatat tidak pernah ditolak.
admin-question-information = Hanya keterangan
admin-question-information-hint = Ditampilkan untuk dibaca; tidak ada jawabannya.
admin-question-public = Jawaban boleh tampil untuk umum
admin-question-public-hint = Hanya bersama laporan yang diumumkan, dan hanya jawaban yang ditulis setelah tanda ini dipasang.
admin-question-ended = Tidak ditanyakan lagi
admin-question-ended-hint = Jawaban lama tetap tersimpan.
answer-type-string = Satu baris tulisan
answer-type-text = Tulisan beberapa baris
answer-type-number = Angka
answer-type-datetime = Tanggal dan jam
answer-type-singlevaluelist = Satu pilihan
answer-type-multivaluelist = Beberapa pilihan
question-mark-required = wajib
question-mark-public = umum
question-mark-information = keterangan
change-questions = pertanyaan

field-code-bad-code = Pakai huruf, angka, garis bawah, dan tanda hubung saja; paling banyak 40 huruf.
field-code-code-taken = Kode ini sudah dipakai pertanyaan lain pada kategori ini, mungkin yang sudah berakhir. Pilih yang lain.
field-label-no-label = Tulis pertanyaannya.
field-values-no-choices = Tulis pilihannya, satu tiap baris.
field-values-choices = Jenis jawaban ini tidak punya pilihan. Kosongkan, atau pilih jenis daftar.
field-values-bad-choice = Tiap baris berbentuk kode = tulisan, dan tiap kode hanya sekali. Kode: huruf, angka, garis bawah, dan tanda hubung.
field-values-too-many-choices = Paling banyak 50 pilihan.
field-required-required-words = Keterangan tidak dapat dijawab, jadi tidak dapat diwajibkan.
field-too-many = Paling banyak 20 pertanyaan yang ditanyakan. Akhiri salah satu dulu.
field-position-not-a-number = Tulis nomor urut, mulai dari 1.
field-answers-unknown = Pilih kategorinya dulu: jawaban ini tidak punya pertanyaan.
