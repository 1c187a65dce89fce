# Notices to reporters. One key for each notice and each door (sms, email), and the subject of e-mails (subject).
# What may be used: nomor, instansi, unit, isi, batas, tautan, pintu. SMS are cut at 160 characters: isi is what is cut.

# Secret and supervisory reports: not one word of the report.
neutral-subject = News of your report { $nomor }
neutral-sms = There is news of your report { $nomor }. See { $tautan }
neutral-email =
    There is news of your report { $nomor }.

    Open it with your secret phrase at { $tautan }
neutral_receipt-subject = Your report { $nomor } was recorded
neutral_receipt-sms = { $pintu ->
    [sms] Your report was recorded, no. { $nomor }. By SMS authorised officers know your number; without identity only at { $tautan }
   *[other] Your report was recorded, no. { $nomor }. See { $tautan }
    }
neutral_receipt-email =
    Your report was recorded under number { $nomor }.

    { $pintu ->
        [email] By e-mail authorised officers know your address. Reporting without an identity is possible only at { $tautan }
       *[other] Open it with your secret phrase at { $tautan }
    }

receipt-subject = Your report was received, number { $nomor }
receipt-sms = { $pintu ->
    [sms] Report received, no. { $nomor }. Check: text STATUS { $nomor }. By SMS your number is recorded, without identity is not possible. STOP to end.
   *[other] Your report to { $instansi } was received, no. { $nomor }. See { $tautan } Reply STOP to end.
    }
receipt-email =
    Your report was received by { $instansi } under number { $nomor }. We check it and pass it to the office in charge.

    { $pintu ->
        [email] By e-mail your address is recorded, for authorised officers only. Reporting without an identity is not possible by e-mail. Reply with one word, RAHASIA or ANONIM, to hide what you reported or who you are.
       *[other] Keep your receipt: the secret phrase on it opens this report.
    }

    Follow it at { $tautan }

forwarded-subject = Report { $nomor } was passed to { $instansi }
forwarded-sms = Report { $nomor } was passed to { $instansi } for verification. { $tautan }
forwarded-email =
    Your report { $nomor } was passed to { $instansi } for verification.

    Follow it at { $tautan }

disposed-subject = Report { $nomor } was passed to { $unit }
disposed-sms = Report { $nomor } was verified and passed to { $unit }. { $tautan }
disposed-email =
    Your report { $nomor } was verified and passed to { $unit }.

    Follow it at { $tautan }

held-subject = A question about report { $nomor }: we wait for your answer
held-sms = { $pintu ->
    [sms] Report { $nomor } waits for your answer until { $batas }: { $isi } Reply to this SMS or BALAS { $nomor } <answer>
   *[other] Report { $nomor } waits for your answer until { $batas }: { $isi } Answer at { $tautan }
    }
held-email =
    Your report { $nomor } cannot go on yet. An officer asks:

    { $isi }

    Reply to this e-mail or answer at { $tautan } until { $batas }. Without an answer the report is archived.

question-subject = A question about report { $nomor }
question-sms = { $pintu ->
    [sms] A question about report { $nomor }: { $isi } Reply to this SMS or BALAS { $nomor } <answer>
   *[other] A question about report { $nomor }: { $isi } Answer at { $tautan }
    }
question-email =
    An officer asks about your report { $nomor }:

    { $isi }

    Reply to this e-mail or answer at { $tautan }

answer-subject = An answer to report { $nomor }
answer-sms = Report { $nomor }, answer: { $isi } More at { $tautan }
answer-email =
    { $unit } answers your report { $nomor }:

    { $isi }

    More at { $tautan }

final_answer-subject = The final answer to report { $nomor }
final_answer-sms = { $pintu ->
    [sms] Report { $nomor } was answered: { $isi } Not solved by { $batas }? Text BALAS { $nomor } <reason>
   *[other] Report { $nomor } was answered: { $isi } Rate or dispute until { $batas } at { $tautan }
    }
final_answer-email =
    The final answer of { $unit } to your report { $nomor }:

    { $isi }

    Until { $batas } you can say at { $tautan } that it is solved or is not. After that the report is closed.

closed-subject = Report { $nomor } was closed
closed-sms = Report { $nomor } was closed. { $isi } Rate or object: { $tautan }
closed-email =
    Your report { $nomor } was closed.

    { $isi }

    Rate or object: { $tautan }

archived-subject = Report { $nomor } was archived
archived-sms = Report { $nomor } was archived. { $isi } Object: { $tautan }
archived-email =
    Your report { $nomor } was archived.

    { $isi }

    If you object, say so at { $tautan }

transferred-subject = Report { $nomor } was transferred
transferred-sms = Report { $nomor } was transferred to the body in charge. { $isi } { $tautan }
transferred-email =
    Your report { $nomor } was transferred to the body in charge.

    { $isi }

    Follow it at { $tautan }

joined-subject = Report { $nomor } is handled together with another
joined-sms = Report { $nomor } is handled together with another about the same matter. You still get the news. { $tautan }
joined-email =
    Your report { $nomor } is handled together with another about the same matter. You still get the news.

    Follow it at { $tautan }

extended-subject = Report { $nomor } needs more time
extended-sms = Report { $nomor } needs more time. { $isi } { $tautan }
extended-email =
    Your report { $nomor } needs more time.

    { $isi }

    Follow it at { $tautan }

overdue-subject = Report { $nomor } is overdue: we apologise
overdue-sms = Sorry, report { $nomor } is overdue. The head of the office was told. { $tautan }
overdue-email =
    Your report { $nomor } was not settled in time. We apologise; the head of the office was told.

    Follow it at { $tautan }

step_late-subject = The handling of report { $nomor } is late: the leadership was told
step_late-sms = Report { $nomor } was not followed up in time. The leadership of { $instansi } was told. { $tautan }
step_late-email =
    Your report { $nomor } was not followed up in time. The leadership of { $instansi } was told.

    How it goes on: { $tautan }

escalated-subject = The delay of report { $nomor } was taken to the leadership
escalated-sms = Report { $nomor } is still late. The delay was now taken to the leadership of { $instansi }. { $tautan }
escalated-email =
    Your report { $nomor } is still overdue. The delay was now taken to the leadership of { $instansi }.

    How it goes on: { $tautan }

resumed-subject = Report { $nomor } is handled again
resumed-sms = Report { $nomor } is handled again. { $isi } { $tautan }
resumed-email =
    Your report { $nomor } is handled again.

    { $isi }

    Follow it at { $tautan }

objection_rejected-subject = The objection about report { $nomor } was rejected
objection_rejected-sms = The objection about report { $nomor } was rejected. { $isi } { $tautan }
objection_rejected-email =
    Your objection about report { $nomor } was rejected.

    { $isi }

    You may turn to the Ombudsman. More at { $tautan }

close_reminder-subject = Report { $nomor } will be closed on { $batas }
close_reminder-sms = { $pintu ->
    [sms] Report { $nomor } is closed on { $batas } unless we hear from you. Not solved? Text BALAS { $nomor } <reason>
   *[other] Report { $nomor } is closed on { $batas } unless we hear from you. Not solved? { $tautan }
    }
close_reminder-email =
    Your report { $nomor } is closed on { $batas } unless we hear from you.

    Not solved? Say so at { $tautan }

hold_reminder-subject = Report { $nomor } still waits for your answer
hold_reminder-sms = { $pintu ->
    [sms] Report { $nomor } still waits for your answer until { $batas }. Text BALAS { $nomor } <answer>
   *[other] Report { $nomor } still waits for your answer until { $batas }. Answer at { $tautan }
    }
hold_reminder-email =
    Your report { $nomor } still waits for your answer. Without one until { $batas } it is archived.

    Answer at { $tautan } or reply to this e-mail.

footer-email =
    --
    { $instansi }. This e-mail was sent automatically about report { $nomor }.
stop-email = To get no more news: { $tautan }

# Followers of a report or an area by e-mail: only what is public.
follow-first-subject = Please confirm: news from { $instansi }
follow-first-report = public report { $nomor }
follow-first-list = public reports of { $isi }
follow-first =
    Somebody, hopefully you, asked that news about { $isi } be sent to this address.

    If so, open this link within 48 hours and press "Yes, send me news":
    { $tautan }

    If it was not you, ignore this letter: nothing will be sent, and this address is deleted.
follow-end = To end these letters: { $tautan }
follow-news-subject = News of public report { $nomor }
follow-news = There is news of public report { $nomor }: { $isi }.
follow-news-link = More: { $tautan }
follow-verified = { $batas }: given to { $unit }.
follow-answered = { $batas }: response of { $unit }.
follow-closure_proposed = { $batas }: final answer of { $unit }.
follow-closed = { $batas }: the report was closed.
follow-archived = { $batas }: the report was archived.
follow-transferred_out = { $batas }: passed on to { $unit }.
follow-extended = { $batas }: { $unit } needs more time.
follow-breached = { $batas }: the due date has passed.
follow-reopened = { $batas }: the report was reopened.
follow-upheld = { $batas }: looked at again, the answer stands.
follow-list-subject = Public reports: news of the day
follow-list = News of public reports, { $isi }:
follow-list-new = Newly released ({ $nomor }):
follow-list-closed = Closed ({ $nomor }):
follow-list-more = The rest: { $tautan }

# Direct replies to SMS.
sms-help = Text { $isi } <your report> to report, STATUS <number>, BALAS <number> <text>, RAHASIA or ANONIM <number> to hide what or who. STOP to end.
sms-status = Report { $nomor }: { $isi } { $tautan }
sms-status-none = No such report, or it opens only with its secret phrase. Check the number. { $tautan }
sms-replied = Thank you, your reply to report { $nomor } was recorded.
sms-not-yours = Only the reporter's own number may reply. Open the report with its phrase at { $tautan }
sms-which = Several reports wait for you. Text BALAS <number> <text>. Numbers: { $isi }
sms-refused = Report { $nomor } takes no reply now. See { $tautan }
sms-empty = Your report is empty. Text { $isi } and then your report.
sms-bad-number = A report's number has 12 digits. Check your receipt.
sms-stopped = You get no more news of reports from us. Text MULAI to get them again.
sms-started = You get news of reports from us again. Text STOP to end.
sms-secret = Report { $nomor } is secret now.
sms-anonym = Your name and number on report { $nomor } are hidden from the office that handles it now.
sms-trouble = Your message could not be taken: { $isi } Try again or open { $tautan }
state-received = waits for verification.
state-on_hold = waits for your answer.
state-assigned = passed to an office.
state-awaiting_redirect = another office is looked for.
state-in_progress = is being handled.
state-closure_proposed = answered, waits for you.
state-review = is being reviewed.
state-closed = closed.
state-archived = archived.
state-transferred = transferred to another body.
state-merged = handled together with another report.

# Direct replies to e-mail.
mail-replied-subject = Your reply to report { $nomor } was recorded
mail-replied = Thank you, your reply to report { $nomor } was recorded. See { $tautan }
mail-secret-subject = Report { $nomor } is secret now
mail-secret = Report { $nomor } is secret now: the public does not see what it says.
mail-anonym-subject = Your name on report { $nomor } is hidden now
mail-anonym = Your name and address on report { $nomor } are hidden from the office that handles it now.
mail-left-out-subject = Attachments that could not be taken with report { $nomor }
mail-left-out =
    Your words were received. These attachments could not be taken with report { $nomor }: { $isi }

    Send them again by replying to this e-mail: photographs as JPEG, PNG or WebP, or whole PDFs; at most five of each, at most 10 MB each.
mail-trouble-subject = Your e-mail could not be taken as a report
mail-trouble =
    Your e-mail could not be taken: { $isi }

    Mend it and send it again, or report at { $tautan }
trouble-empty = it is empty.
trouble-too-long = it is too long; shorten it.
trouble-photos = photographs could not be read; send JPEG, PNG or WebP, at most five.
trouble-rule = the rules do not allow it in the report's present state.
trouble-other = a part of it could not be read.
trouble-too-big = the letter is too large; send at most five photographs of at most 10 MB each.
trouble-parts = the letter has too many parts; send it as an ordinary letter with photographs attached.
