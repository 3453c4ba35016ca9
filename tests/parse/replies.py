"""What the sender wrote now: answers between the lines, forwards, signatures, footers, HTML of each program."""
from mails import mail, multipart

Q = '> Dear Cleo,\n>\n> did you press the green button?\n> And is the lamp on?\n>\n> Ann'
ON = 'On Mon, Jan 5, 2026 at 10:00 AM Ann Ash <ann@acme.example> wrote:'
BLOCK = 'From: Ann Ash <ann@acme.example>\nSent: Monday, January 5, 2026 10:00 AM\nTo: Cleo\nSubject: Printer'


def text(name, body, subject='Re: Printer', **expected):
    return (name, mail(f'Subject: {subject}\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit', body), expected)


def html(name, body, **expected):
    return (name, mail('Subject: Re: Printer\nContent-Type: text/html; charset=utf-8', body), expected)


PLACES = [
    text('above', f'Yes, it is.\n\n{ON}\n{Q}\n', reply='Yes, it is.', quoted_has='green button'),
    text('below', f'{ON}\n{Q}\n\nYes, it is.\n', reply='Yes, it is.'),
    text('above and below', f'First.\n\n{ON}\n{Q}\n\nLast.\n', reply_has=['First.', 'Last.'], reply_not='green button'),
    text('between', f'Hello Ann,\n\n{ON}\n> did you press the green button?\n\nYes.\n\n> And is the lamp on?\n\nNo, it is not.\n',
         reply_has=['Hello Ann,', '> did you press the green button?', 'Yes.', '> And is the lamp on?', 'No, it is not.']),
    text('between, without blank lines', f'{ON}\n> did you press the green button?\nyes\n> And is the lamp on?\nno\n',
         reply_has=['> did you press the green button?', 'yes', '> And is the lamp on?', 'no']),
    text('between, then the rest of the quote', f'{ON}\n> did you press it?\n\nYes.\n\n> Regards\n> Ann\n', reply_has=['> did you press it?', 'Yes.']),
    text('nothing but a quote', f'{ON}\n{Q}\n', reply_has='did you press'),
    text('nothing but marked lines', f'{Q}\n', reply_has='did you press'),
    text('nothing but a block', f'{BLOCK}\n\nDear Cleo, did you press it?\n', reply_has='Dear Cleo'),
    text('nothing', '\n', reply=''),
    text('nothing but a signature', '-- \nCleo\n', reply_has='Cleo'),
    text('no quote', 'Only words.\n\nAnd more.\n', reply='Only words.\n\nAnd more.', quoted='', signature=''),
    text('quotes of quotes', f'Yes.\n\n{ON}\n> Again?\n>\n> On Sun, Jan 4, 2026 at 9:00 AM Cleo <c@customer.example> wrote:\n>> Help\n', reply='Yes.'),
    text('two attributions', f'Yes.\n\n{ON}\n\n> Again?\n\n{ON}\n\n> Before\n', reply='Yes.'),
    text('words that look like an attribution', 'On Monday I wrote:\nnothing happened.\n', reply='On Monday I wrote:\nnothing happened.'),
    text('what somebody else wrote', 'Hello,\nmy colleague bob@x.test wrote:\nThe printer is on fire.\nPlease help.\n', reply_has=['The printer is on fire.', 'Please help.']),
    text('from within the words', 'From: the start, it was broken.\nTo: be honest, I am angry.\n', reply_has=['From: the start', 'To: be honest']),
    text('a log in the words', 'I see this:\n\n2026-01-05 10:00:00 error: no paper\n2026-01-05 10:00:01 error: jam\n\nWhat now?\n', reply_has=['no paper', 'What now?']),
    text('dashes in the words', 'The parts:\n---------\none\ntwo\n---------\nSend them please, as soon as you can manage that, to the address that you know.\n', reply_has=['one', 'Send them']),
    text('mail addresses in the words', 'Please write to bob@customer.example:\nhe knows more.\n', reply_has=['bob@customer.example', 'he knows']),
    text('a shell prompt', 'I typed\n\n> help\n\nand nothing came.\n', reply_has=['> help', 'and nothing came']),
]

FORWARDS = [
    text('Gmail', f'Please see below.\n\n---------- Forwarded message ---------\nFrom: Bob <bob@x.test>\nDate: Mon, Jan 5, 2026 at 10:00 AM\nSubject: Broken\nTo: <cleo@customer.example>\n\nIt broke.\n', 'Fwd: Broken', text_has='It broke.', reply_has='Please see below.'),
    text('Gmail, nothing else', '---------- Forwarded message ---------\nFrom: Bob <bob@x.test>\nDate: Mon, Jan 5, 2026 at 10:00 AM\nSubject: Broken\nTo: <cleo@customer.example>\n\nIt broke.\n', 'Fwd: Broken', reply_has='It broke.'),
    text('Apple, nothing else', 'Begin forwarded message:\n\nFrom: Bob <bob@x.test>\nSubject: Broken\nDate: 5 January 2026 at 10:00:00 CET\nTo: cleo@customer.example\n\nIt broke.\n', 'Fwd: Broken', reply_has='It broke.'),
    text('Apple, marked', 'Begin forwarded message:\n\n> From: Bob <bob@x.test>\n> Subject: Broken\n>\n> It broke.\n', 'Fwd: Broken', reply_has='It broke.'),
    text('Outlook, nothing else', f'{BLOCK}\n\nIt broke.\n', 'FW: Broken', reply_has='It broke.'),
    text('German', '-------- Weitergeleitete Nachricht --------\nBetreff: Kaputt\nDatum: Mon, 5 Jan 2026\nVon: Bob <bob@x.test>\nAn: cleo@customer.example\n\nKaputt.\n', 'Fwd: Kaputt', reply_has='Kaputt.'),
    text('French', '---------- Message transféré ----------\nDe : Bob <bob@x.test>\nDate : lun. 5 janv. 2026\nObjet : Cassé\n\nCassé.\n', 'TR: Cassé', reply_has='Cassé.'),
]

SIGNED = 'It works now, thank you.'


def signature(name, tail, ending=True):
    return text(f'signature {name}', f'{SIGNED}\n\n{tail}\n', reply=SIGNED, signature_has=tail.strip().split('\n')[-1].strip())


SIGNATURES = [
    signature('after dashes', '-- \nCleo Miller\nBakery'),
    signature('after dashes without a blank', '--\nCleo Miller\nBakery'),
    signature('below a rule', '________________\nCleo Miller\nBakery\nTel. 0123 456789'),
    signature('contacts', 'Cleo Miller\nBakery\nTel: +49 30 1234567\nwww.bakery.example'),
    signature('English phone', 'Sent from my iPhone'),
    signature('English Android', 'Sent from my Samsung Galaxy smartphone.'),
    signature('Outlook mobile', 'Get Outlook for iOS<https://aka.ms/o0ukef>'),
    signature('Windows mail', 'Sent from Mail for Windows'),
    signature('Proton', 'Sent with Proton Mail secure email.'),
    signature('Yahoo', 'Sent from Yahoo Mail on Android'),
    signature('German', 'Von meinem iPhone gesendet'),
    signature('German Outlook', 'Holen Sie sich Outlook für Android'),
    signature('German K-9', 'Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.'),
    signature('German GMX', 'Gesendet mit der GMX Mail App'),
    signature('French', 'Envoyé de mon iPhone'),
    signature('French Outlook', 'Obtenir Outlook pour Android'),
    signature('French Samsung', 'Envoyé depuis mon smartphone Samsung Galaxy.'),
    signature('Spanish', 'Enviado desde mi iPhone'),
    signature('Spanish Outlook', 'Obtener Outlook para iOS'),
    signature('Italian', 'Inviato da iPhone'),
    signature('Italian Outlook', 'Ottieni Outlook per Android'),
    signature('Dutch', 'Verstuurd vanaf mijn iPhone'),
    signature('Dutch Samsung', 'Verzonden vanaf mijn Galaxy'),
    signature('Portuguese', 'Enviado do meu iPhone'),
    signature('Portuguese Outlook', 'Obter o Outlook para iOS'),
    signature('Polish', 'Wysłane z iPhone’a'),
    signature('Polish Outlook', 'Pobierz aplikację Outlook dla systemu iOS'),
    signature('Swedish', 'Skickat från min iPhone'),
    signature('Swedish Outlook', 'Hämta Outlook för iOS'),
    signature('Danish', 'Sendt fra min iPhone'),
    signature('Danish Outlook', 'Hent Outlook til iOS'),
    signature('Norwegian', 'Sendt fra min iPhone'),
    signature('Norwegian Outlook', 'Få Outlook for iOS'),
    signature('Finnish', 'Lähetetty iPhonesta'),
    signature('Finnish Outlook', 'Hanki Outlook for iOS'),
    signature('Russian', 'Отправлено с iPhone'),
    signature('Russian Samsung', 'Отправлено со смартфона Samsung Galaxy.'),
    signature('Czech', 'Odesláno z iPhonu'),
    signature('Czech Outlook', 'Získat Outlook pro iOS'),
    signature('Turkish', "iPhone'umdan gönderildi"),
    signature('Turkish Outlook', "iOS için Outlook'u edinin"),
    signature('Chinese', '发自我的iPhone'),
    signature('Chinese, Taiwan', '從我的 iPhone 傳送'),
    signature('Chinese Outlook', '获取 Outlook for iOS'),
    signature('Japanese', 'iPhoneから送信'),
    signature('Japanese Outlook', 'Outlook for iOS を入手'),
    signature('Korean', '나의 iPhone에서 보냄'),
    signature('Korean Galaxy', '내 Galaxy에서 보냄'),
    signature('disclaimer', 'This e-mail and any attachments are confidential. If you are not the intended recipient, delete it.'),
    signature('German disclaimer', 'Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen.'),
    signature('virus check', 'Virus-free. www.avast.com'),
    text('signature above the quote', f'{SIGNED}\n\n-- \nCleo Miller\n\n{ON}\n{Q}\n', reply=SIGNED, signature_has='Cleo Miller'),
    text('phone footer above the quote', f'{SIGNED}\n\nSent from my iPhone\n\n> {ON}\n>\n{Q}\n', reply=SIGNED),
    text('words below a rule stay', 'Here is the list:\n\n--\none two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty one two three\n', reply_has='Here is the list'),
    text('sent from is a sentence', 'Sent from my desk is nothing that I would write.\n', reply_has='Sent from my desk'),
    text('a thank-you stays', 'It works.\n\nThank you,\nCleo\n', reply='It works.\n\nThank you,\nCleo'),
]

HTML = [
    html('Gmail', f'<div dir="ltr">Yes, it is.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{ON.replace("<", "&lt;").replace(">", "&gt;")}<br></div><blockquote class="gmail_quote" style="margin:0">Did you press it?</blockquote></div>', reply='Yes, it is.', quoted_has='Did you press it?'),
    html('Gmail with a signature', '<div dir="ltr">Yes, it is.<br>-- <br><div dir="ltr" class="gmail_signature">Cleo Miller<br>Bakery</div></div><br><div class="gmail_quote"><div class="gmail_attr">On Mon, Jan 5, 2026 Ann wrote:</div><blockquote class="gmail_quote">Did you press it?</blockquote></div>', reply_has='Yes, it is.', reply_not='Bakery'),
    html('Outlook web', '<div>Yes, it is.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Ann Ash &lt;ann@acme.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Cleo<br><b>Subject:</b> Printer</div><div>Did you press it?</div>', reply='Yes, it is.'),
    html('Outlook desktop', '<div class=WordSection1><p class=MsoNormal>Yes, it is.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class=MsoNormal><b>Von:</b> Ann Ash &lt;ann@acme.example&gt; <br><b>Gesendet:</b> Montag, 5. Januar 2026 10:00<br><b>An:</b> Cleo<br><b>Betreff:</b> Drucker<o:p></o:p></p></div></div><p class=MsoNormal>Did you press it?</p></div>', reply='Yes, it is.'),
    html('Outlook mobile', '<div>Yes, it is.</div><div id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/x">Outlook for iOS</a></div><hr><div id="divRplyFwdMsg"><b>From:</b> Ann<br><b>Sent:</b> Monday<br><b>To:</b> Cleo</div>Did you press it?', reply='Yes, it is.'),
    html('Apple Mail', '<div>Yes, it is.</div><div><br><blockquote type="cite"><div>On 5 Jan 2026, at 10:00, Ann Ash &lt;ann@acme.example&gt; wrote:</div><br><div>Did you press it?</div></blockquote></div>', reply='Yes, it is.'),
    html('iPhone', '<div dir="ltr">Yes, it is.</div><div dir="ltr"><br>Von meinem iPhone gesendet</div><div dir="ltr"><br><blockquote type="cite">Am 05.01.2026 um 10:00 schrieb Ann Ash &lt;ann@acme.example&gt;:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">Did you press it?</div></blockquote>', reply='Yes, it is.'),
    html('Thunderbird', '<p>Yes, it is.</p><div class="moz-cite-prefix">On 05/01/2026 10:00, Ann Ash wrote:<br></div><blockquote type="cite" cite="mid:x">Did you press it?</blockquote><pre class="moz-signature">-- \nCleo</pre>', reply='Yes, it is.'),
    html('Yahoo', '<div class="ydp1">Yes, it is.</div><div id="ydp2yahoo_quoted" class="yahoo_quoted"><div>On Monday, January 5, 2026 at 10:00:00 AM GMT+1, Ann &lt;ann@acme.example&gt; wrote:</div><div>Did you press it?</div></div>', reply='Yes, it is.'),
    html('Yahoo, new', '<div class="yahoo-style-wrap"><div>Yes, it is.</div></div><div id="yahoo_quoted_1234567890" class="yahoo_quoted">On Monday, Ann wrote:<div>Did you press it?</div></div>', reply='Yes, it is.'),
    html('Proton', '<div>Yes, it is.</div><div class="protonmail_signature_block"><div>Sent with <a href="https://proton.me/">Proton Mail</a> secure email.</div></div><div class="protonmail_quote">On Monday, January 5th, 2026 at 10:00 AM, Ann wrote:<br><blockquote class="protonmail_quote" type="cite">Did you press it?</blockquote></div>', reply='Yes, it is.'),
    html('K-9', 'Yes, it is.<br><br><div class="gmail_quote">Am 5. Januar 2026 10:00:00 MEZ schrieb Ann Ash &lt;ann@acme.example&gt;:<blockquote class="gmail_quote">Did you press it?</blockquote></div>-- <br>Diese Nachricht wurde mit K-9 Mail gesendet.', reply='Yes, it is.'),
    html('Zimbra', '<div>Yes, it is.</div><hr id="zwchr"><div><b>From: </b>"Ann" &lt;ann@acme.example&gt;<br><b>To: </b>"Cleo"<br><b>Sent: </b>Monday<br><b>Subject: </b>Printer</div><div>Did you press it?</div>', reply='Yes, it is.'),
    html('GMX', '<div>Yes, it is.</div><div name="quote"><div><b>Gesendet:</b> Montag, 05. Januar 2026<br><b>Von:</b> "Ann" &lt;ann@acme.example&gt;<br><b>An:</b> cleo@x.test<br><b>Betreff:</b> Drucker</div><div name="quoted-content">Did you press it?</div></div>', reply='Yes, it is.'),
    html('between the lines', '<div>Hello</div><blockquote type="cite">Did you press it?</blockquote><div>Yes.</div><blockquote type="cite">Is it on?</blockquote><div>No.</div>', reply_has=['Did you press it?', 'Yes.', 'Is it on?', 'No.']),
    html('nothing but a quote', '<div class="gmail_quote"><div class="gmail_attr">On Mon, Ann wrote:</div><blockquote class="gmail_quote">Did you press it?</blockquote></div>', reply_has='Did you press it?'),
    html('a blockquote of one\'s own', '<p>The manual says</p><blockquote>Press the button</blockquote><p>but there is none.</p>', reply_has=['Press the button', 'but there is none']),
]

CASES = PLACES + FORWARDS + SIGNATURES + HTML
