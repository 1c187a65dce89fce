# News for officers: daily digest, weekly digest, delays. Never words of a report, never who reported.
# isi: in subjects and short messages the summary, in e-mails the list.
digest-subject = { $instansi }: { $isi }
digest-sms = Lapor { $instansi }: { $isi }. Open { $tautan }
digest-email =
    Work that waits for you at { $instansi }, { $batas }:

    { $isi }

    Open the inbox: { $tautan }
weekly-subject = { $instansi }: summary of the week { $batas }
weekly-sms = Lapor { $instansi }, week { $batas }: { $isi }. { $tautan }
weekly-email =
    Summary of { $unit } for the week { $batas }:

    { $isi }

    All figures: { $tautan }
delay-subject = Report { $nomor }: { $isi }
delay-sms = Report { $nomor }: { $isi }, due { $batas }. { $tautan }
delay-email =
    Report { $nomor }: { $isi }. It is due { $batas }, and { $unit } answers for it.

    Open the report: { $tautan }
paper-subject = { $instansi }: { $isi }
paper-sms = Lapor { $instansi }: { $isi } is ready to be looked at. { $tautan }
paper-email =
    { $isi } is ready to be looked at and approved.

    Sign in to read it: { $tautan }
desk_footer-email =
    --
    { $instansi }. This e-mail is for officers. Change or stop it on your account page: { $tautan }

desk-late = Late
desk-today = Due today
desk-tomorrow = Due on the next working day
desk-new = New
desk-replied = The reporter replied
desk-asked = Waiting for the reporter
desk-age = { $isi } days old
desk-due = due { $batas }
desk-more = and { $isi } more
desk-closed-line = no details
desk-received = Received that week
desk-handled = handled
desk-in-process = in process
desk-not-followed-up = not followed up
desk-not-verified = not verified
desk-late-now = Late now
desk-oldest = Oldest that is still open
desk-no-unit = no unit
desk-soon = the time for { $isi } is running out
desk-passed = the time for { $isi } has run out
desk-clock-verification = verification
desk-clock-first_follow_up = the first answer
desk-clock-resolution = resolution
desk-clock-accept = accepting the disposition
desk-clock-check = checking the final answer
desk-clock-review = the review
desk-clock-handover_ack = the other body's acknowledgement
desk-clock-ppid = the PPID's answer
desk-clock-other = handling
