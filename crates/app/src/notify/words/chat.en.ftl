# News by WhatsApp and Telegram. What may be used: nomor, instansi, unit, isi, batas, tautan, pintu.

# Secret and supervisory reports: not a word of the report.
neutral-chat =
    There is news about your report number { $nomor }.

    Write STATUS { $nomor }, or look at { $tautan }
neutral_receipt-chat =
    Your report is recorded under number { $nomor }.

    Write STATUS { $nomor } to see how it stands, BALAS { $nomor } and your words to add something. Only authorised officers know your account here.
receipt-chat =
    { $instansi } received your report under number { $nomor }. We check it and pass it on to the office in charge. News comes to this chat.

    Write STATUS { $nomor } to see how it stands, BALAS { $nomor } and your words to add something, STOP for no more news.

    { $tautan }
forwarded-chat =
    Report { $nomor } was forwarded to { $instansi } for verification.

    { $tautan }
disposed-chat =
    Report { $nomor } was verified and passed on to { $unit }.

    { $tautan }
held-chat =
    Report { $nomor } cannot be passed on yet. An officer asks:

    { $isi }

    Answer here, or write BALAS { $nomor } and your answer, until { $batas }. Without an answer the report is archived.
question-chat =
    An officer asks about report { $nomor }:

    { $isi }

    Answer here, or write BALAS { $nomor } and your answer.
answer-chat =
    Response of { $unit } to report { $nomor }:

    { $isi }

    In full: { $tautan }
final_answer-chat =
    Final answer of { $unit } to report { $nomor }:

    { $isi }

    Not settled? Answer here and say why, or write BALAS { $nomor } and the reason, until { $batas }. After that the report is closed.
closed-chat =
    Report { $nomor } is closed. { $isi }

    Rating or objection: { $tautan }
archived-chat =
    Report { $nomor } is archived. { $isi }

    To object: { $tautan }
transferred-chat =
    Report { $nomor } was handed to the agency in charge. { $isi }

    { $tautan }
joined-chat =
    Report { $nomor } is handled together with another report of the same matter. You still get its news.

    { $tautan }
extended-chat =
    Report { $nomor } needs more time. { $isi }

    { $tautan }
overdue-chat =
    Report { $nomor } was not settled in time. We apologise; the office's superior has been told.

    { $tautan }
step_late-chat =
    Report { $nomor } was not followed up in time. The leadership of { $instansi } was told.

    { $tautan }
escalated-chat =
    Report { $nomor } is still overdue. The delay was now taken to the leadership of { $instansi }.

    { $tautan }
resumed-chat =
    Report { $nomor } is being handled again. { $isi }

    { $tautan }
objection_rejected-chat =
    Your objection about report { $nomor } was not accepted. { $isi }

    You may turn to the Ombudsman of Indonesia. In full: { $tautan }
close_reminder-chat =
    Report { $nomor } is closed on { $batas } unless we hear from you.

    Not settled? Answer here and say why, or write BALAS { $nomor } and the reason.
hold_reminder-chat =
    Report { $nomor } still waits for your answer until { $batas }. Without an answer it is archived.

    Answer here, or write BALAS { $nomor } and your answer.

# Dialogue.
chat-greeting =
    Hello, this is the complaints service of { $instansi }.

    To report, just write what happened; photos and place can follow. { $pintu ->
        [whatsapp] On WhatsApp we see your number
       *[other] On Telegram we see your account
    }, so reporting without any identity is not possible here, only at { $tautan }

    Write STATUS to see your reports, BANTUAN for help, BAHASA INDONESIA untuk bahasa Indonesia.
chat-help =
    Write what happened to report. Other commands:
    STATUS – your reports; STATUS <number> – one report
    BALAS <number> <text> – add something
    RAHASIA or ANONIM – hide the words or your name; also RAHASIA <number>
    CANCEL – throw away the report you are writing
    STOP – no more news; MULAI – news again
    Danger to life: call 112.
chat-language = All right, we speak English.
chat-ask-text = What happened? Write in your own words.
chat-ask-place = Where did it happen? Send the location, or write the street or place. You do not know? Write SKIP.
chat-send-place = 📍 Send location
chat-ask-photo = Any photos? Send them now, up to five. None? Write SKIP.
chat-ask-more = More photos? Send them now, or write NEXT.
chat-ask-privacy =
    { $pintu ->
        [whatsapp] On WhatsApp we see your number
       *[other] On Telegram we see your account
    }; reporting without any identity is possible only at { $tautan } The public never sees you.

    ORDINARY – only authorised officers can see your account
    ANONYMOUS – hidden from the office in charge as well
    SECRET – the public does not see the words either
chat-summary-text =
    Your report for { $instansi }:

    { $isi }

    –
chat-summary-place = Place: { $isi }
chat-summary-pin = Place: a point on the map
chat-summary-no-place = Place: not given
chat-summary-photos = Photos: { $isi }
chat-summary-ordinary = Privacy: ordinary; only authorised officers see your account
chat-summary-anonymous = Privacy: anonymous; your account is hidden from the office in charge as well
chat-summary-secret = Privacy: secret; the public does not see the words
chat-summary-both = Privacy: anonymous and secret
chat-ask-send = Send it? Write SEND, CHANGE, or CANCEL. What is still missing can be written now.
chat-ask-change = What shall be changed? Write TEXT, PLACE, or PHOTO.
chat-ask-purpose = Is this a reply about report { $nomor }, or a new report? Write REPLY or NEW REPORT.
chat-ask-which = Several reports wait for your answer: { $isi }. Write BALAS <number> for the one you mean, or NEW REPORT.
chat-added = Added.
chat-pin-kept = The location is kept.
chat-photo-kept = Photo { $isi } is kept.
chat-too-many-photos = A report holds five photos at most; this one was not kept.
chat-photo-away = Your photo could not be fetched yet. Please send it once more.
chat-photo-broken = That file is no photo we can read. Send JPEG, PNG or WebP.
chat-photo-large = That photo is too large. Send it as a photo, not as a file.
chat-photo-lost = One photo is no longer there. Send it once more, or go on without it.
chat-photo-only = Photo attached.
chat-pin-null = That location is empty (0,0). Send the place, write its name, or write SKIP.
chat-pin-abroad = That location is outside Indonesia. Send the place, write its name, or write SKIP.
chat-pin-outside = That location is outside the area of { $instansi }. Send a place within it, write its name, or write SKIP. For another area, please turn to its own government.
chat-too-long = That is too long, so the last part was not kept. Please shorten it and send it again.
chat-edited = We do not read changes of old messages. Please send it as a new one.
chat-unknown-kind = We cannot take voice messages, videos, stickers or other files yet. Please write words, or send photos and a location.
chat-noted-secret = All right, this report is secret: the public does not see its words.
chat-noted-anonymous = All right, your account is hidden from the office in charge.
chat-reminder = Your report has not been sent yet. Go on here if you still want to report; tomorrow we delete what you wrote. Write CANCEL to throw it away now.
chat-cancelled = The report you were writing was thrown away. Write what happened to report again.
chat-nothing-open = No report is being written. Write what happened to report, or BANTUAN for help.
chat-welcome = You are welcome. Write what happened to report again.
chat-filed = Your report is received under number { $nomor }. You get no news because you wrote STOP; write MULAI to get it again.
chat-bad-number = A report's number has 12 digits. Please check it on your receipt.
chat-status = Report { $nomor }: { $isi } { $tautan }
chat-status-none = No such report, or it opens with its secret phrase only. Please check the number. { $tautan }
chat-none-yet = There is no report from this account yet. Write what happened to report.
chat-replied = Thank you, your reply about report { $nomor } is recorded.
chat-empty-reply = The reply is empty. Write BALAS { $nomor } and your words.
chat-not-yours = Only the reporter's own account can reply. Open the report with its secret phrase at { $tautan }
chat-refused = Report { $nomor } cannot be changed or replied to as it stands now. Write STATUS { $nomor }
chat-secret = Report { $nomor } is secret now.
chat-anonymous = Your account is now hidden from the office that handles report { $nomor }.
chat-stopped = You get no more news of reports here. Write MULAI to get it again.
chat-started = You get news of reports here. Write STOP for no more.
chat-trouble = Your report was not sent yet: { $isi } What you wrote is still kept; try SEND again, CHANGE, or open { $tautan }
