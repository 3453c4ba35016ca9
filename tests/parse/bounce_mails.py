"""Bounces as servers write them: reports, prose, odd formats; hard or not, and whose mail it was."""
from mails import inner, mail, raw_head

TOKEN = 't7.m12.abcdefghijklmnopqrstuvwxyz@acme.example'
RETURNED = f'From: Acme <support@acme.example>\nTo: cleo@customer.example\nMessage-ID: <{TOKEN}>\nSubject: [ACME-7] Printer\nDate: Mon, 5 Jan 2026 09:00:00 +0000\n'
CLEO = 'cleo@customer.example'


def bounce(name, sender, subject, text, hard, recipient=CLEO, status=None, head='', action='failed', **more):
    expected = {'recipient': recipient, 'hard': hard, 'action': action}
    if status is not None:
        expected['status'] = status
    if 'diagnostic' in more:
        expected['diagnostic'] = more.pop('diagnostic')
    return (name, mail(f'From: {sender}\nTo: support@acme.example\nSubject: {subject}\n{head}', text),
            dict({'kind': 'bounce', 'bounces': [expected]}, **more))


def report(name, diagnostic, status, hard, action='failed', text='It failed.', recipient=f'rfc822; {CLEO}', extra=''):
    fields = (f'Reporting-MTA: dns; mx.acme.example\n\nFinal-Recipient: {recipient}\nAction: {action}\nStatus: {status}\n'
              + (f'Diagnostic-Code: smtp; {diagnostic}\n' if diagnostic else '') + extra)
    body = inner([('Content-Type: text/plain', text), ('Content-Type: message/delivery-status', fields),
                  ('Content-Type: message/rfc822', RETURNED + '\nHello\n')], 'b').decode()
    expected = {'recipient': CLEO, 'hard': hard, 'action': action, 'status': status}
    return ('report ' + name, mail('From: MAILER-DAEMON@mx.acme.example\nSubject: Undelivered Mail Returned to Sender\nReturn-Path: <>\n'
            'Content-Type: multipart/report; report-type=delivery-status; boundary=b', body), {'kind': 'bounce', 'bounces': [expected]})


DAEMON = 'Mail Delivery Subsystem <MAILER-DAEMON@mx.acme.example>'

PROSE = [
    bounce('qmail, unknown user', 'MAILER-DAEMON@mx.x.test', 'failure notice',
           f"Hi. This is the qmail-send program at mx.x.test.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<{CLEO}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <support@acme.example>\n{RETURNED}\nHello\n", True, status='5.1.1'),
    bounce('qmail, remote said', 'MAILER-DAEMON@mx.x.test', 'failure notice',
           f"Hi. This is the qmail-send program at mx.x.test.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<{CLEO}>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 <{CLEO}>: Recipient address rejected: User unknown in local recipient table\nGiving up on 192.0.2.1.\n\n--- Below this line is a copy of the message.\n\n{RETURNED}\n", True, status='5.1.1'),
    bounce('qmail, no host', 'MAILER-DAEMON@mx.x.test', 'failure notice',
           f"Hi. This is the qmail-send program at mx.x.test.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<{CLEO}>:\nSorry, I couldn't find any host named customer.example. (#5.1.2)\n\n--- Below this line is a copy of the message.\n\n{RETURNED}\n", True, status='5.1.2'),
    bounce('qmail, over quota', 'MAILER-DAEMON@mx.x.test', 'failure notice',
           f"Hi. This is the qmail-send program at mx.x.test.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<{CLEO}>:\nThe users mailfolder is over the allowed quota (size). (#5.2.2)\n\n--- Below this line is a copy of the message.\n\n{RETURNED}\n", False, status='5.2.2'),
    bounce('Exim', 'Mail Delivery System <Mailer-Daemon@mx.x.test>', 'Mail delivery failed: returning message to sender',
           f'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  {CLEO}\n    host mx.customer.example [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<{CLEO}>:\n    550 5.1.1 No such user here\n\n------ This is a copy of the message, including all the headers. ------\n\nReturn-path: <support@acme.example>\n{RETURNED}\n', True, head=f'X-Failed-Recipients: {CLEO}\nAuto-Submitted: auto-replied', status='5.1.1'),
    bounce('Exim, unrouteable', 'Mail Delivery System <Mailer-Daemon@mx.x.test>', 'Mail delivery failed: returning message to sender',
           f'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  {CLEO}\n    Unrouteable address\n\n------ This is a copy of the message, including all the headers. ------\n\n{RETURNED}\n', True),
    bounce('Exim, full', 'Mail Delivery System <Mailer-Daemon@mx.x.test>', 'Mail delivery failed: returning message to sender',
           f'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  {CLEO}\n    mailbox is full: retry timeout exceeded\n\n------ This is a copy of the message, including all the headers. ------\n\n{RETURNED}\n', False),
    bounce('Exim, delayed', 'Mail Delivery System <Mailer-Daemon@mx.x.test>', 'Warning: message 1abc delayed 24 hours',
           f'This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.x.test.\n\nThe address to which the message has not yet been delivered is:\n\n  {CLEO}\n\nNo action is required on your part. Delivery attempts will continue for\nsome time, and this warning may be repeated at intervals if the message\nremains undelivered.\n', False, action='delayed'),
    bounce('Sendmail', DAEMON, 'Returned mail: see transcript for details',
           f'The original message was received at Mon, 5 Jan 2026 09:00:00 GMT\nfrom localhost [127.0.0.1]\n\n   ----- The following addresses had permanent fatal errors -----\n<{CLEO}>\n    (reason: 550 5.1.1 <{CLEO}>... User unknown)\n\n   ----- Transcript of session follows -----\n... while talking to mx.customer.example.:\n>>> DATA\n<<< 550 5.1.1 <{CLEO}>... User unknown\n550 5.1.1 <{CLEO}>... User unknown\n<<< 503 5.0.0 Need RCPT (recipient)\n', True, status='5.1.1'),
    bounce('Sendmail, host unknown', DAEMON, 'Returned mail: Host unknown (Name server: customer.example: host not found)',
           f'   ----- The following addresses had permanent fatal errors -----\n<{CLEO}>\n\n   ----- Transcript of session follows -----\n550 5.1.2 <{CLEO}>... Host unknown (Name server: customer.example: host not found)\n', True, status='5.1.2'),
    bounce('Sendmail, deferred', DAEMON, 'Warning: could not send message for past 4 hours',
           f'    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n    **********************************************\n\nThe original message was received at Mon, 5 Jan 2026 09:00:00 GMT\n\n   ----- The following addresses had transient non-fatal errors -----\n<{CLEO}>\n\n   ----- Transcript of session follows -----\n<{CLEO}>... Deferred: Connection timed out with mx.customer.example.\nWarning: message still undelivered after 4 hours\nWill keep trying until message is 5 days old\n', False, action='delayed'),
    bounce('Postfix without its report', 'MAILER-DAEMON@mx.acme.example (Mail Delivery System)', 'Undelivered Mail Returned to Sender',
           f"This is the mail system at host mx.acme.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It's attached below.\n\nFor further assistance, please send mail to postmaster.\n\n                   The mail system\n\n<{CLEO}>: host mx.customer.example[192.0.2.1] said: 550 5.1.1\n    <{CLEO}>: Recipient address rejected: User unknown in virtual mailbox table\n    (in reply to RCPT TO command)\n", True, status='5.1.1'),
    bounce('Gmail', 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>', 'Delivery Status Notification (Failure)',
           f"** Address not found **\n\nYour message wasn't delivered to {CLEO} because the address couldn't be found, or is unable to receive mail.\n\nLearn more here: https://support.google.com/mail/?p=NoSuchUser\n\nThe response was:\n\n550 5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's email address for typos or unnecessary spaces.\n", True, head=f'X-Failed-Recipients: {CLEO}', status='5.1.1'),
    bounce('Gmail, full', 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>', 'Delivery Status Notification (Failure)',
           f"** Recipient inbox full **\n\nYour message couldn't be delivered to {CLEO}. Their inbox is full, or it's getting too much mail right now.\n\nThe response was:\n\n552 5.2.2 The email account that you tried to reach is over quota.\n", False, head=f'X-Failed-Recipients: {CLEO}', status='5.2.2'),
    bounce('Gmail, old', 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>', 'Delivery Status Notification (Failure)',
           f'Delivery to the following recipient failed permanently:\n\n     {CLEO}\n\nTechnical details of permanent failure:\nGoogle tried to deliver your message, but it was rejected by the recipient domain. The error that the other server returned was: 550 550 5.1.1 <{CLEO}>: User unknown (state 14).\n\n   ----- Original message -----\n\n{RETURNED}\n', True, status='5.1.1'),
    bounce('Gmail, delay', 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>', 'Delivery Status Notification (Delay)',
           f'** Delivery incomplete **\n\nThere was a temporary problem delivering your message to {CLEO}. Gmail will retry for 46 more hours. You\'ll be notified if the delivery fails permanently.\n\nThe response was:\n\n421 4.7.0 try again later\n', False, head=f'X-Failed-Recipients: {CLEO}', action='delayed'),
    bounce('Exchange 2003', 'System Administrator <postmaster@customer.example>', 'Undeliverable: [ACME-7] Printer',
           f'Your message did not reach some or all of the intended recipients.\n\n      Subject:\t[ACME-7] Printer\n      Sent:\t1/5/2026 10:00 AM\n\nThe following recipient(s) could not be reached:\n\n      {CLEO} on 1/5/2026 10:00 AM\n            The e-mail account does not exist at the organization this message was sent to.  Check the e-mail address, or contact the recipient directly to find out the correct address.\n            <mx.customer.example #5.1.1>\n', True, status='5.1.1'),
    bounce('Exchange 2007', 'Microsoft Exchange <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@customer.example>', 'Undeliverable: [ACME-7] Printer',
           f'Delivery has failed to these recipients or distribution lists:\n\n{CLEO}\nThe recipient\'s e-mail address was not found in the recipient\'s e-mail system. Microsoft Exchange will not try to redeliver this message for you. Please check the e-mail address and try resending this message, or provide the following diagnostic text to your system administrator.\n\nGenerating server: customer.example\n\n{CLEO}\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n', True, status='5.1.1'),
    bounce('Office 365', 'Microsoft Outlook <postmaster@customer.example>', 'Undeliverable: [ACME-7] Printer',
           f"Your message to {CLEO} couldn't be delivered.\n\ncleo wasn't found at customer.example.\n\nsupport\tOffice 365\tcleo\nAction Required\t\t\tRecipient\nUnknown To address\n\nMore Info for Email Admins\nStatus code: 550 5.1.10\n\nError:\t550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n", True, status='5.1.10'),
    bounce('Office 365, German', 'Microsoft Outlook <postmaster@customer.example>', 'Unzustellbar: [ACME-7] Printer',
           f'Ihre Nachricht an {CLEO} konnte nicht zugestellt werden.\n\ncleo wurde bei customer.example nicht gefunden.\n\nStatuscode: 550 5.1.10\n', True, status='5.1.10'),
    bounce('Yahoo', 'MAILER-DAEMON@yahoo.com', 'Failure Notice',
           f"Sorry, we were unable to deliver your message to the following address.\n\n<{CLEO}>:\n554: delivery error: dd Not a valid recipient - atlas.mail.yahoo.com\n\n--- Below this line is a copy of the message.\n\n{RETURNED}\n", True),
    bounce('Yahoo, disabled', 'MAILER-DAEMON@yahoo.com', 'Failure Notice',
           f"Sorry, we were unable to deliver your message to the following address.\n\n<{CLEO}>:\n554: 30: Sorry, your message to {CLEO} cannot be delivered. This mailbox is disabled (554.30).\n\n--- Below this line is a copy of the message.\n\n{RETURNED}\n", False),
    bounce('Lotus Notes', 'Postmaster <postmaster@customer.example>', 'DELIVERY FAILURE: User cleo (cleo@customer.example) not listed in Domino Directory',
           f'Your message\n\n  Subject: [ACME-7] Printer\n\nwas not delivered to:\n\n  {CLEO}\n\nbecause:\n\n  User cleo ({CLEO}) not listed in Domino Directory\n', True),
    bounce('Lotus Notes, old', 'Mail Router <Mail_Router@customer.example>', 'DELIVERY FAILURE: No route found to domain',
           f'------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\n{CLEO}\n\n------- Returned Message --------\n\n{RETURNED}\n', True),
    bounce('GMX', 'GMX Mailer Daemon <mailer-daemon@gmx.de>', 'Mail delivery failed: returning message to sender',
           f'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of\nits recipients. This is a permanent error. The following address\nfailed:\n\n{CLEO}:\nSMTP error from remote server for RCPT TO command, host: mx.customer.example (192.0.2.1) reason: 550 requested action not taken: mailbox unavailable\n\n--- The header of the original message is following. ---\n\n{RETURNED}\n', True),
    bounce('MDaemon', 'MAILER-DAEMON@customer.example', 'Permanent Delivery Failure',
           f'The attached message had PERMANENT fatal delivery errors!\n\nAfter one or more unsuccessful delivery attempts the attached message has\nbeen removed from the mail queue on this server.\n\nFailed address: {CLEO}\n\n--> RCPT To:<{CLEO}>\n<-- 550 <{CLEO}>, Recipient unknown\n', True),
    bounce('Courier', '"Courier mail server at mx.x.test" <@mx.x.test>', 'NOTICE: mail delivery status.',
           f'This is a delivery status notification from mx.x.test,\nrunning the Courier mail server, version 0.65.2.\n\nThe original message was received on Mon, 05 Jan 2026 09:00:00 +0000\nfrom localhost (localhost [127.0.0.1])\n\n---------------------------------------------------------------------------\n\n                           UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<{CLEO}>:\n    mx.customer.example [192.0.2.1]:\n>>> RCPT TO:<{CLEO}>\n<<< 550 5.1.1 <{CLEO}>... User Unknown\n', True, head='Return-Path: <>', status='5.1.1'),
    bounce('Postfix, spam', 'MAILER-DAEMON@mx.acme.example (Mail Delivery System)', 'Undelivered Mail Returned to Sender',
           f"This is the mail system at host mx.acme.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<{CLEO}>: host mx.customer.example[192.0.2.1] said: 554 5.7.1 Service\n    unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org (in reply to RCPT TO command)\n", False, status='5.7.1'),
    bounce('French Exchange', 'Administrateur <postmaster@customer.example>', 'Non remis : [ACME-7] Printer',
           f"Votre message n'a pas pu être remis aux destinataires suivants :\n\n{CLEO}\nL'adresse de messagerie est introuvable.\n\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n", True, status='5.1.1'),
    bounce('Spanish Exchange', 'Microsoft Outlook <postmaster@customer.example>', 'No se puede entregar: [ACME-7] Printer',
           f'No se pudo entregar el mensaje a {CLEO}.\n\nCódigo de estado: 550 5.1.1\n', True, status='5.1.1'),
]

REPORTS = [
    report('unknown user', f'550 5.1.1 <{CLEO}>: User unknown', '5.1.1', True),
    report('without a diagnostic', '', '5.1.1', True),
    report('full', '552 5.2.2 mailbox full', '5.2.2', False),
    report('too large', '552 5.3.4 message size exceeds limit', '5.3.4', False),
    report('delayed', '451 4.4.1 connection timed out', '4.4.1', False, action='delayed'),
    report('relayed', '', '2.1.9', False, action='relayed'),
    report('delivered', '', '2.0.0', False, action='delivered'),
    report('failed with 4.x: tried for days', '421 4.4.2 timed out', '4.4.2', False),
    report('policy', '550 5.7.1 message rejected for policy reasons', '5.7.1', False),
    report('host not found', '550 5.1.2 host unknown', '5.1.2', True),
    report('null MX', '556 5.1.10 recipient address has null MX', '5.1.10', True),
    report('recipient in angles', '550 5.1.1 no', '5.1.1', True, recipient=f'RFC822; <{CLEO}>'),
    report('recipient without a type', '550 5.1.1 no', '5.1.1', True, recipient=CLEO),
    report('UTF-8 type', '550 5.1.1 no', '5.1.1', True, recipient=f'utf-8; {CLEO}'),
    report('answer over unfolded lines', '550-5.1.1 The account\n550-5.1.1 does not exist.\n550 5.1.1 really', '5.1.1', True),
    ('report of two', mail('From: MAILER-DAEMON@mx.x.test\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=b', inner([
        ('Content-Type: text/plain', 'Two failed.'),
        ('Content-Type: message/delivery-status', 'Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@x.test\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; b@x.test\nAction: delayed\nStatus: 4.2.2\n')], 'b').decode()),
     {'bounces': [{'recipient': 'a@x.test', 'hard': True}, {'recipient': 'b@x.test', 'hard': False, 'action': 'delayed'}]}),
    ('report without a blank between', mail('From: MAILER-DAEMON@mx.x.test\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=b', inner([
        ('Content-Type: text/plain', 'Two failed.'),
        ('Content-Type: message/delivery-status', 'Final-Recipient: rfc822; a@x.test\nAction: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822; b@x.test\nAction: failed\nStatus: 5.2.2\n')], 'b').decode()),
     {'bounces': [{'recipient': 'a@x.test'}, {'recipient': 'b@x.test'}]}),
    ('SES notification', mail('From: no-reply@sns.amazonaws.com\nSubject: AWS Notification Message\nContent-Type: text/plain', '{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"cleo@customer.example","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]},"mail":{"messageId":"x","destination":["cleo@customer.example"]}}'),
     {'kind': 'bounce', 'bounces': [{'recipient': CLEO, 'hard': True, 'status': '5.1.1'}]}),
    ('SES report', mail('From: MAILER-DAEMON@eu-west-1.amazonses.com\nSubject: Delivery Status Notification (Failure)\nContent-Type: multipart/report; report-type=delivery-status; boundary=b', inner([
        ('Content-Type: text/plain', f'An error occurred while trying to deliver the mail to the following recipients:\n{CLEO}\n'),
        ('Content-Type: message/delivery-status', f'Reporting-MTA: dns; a8-50.smtp-out.amazonses.com\n\nAction: failed\nFinal-Recipient: rfc822; {CLEO}\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\nStatus: 5.1.1\n')], 'b').decode()),
     {'kind': 'bounce', 'bounces': [{'recipient': CLEO, 'hard': True, 'status': '5.1.1'}]}),
]

OTHERS = [
    ('a person writes of a bounce', mail('Subject: Undeliverable?', 'Hello, my mail to bob@x.test came back as undeliverable. Why?\n'), {'kind': 'human', 'bounces': []}),
    ('a forwarded bounce is a person\'s mail', mail('Subject: Fwd: failure notice', 'What is this?\n\n> From: MAILER-DAEMON@x.test\n> I was not able to deliver your message\n'), {'kind': 'human'}),
    ('a receipt is no bounce', mail('Subject: Read: Printer\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b', inner([('Content-Type: text/plain', 'read'), ('Content-Type: message/disposition-notification', 'Final-Recipient: rfc822; a@x.test\nDisposition: manual-action/MDN-sent-manually; displayed')], 'b').decode()), {'kind': 'receipt'}),
    ('an abuse report', mail('Subject: complaint\nContent-Type: multipart/report; report-type=feedback-report; boundary=b', inner([('Content-Type: text/plain', 'abuse'), ('Content-Type: message/feedback-report', 'Feedback-Type: abuse\nUser-Agent: x')], 'b').decode()), {'kind': 'report'}),
]

CASES = PROSE + REPORTS + OTHERS
