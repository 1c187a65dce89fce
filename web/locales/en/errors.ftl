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
