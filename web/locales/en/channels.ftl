# Channels of messages: stopping news, and messages on the page of jobs.
stop-title = Stop news
stop-question = You will get no more news of reports at this address or number.
stop-button = Yes, stop
stop-done = You get no more news.
stop-again = Your report is still handled. By SMS, text MULAI to get news again.
stop-still = Your report is still handled; follow it on the Track page.
messages-dead = Messages that could not be sent
messages-waiting = Messages waiting to be sent
messages-none = Every message was sent.
messages-nothing = No message waits.
messages-channel = Channel
messages-notice = News
messages-code = Gateway's answer
messages-retry = Send again
messages-suspend = Hold back
messages-resume = Go on
messages-suspended = held back
