# Halaman petugas.
