# Usulan: alasan, jenis, pengawasan
route-against = Yang melawan: { $words }
route-type-reporter = Menurut pelapor sendiri.
route-type-learnt = Dipelajari dari keputusan instansi ini sendiri.
route-type-words = Dari kata-kata dalam laporan; belum terukur.
route-type-usual = Belum cukup keputusan untuk dipelajari: kebanyakan laporan adalah pengaduan.
route-supervisory-declared = Pelapor menandainya sebagai laporan tentang petugas.
route-supervisory-yes = Kata-katanya menunjuk pada perbuatan petugas ({ $percent }).
route-supervisory-doubt = Mungkin tentang perbuatan petugas ({ $percent }): program tidak memilihkan, bacalah laporannya.
route-supervisory-no = Tidak ada kata yang menunjuk pada perbuatan petugas.
route-supervisory-unlikely = Kecil kemungkinannya tentang perbuatan petugas ({ $percent }).
field-rule-of-category = Untuk kategori yang dipilih ada aturan yang menunjuk unit ini. Sudah dipilihkan; periksa, lalu kirim sekali lagi (dengan unit ini atau yang lain).
routes-tried-other-rule = Cocok, tetapi aturan lain yang lebih sempit atau lebih lama berlaku
routes-tried-no-unit = Cocok, tetapi diterima ketika unit itu tidak berlaku
