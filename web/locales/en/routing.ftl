# Proposals: reasons, type, supervision
route-against = Against it: { $words }
route-type-reporter = In the reporter's own words.
route-type-learnt = Learnt from this body's own decisions.
route-type-words = From words in the report; not measured yet.
route-type-usual = Too few decisions to learn from yet: most reports are complaints.
route-supervisory-declared = The reporter marked it as being about an official.
route-supervisory-yes = Its words speak of an official's conduct ({ $percent }).
route-supervisory-doubt = It may be about an official's conduct ({ $percent }): the program chooses nothing here, read the report.
route-supervisory-no = No word speaks of an official's conduct.
route-supervisory-unlikely = Hardly about an official's conduct ({ $percent }).
field-rule-of-category = For the category chosen there is a rule that names this unit. It is chosen now; check it and send once more (with this unit or another).
routes-tried-other-rule = Fits, but another rule, narrower or older, decides
routes-tried-no-unit = Fits, but was received while that unit was not in force
