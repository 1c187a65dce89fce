# Further questions of a category, and their answers.
asked-category = Category
asked-category-hint = No matter if you do not know: an officer will choose. Some categories have further questions so that the matter is dealt with sooner.
asked-show = Show the questions of this category
asked-legend = Questions for the category “{ $category }”
asked-now = The report is not sent yet: this category has further questions. All that you wrote is still here.
asked-now-link = Answer them, then send again.
asked-public = This answer may be shown to everyone if the report is published.
asked-time = { $question } Time, if known
asked-for = This category has questions. Ask the reporter if you can, then save again; what is not known may stay empty.

answer-unknown = This category has no question “{ $question }” (any more). Look at the questions below, then send again.
answer-required = Please answer this question first: { $question }
answer-several = For “{ $question }”, choose one answer only.
answer-not-a-number = For “{ $question }”, write a number, for example 12 or 7.5.
answer-not-a-date = For “{ $question }”, write the date as year-month-day, for example 2025-08-21, with its time if you like.
answer-not-offered = For “{ $question }”, choose from the list.
answer-too-long = The answer to “{ $question }” is too long. Shorten it first.

answers-title = Answers to the category’s questions
answers-lacking = not answered
answers-public = may be shown to everyone
answers-erased = The answers were erased with the reporter’s data.
answers-closed = The reporter’s answers are part of their original words.
content-answers = answers to the category’s questions
open-answers = the reporter’s answers

admin-questions = Questions of this category
admin-questions-none = This category has no questions yet.
admin-question-new = Add a question
admin-question-col-code = Code
admin-question-col-kind = Kind of answer
admin-question-col-marks = Properties
admin-question-label = Question
admin-question-label-hint = As the reporter will read it, for example: What is the number of the pole?
admin-question-label-en = Question in English
admin-question-code = Code
admin-question-code-hint = For other programs (Open311, API): letters, digits, underscores and hyphens, for example nomor_tiang. A code cannot be changed later.
admin-question-datatype = Kind of answer
admin-question-help = Help
admin-question-help-hint = A sentence below the question, for example: It stands on the plate of the pole.
admin-question-values = Choices
admin-question-values-hint = For lists only. One choice on each line: code = words, for example: mati = Does not light at all.
admin-question-position = Order
admin-question-position-hint = Its place among the questions of this category, from 1.
admin-question-required = Must be answered
admin-question-required-hint = The form and other programs refuse a report without this answer. SMS, mail and officers who write for others are never refused.
admin-question-information = Information only
admin-question-information-hint = Shown to be read; it takes no answer.
admin-question-public = The answer may be shown to everyone
admin-question-public-hint = Only with a published report, and only answers that were written after this mark was set.
admin-question-ended = Not asked any more
admin-question-ended-hint = Old answers are kept.
answer-type-string = One line
answer-type-text = Several lines
answer-type-number = Number
answer-type-datetime = Date and time
answer-type-singlevaluelist = One choice
answer-type-multivaluelist = Several choices
question-mark-required = required
question-mark-public = public
question-mark-information = information
change-questions = questions

field-code-bad-code = Only letters, digits, underscores and hyphens; at most 40.
field-code-code-taken = Another question of this category has this code, perhaps one that ended. Choose another.
field-label-no-label = Write the question.
field-values-no-choices = Write the choices, one on each line.
field-values-choices = This kind of answer has no choices. Leave them out, or choose a list.
field-values-bad-choice = Each line is code = words, and each code stands there once. Code: letters, digits, underscores and hyphens.
field-values-too-many-choices = At most 50 choices.
field-required-required-words = Information takes no answer, so it cannot be required.
field-too-many = At most 20 questions are asked. End one of them first.
field-position-not-a-number = Write the place, from 1.
field-answers-unknown = Choose the category first: this answer has no question.
