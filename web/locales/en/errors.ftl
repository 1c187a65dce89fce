# Error pages: what happened and what can be done.
error-not-found-title = Not found
error-not-found = Not found, or it can only be opened with the secret phrase.
error-forbidden-title = Not open to you
error-forbidden = This page or action is not for your role. If you are an officer, sign in with the right account.
error-conflict-title = Someone was faster
error-conflict = This report has just changed. Open the page again, look at its present state and repeat if it is still needed.
error-too-large-title = Too much at once
error-too-large = Each photo may have 10 MB, and there may be five. Send fewer photos; you can add the others later.
error-invalid-title = What you sent cannot be read
error-invalid = Part of it was damaged or cut off on the way. Go back to the form, check it and send it again.
error-too-many-title = Too many tries
error-too-many = To keep everybody’s reports safe, we pause tries from your network for a moment.
error-internal-title = Sorry, something went wrong on our side
error-internal = It is not your fault. Try again in a moment; the same report will not be recorded twice.
error-unavailable-title = The service is disturbed
error-unavailable = We cannot save anything right now. Try again in a moment; the same report will not be recorded twice.
error-wait = Try again in { $wait }.
error-handed-back = What you wrote
error-handed-back-hint = It is not saved with us. Copy it first, so that it is not lost.
error-track = Track a report
wait-seconds = { $n ->
    [one] one second
   *[other] { $count } seconds
}
wait-minutes = { $n ->
    [one] one minute
   *[other] { $count } minutes
}

error-refused-title = Not possible yet
error-refused = The rules of handling do not allow this now. Nothing was changed.
error-signed-out-title = The session has ended
error-signed-out = For safety we close pages that were not used for a while. Open it again to go on.
error-sign-in-again = Sign in again
error-open-again = Open with the secret phrase
error-other-site = This was not sent from one of our own pages, so we did not take it. Open the page directly and send again.
refusal-wrong-state = This is not possible while the report is { $state }.
refusal-not-yours = This is not for your role.
refusal-rule = (Rule { $rule }; who may do it: { $who }.)

# States, inside a refusal.
refusal-state-received = waiting for verification
refusal-state-on-hold = waiting for the reporter
refusal-state-assigned = with a unit and not answered
refusal-state-awaiting-redirect = waiting to be redirected
refusal-state-in-progress = being handled
refusal-state-closure-proposed = waiting for a word on the final answer
refusal-state-review = under review
refusal-state-closed = closed
refusal-state-archived = archived
refusal-state-transferred = at another body
refusal-state-merged = merged with another report

# Who may.
party-reporter = the reporter
party-coordinator = the body's coordinator
party-desk = the national desk
party-desk-holding = the national desk while it holds the report
party-unit = an officer of the lead unit
party-support = an officer of a support unit
party-field = the field officer assigned
party-inspector = the inspectorate
party-leader = the leader
party-counter = a counter officer
party-system = the program

# Rules that refuse.
guard-stale = The report changed after the page was opened. Look at its present state, then decide again.
guard-no-such-body = That body is not here, or has the report already. Choose another.
guard-no-desk = There is no national desk here. Transfer directly to the body in charge.
guard-return-binding = Returned twice already; the national desk's decision is binding. Verify or transfer the report.
guard-owner-missing = Name the unit or body you think is in charge.
guard-type-missing = Choose the type of the report.
guard-no-such-category = That category is not this body's or is retired. Choose another.
guard-no-such-unit = That unit is not this body's or is not in force today. Choose another.
guard-desk-by-return = { refusal-desk-by-return }
guard-no-such-officer = { refusal-no-such-officer }
guard-support-writes-to-lead = { refusal-support-writes-to-lead }
guard-unlawful-not-released = A report archived as unlawful, spam or a test is never shown to the public.
guard-supervisory-not-released = A supervisory report is never released at verification. Clear the choice to release.
guard-rahasia = The reporter marked this report secret. Only the reporter can lift that.
guard-text-not-masked = The public text is not settled. Mask personal data in it, or acknowledge it as it stands, and save it before releasing.
guard-too-many-holds = Held twice in this round already. Only the coordinator may hold it now.
guard-hold-after-breach = The deadline has passed. Only the coordinator may hold it now.
guard-reason-not-for-officers = Officers cannot give that reason. Choose another.
guard-reason-after-disposition = After disposition only some reasons are open: out of scope, duplicate, in court, already answered or unlawful.
guard-root-is-merged = The target is itself merged, or is this very report. Choose its root.
guard-root-elsewhere = The target is at another body. Only reports of one body can be merged.
guard-root-archived = The target is archived. Choose one that is still handled.
guard-open-dispute = One of the reports is disputed. Finish that review first.
guard-root-unreleased = A released report cannot be merged into one that is not released.
guard-root-other-kind = Supervisory and ordinary reports are never merged.
guard-binding = Decided and binding: this unit cannot refuse again. Speak to the coordinator.
guard-accept-window-over = The time to refuse is over. Ask the coordinator to redirect the report.
guard-already-accepted = The unit accepted the report already.
guard-not-below = It can be given only to your own unit or one below it.
guard-not-supporting = That unit does not support this report, or its part has ended.
guard-lead-is-support = The lead unit cannot be its own support.
guard-promise-in-past = The promised day lies in the past. Write a day to come.
guard-at-ppid = The request is with the PPID desk; its own time counts.
guard-not-information = Only ordinary requests for information are referred to the PPID desk.
guard-not-ppid = That unit is not the PPID of this body.
guard-not-at-ppid = The request is not with the PPID desk.
guard-ppid-overdue = The PPID desk's time is over; it is extended only before that.
guard-already-extended = Extended once in this round already.
guard-extension-length = An extension is at least 1 day and at most the clock's own length.
guard-outcome-not-allowed = That outcome cannot be proposed. Choose another.
guard-promise-missing = What is carried out later needs a promised day to come and the unit that keeps it.
guard-evidence-missing = This category asks for evidence. Add a photo of the result.
guard-supports-open = A support unit has not finished. Wait, or release it with a reason.
guard-no-check = No answer waits for a check.
guard-proposer-cannot-check = Who proposed cannot check it. Ask another coordinator.
guard-only-proposer = Only who proposed it, or the coordinator, can take it back.
guard-awaits-check = A second person still checks this answer. Wait until that is done.
guard-excluded-officer = Who proposed or closed it cannot decide the review. Ask another officer.
guard-same-hands = The same person of the same unit cannot get it again. Choose another person, the parent or another unit.
guard-coordinator-first = A coordinator decides as long as one is not involved.
guard-first-dispute = Only from the second dispute on. Assign it anew to someone else.
guard-second-officer = A coordinator needs a second officer for a final decision. Choose one.
guard-stars = A rating is between 1 and 5.
guard-window-over = The time for this is over.
guard-final = This decision is final.
guard-objection-decided = An objection is open already, or was decided.
guard-archiver-cannot-decide = Who archived it cannot decide the objection. Ask another coordinator.
guard-no-objection = No objection waits for a decision.
guard-already-acknowledged = The receipt was recorded already.
guard-already-withdrawn = The report was withdrawn already.
guard-no-identity = The report has no identity: there is nothing to show or hide.
guard-already-released = The report is public already.
guard-not-released = The report is not public.
guard-not-verified = The report is not verified yet. Verify it first.
guard-nobody-left = No coordinator or inspector who may decide it would be left there. Hand the report to the national desk or to the inspectorate above it.
guard-only-reporter-lifts = Only the reporter can lift anonim, with their secret phrase. An officer can only add protection.
guard-keep-elsewhere = You keep only what your own unit handles. Dispose it to that unit, or ask the administrator for a role at the unit you work for.
guard-outcome-of-other-type = “Answered” is for information requests and aspirations. Choose another outcome for a complaint, or ask the coordinator to reclassify it.
guard-where-to-go = Say where the reporter can go: the office and how to reach it.
guard-earlier-missing = A duplicate names the earlier report by the same person. Reports by others are merged.
guard-other-person = The report you named is by another person. Merge the two instead.
guard-contact-missing = Say how to reach that office: telephone, address or e-mail.
guard-nothing-to-change = Nothing would change. Change something, then save.
guard-received-at = The day of receipt cannot lie in the future; more than 30 days back needs a reason.
guard-body-takes-none = This body takes no reports here. Choose another.
guard-text-empty = Write the report first.
guard-reporter-gone = You withdrew this report, so it takes no further words from you.

# Fields to mend.
field-personal-data = Something still looks like personal data. Mask it in the public text, or tick that everybody may read it.
field-required = This is required.
field-too-long = Too long. Shorten it.
field-unknown = This choice is not known. Choose from the list.
field-text-required = Tell first what happened.
field-text-too-long = The report is too long: about 20,000 characters at most. Write the main points here; you can add the rest after sending.
field-title-too-long = The title is too long. Make it one sentence.
field-place-too-long = The place is too long. A street or landmark is enough.
field-name-too-long = The name is too long. Write a shorter one.
field-display-name-too-long = The display name is too long. Write a shorter one.
field-photos-too-many = Too many photos: five at most. Choose fewer; you can add the rest later.
field-phone-empty = The telephone number is empty. Type its digits, or leave it out.
field-phone-characters = A telephone number has only digits, for example 0812 3456 7890.
field-phone-prefix = Begin the telephone number with 0, or with + and the country code.
field-phone-too-short = The telephone number is too short. Check its digits.
field-phone-too-long = The telephone number is too long. Check its digits.
field-email-empty = The e-mail address is empty. Type it, or leave it out.
field-email-too-long = The e-mail address is too long. Check it.
field-email-shape = An e-mail address looks like name@domain, for example warga@contoh.id.
field-email-characters = The e-mail address has signs that do not belong there. Remove spaces and punctuation.
field-email-domain = What follows the @ is not a domain name. Check it, for example contoh.id.
field-nik-characters = A NIK has only digits.
field-nik-wrong-length = A NIK has 16 digits. Count them again.
field-nik-region = The first six digits of the NIK are no region. Check the card.
field-nik-birth-date = Digits 7 to 12 of the NIK are no birth date. Check the card.
field-nik-serial = The last four digits of the NIK cannot be 0000. Check the card.
field-incident-date-in-future = The day of the event cannot lie in the future.
field-incident-date-not-a-date = Write the day as year-month-day, for example 2025-08-21, or leave it out.
field-point-swapped = Latitude and longitude seem to be swapped. Swap them.
field-point-null-island = The point 0, 0 is no place of an event. Leave it out if you do not know.
field-point-outside-indonesia = That point is outside Indonesia. Check the digits, or leave it out.
field-point-not-a-number = Latitude and longitude are numbers, for example -2.2096 and 113.9108. Fill in both, or neither.
field-reason-required = Write the reason, a few words at least.

# Photos refused.
photo-empty = Photo { $n } is empty. Choose it again.
photo-too-large = Photo { $n } is larger than 10 MB. Make it smaller, or choose another.
photo-heic = Photo { $n } is HEIC from an iPhone. Send JPEG: in Settings, Camera, Formats choose “Most Compatible”.
photo-unknown-type = File { $n } is no photo we know. Send JPEG, PNG or WebP.
photo-too-many-pixels = Photo { $n } has too many pixels: 24 megapixels at most. Make it smaller.
photo-truncated = Photo { $n } was cut off on the way. Choose it again and send.
photo-broken = Photo { $n } is broken and does not open. Choose another.
photo-interrupted = Photo { $n } was not processed. Send again in a moment.

# Passwords.
password-too-short = The password is too short. Use a longer one, for example four unrelated words.
password-too-long = The password is too long. Use a shorter one.
password-common = This password is easily guessed. Choose another, for example four unrelated words.
password-personal = This password holds your name, e-mail or number. Choose another.
password-busy = The server is busy. Try again in a moment.
password-stored = The stored password is damaged. Ask the administrator to reset it.
guard-root-ended = The handling of that report has ended. Yours is kept as a report of its own.
guard-nothing-proposed = There is no final answer yet to confirm or dispute. You can still add to your report.
guard-no-shared-dispute = No joined reporter disputes.
guard-not-automatic = Automatic disposition does not apply to this report: the coordinator decides.
guard-second-look = Who kept personal data visible cannot give the second look. Ask another officer, or mask it first.
guard-no-second-look = Leaders and inspectors only look a second time, where a coordinator asked for it.
