"""Another body's Open Referral feed, looked at one service at a time: read, compared, approved or rejected by a person.

Nothing here is read by a build. An approved service is a draft until a person fills in what the feed did not say.
"""
