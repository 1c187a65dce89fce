# Feeds, following by e-mail, and open data.
feed-bad = The filter "{ $name }" is not known. Put the address of this feed together again on the Follow page.
feed-too-many = { $n ->
    [one] Too many requests from this address. Try again in { $count } second.
   *[other] Too many requests from this address. Try again in { $count } seconds.
}

follow-link-list = Follow public reports
follow-link-report = Follow this report
follow-title = Follow public reports
follow-lead = Get news of reports that are public: by feed reader, map or e-mail.
follow-lead-feeds = Get news of reports that are public, by feed reader or map.
follow-lead-report = Get news of the report “{ $title }”.
follow-narrow = Apply
follow-mail = By e-mail
follow-mail-report = You get a letter whenever there is a response or the status changes.
follow-mail-all = At most one letter a day: reports that were newly released and those that were closed.
follow-mail-list = At most one letter a day about { $what }: reports that were newly released and those that were closed.
follow-mail-partial = Search words, status and year count for the feeds below only.
follow-address = E-mail address
follow-address-hint = Used for this news only, stored sealed, and deleted any time by the link in each letter.
follow-ask = Send me a link to confirm
follow-feeds = By feed
follow-feeds-explain = Copy the address into a feed reader (Atom) or a map program (GeoJSON). Reports with the latest news come first.
follow-atom = Atom
follow-geojson = GeoJSON
follow-data = Download all public reports by year
follow-back-list = ← Public reports
follow-back-report = ← Back to the report
follow-asked = Look into your mailbox
follow-asked-explain = We sent a link to that address. Open it within 48 hours; no news is sent before. Nothing there? Look into the spam folder, then try again tomorrow.
follow-question = Send you news of { $what } from { $body }?
follow-yes = Yes, send me news
follow-no = No, delete my address
follow-begun = You now get news of { $what } from { $body }.
follow-each-ends = Each letter has a link that ends it.
follow-following = You get news of { $what } from { $body }.
follow-stop = End it and delete my address
follow-ended = Done. You will not get this news any more, and your address is off the list.
follow-report = report { $number }
follow-everything = all public reports

data-title = Open data
data-lead = All reports that are public, by year of arrival, for anyone to work with.
data-choose = Choose an office
data-none = No report is public yet.
data-years = Files by year
data-size = Contents
data-rows = { $n ->
    [one] { $count } report
   *[other] { $count } reports
}
data-files = Download
data-excel = CSV for Excel
data-changed = Last change: { $at }.
data-licence = Free to use
data-licence-words = Creative Commons Attribution 4.0 (CC BY 4.0): you may copy, change and publish it, for profit too, if you name the office as the source.
data-living = Files follow the present state: reports that are withdrawn leave them, new responses appear. Names and contacts of reporters and secret reports are never in them.
data-columns = What the columns mean
data-columns-explain = Columns are named as in GeoReport Bulk. Files are UTF-8; “CSV for Excel” begins with a BOM. Cells that could be read as a formula begin with a single quote.
data-col-service-request-id = Number of the report, 12 digits.
data-col-requested-datetime = When it came in; the day alone where the time is not known.
data-col-updated-datetime = The last public event; of closed ones the closing.
data-col-closed-date = When it was closed, archived or passed on; empty while it is being handled.
data-col-status-description = State: received, on_hold, assigned, awaiting_redirect, in_progress, closure_proposed, review, closed, archived, transferred.
data-col-status-notes = The last public response.
data-col-source = The door it came by.
data-col-service-name = Category.
data-col-service-subtype = Type: complaint, aspiration, information, unknown.
data-col-description = The text as released.
data-col-agency-responsible = Unit and office that handle it.
data-col-address = The place from small to large, as far as it is public.
data-col-lat = Latitude (WGS 84); only where the point is public.
data-col-long = Longitude (WGS 84); only where the point is public.

field-photos-not-here = This command carries no photographs. Send them with reply, answer, propose_closure or add_file.
field-photos-one-only = This command carries one photograph. Send the others with another command.

privacy-follow = If you follow reports by e-mail
privacy-follow-text = Your address is used for that news only, stored encrypted, and no officer can see it. It is deleted as soon as you end it by the link in a letter; wishes that are not confirmed are deleted after 48 hours.
