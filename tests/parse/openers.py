"""What stands above a quote, in the words of each mail program in each language. Every line is played
with a marked quote, with one without marks, and broken in two as gateways do."""
import textwrap

from mails import mail

N = 'Ann Ash'
A = 'Ann Ash <ann@acme.example>'

ATTRIBUTIONS = {
    'Gmail': {
        'en': f'On Mon, Jan 5, 2026 at 10:00 AM {A} wrote:',
        'en-GB': f'On Mon, 5 Jan 2026 at 10:00, {A} wrote:',
        'en, old': f'2026-01-05 10:00 GMT+01:00 {A}:',
        'de': f'Am Mo., 5. Jan. 2026 um 10:00 Uhr schrieb {A}:',
        'fr': f'Le lun. 5 janv. 2026 à 10:00, {A} a écrit :',
        'es': f'El lun, 5 ene 2026 a las 10:00, {N} (<ann@acme.example>) escribió:',
        'it': f'Il giorno lun 5 gen 2026 alle ore 10:00 {A} ha scritto:',
        'nl': f'Op ma 5 jan 2026 om 10:00 schreef {A}:',
        'pt-BR': f'Em seg., 5 de jan. de 2026 às 10:00, {A} escreveu:',
        'pt-PT': f'{A} escreveu (segunda, 5/01/2026 à(s) 10:00):',
        'pl': f'pon., 5 sty 2026 o 10:00 {A} napisał(a):',
        'sv': f'Den mån 5 jan. 2026 kl 10:00 skrev {A}:',
        'da': f'Den man. 5. jan. 2026 kl. 10.00 skrev {A}:',
        'no': f'man. 5. jan. 2026 kl. 10:00 skrev {A}:',
        'fi': f'ma 5. tammik. 2026 klo 10.00 {N} (ann@acme.example) kirjoitti:',
        'ru': f'пн, 5 янв. 2026 г. в 10:00, {A}:',
        'cs': f'po 5. 1. 2026 v 10:00 odesílatel {A} napsal:',
        'tr': f'{A}, 5 Oca 2026 Pzt, 10:00 tarihinde şunu yazdı:',
        'zh-CN': f'{A} 于2026年1月5日周一 10:00写道：',
        'zh-TW': f'{A} 於 2026年1月5日 週一 上午10:00寫道：',
        'ja': f'2026年1月5日(月) 10:00 {A}:',
        'ko': f'2026년 1월 5일 (월) 오전 10:00, {A}님이 작성:',
        'hu': f'{A} ezt írta (időpont: 2026. jan. 5., H, 10:00):',
        'ro': f'În lun., 5 ian. 2026 la 10:00, {A} a scris:',
        'uk': f'пн, 5 січ. 2026 р. о 10:00 {A} пише:',
        'el': f'Στις Δευ 5 Ιαν 2026 στις 10:00 π.μ., ο/η {A} έγραψε:',
    },
    'Apple Mail': {
        'en': f'On Jan 5, 2026, at 10:00 AM, {A} wrote:',
        'en-GB': f'On 5 Jan 2026, at 10:00, {A} wrote:',
        'de': f'Am 05.01.2026 um 10:00 schrieb {A}:',
        'fr': f'Le 5 janv. 2026 à 10:00, {A} a écrit :',
        'es': f'El 5 ene 2026, a las 10:00, {A} escribió:',
        'it': f'Il giorno 5 gen 2026, alle ore 10:00, {A} ha scritto:',
        'nl': f'Op 5 jan 2026, om 10:00 heeft {A} het volgende geschreven:',
        'pt-BR': f'Em 5 de jan. de 2026, à(s) 10:00, {A} escreveu:',
        'pt-PT': f'No dia 05/01/2026, às 10:00, {A} escreveu:',
        'pl': f'Wiadomość napisana przez {A} w dniu 5 sty 2026, o godz. 10:00:',
        'sv': f'5 jan. 2026 kl. 10:00 skrev {A}:',
        'da': f'Den 5. jan. 2026 kl. 10.00 skrev {A}:',
        'no': f'5. jan. 2026 kl. 10:00 skrev {A}:',
        'fi': f'{A} kirjoitti 5.1.2026 kello 10.00:',
        'ru': f'5 янв. 2026 г., в 10:00, {A} написал(а):',
        'cs': f'5. 1. 2026 v 10:00, {A}:',
        'tr': f'{A} şunları yazdı (5 Oca 2026 10:00):',
        'zh-CN': f'2026年1月5日 10:00，{A} 写道：',
        'zh-TW': f'{A} 於 2026年1月5日 上午10:00 寫道：',
        'ja': f'2026/01/05 10:00、{A}のメール:',
        'ko': f'2026. 1. 5. 오전 10:00, {A} 작성:',
    },
    'Thunderbird': {
        'en': f'On 05/01/2026 10:00, {N} wrote:',
        'en-US': f'On 1/5/26 10:00 AM, {N} wrote:',
        'de': f'Am 05.01.26 um 10:00 schrieb {N}:',
        'fr': f'Le 05/01/2026 à 10:00, {N} a écrit :',
        'es': f'El 5/1/26 a las 10:00, {N} escribió:',
        'it': f'Il 05/01/26 10:00, {N} ha scritto:',
        'nl': f'Op 05-01-2026 om 10:00 schreef {N}:',
        'pt-BR': f'Em 05/01/2026 10:00, {N} escreveu:',
        'pt-PT': f'Às 10:00 de 05/01/2026, {N} escreveu:',
        'pl': f'W dniu 05.01.2026 o 10:00, {N} pisze:',
        'sv': f'Den 2026-01-05 kl. 10:00, skrev {N}:',
        'da': f'Den 05.01.2026 kl. 10.00 skrev {N}:',
        'no': f'Den 05.01.2026 10:00, skrev {N}:',
        'fi': f'{N} kirjoitti 5.1.2026 klo 10.00:',
        'ru': f'05.01.2026 10:00, {N} пишет:',
        'cs': f'Dne 05. 01. 26 v 10:00 {N} napsal(a):',
        'tr': f'5.01.2026 10:00 tarihinde {N} yazdı:',
        'zh-CN': f'在 2026/1/5 10:00, {N} 写道:',
        'zh-TW': f'{N} 於 2026/1/5 10:00 寫道:',
        'ja': f'On 2026/01/05 10:00, {N} wrote:',
        'ko': f'26. 1. 5. 10:00에 {N} 이(가) 쓴 글:',
    },
    'Yahoo': {
        'en': f'On Monday, January 5, 2026 at 10:00:00 AM GMT+1, {A} wrote:',
        'de': f'Am Montag, 5. Januar 2026 um 10:00:00 MEZ hat {A} Folgendes geschrieben:',
        'de, old': f'{A} schrieb am 10:00 Montag, 5.Januar 2026:',
        'fr': f'Le lundi 5 janvier 2026 à 10:00:00 UTC+1, {A} a écrit :',
        'es': f'El lunes, 5 de enero de 2026, 10:00:00 CET, {A} escribió:',
        'it': f'Il lunedì 5 gennaio 2026 alle ore 10:00:00 CET, {A} ha scritto:',
        'nl': f'Op maandag 5 januari 2026 om 10:00:00 CET schreef {A}:',
        'pt': f'Em segunda-feira, 5 de janeiro de 2026 10:00:00 BRT, {A} escreveu:',
        'pl': f'W dniu poniedziałek, 5 stycznia 2026 10:00:00 CET użytkownik {A} napisał:',
        'sv': f'Den måndag 5 januari 2026 10:00:00 CET skrev {A}:',
        'da': f'Den mandag den 5. januar 2026 10.00.00 CET skrev {A}:',
        'no': f'mandag 5. januar 2026 kl. 10:00:00 CET skrev {A}:',
        'fi': f'maanantai 5. tammikuuta 2026 klo 10.00.00 UTC+2 {A} kirjoitti:',
        'ru': f'понедельник, 5 января 2026 г. в 10:00:00 GMT+3, {A} написал(а):',
        'cs': f'Dne pondělí 5. ledna 2026 10:00:00 SEČ, {A} napsal/a:',
        'tr': f'5 Ocak 2026 Pazartesi 10:00:00 GMT+3 tarihinde, {A} şunu yazdı:',
        'zh-TW': f'{A} 在 2026年1月5日 星期一 上午10:00:00 [GMT+8] 寫道：',
        'ja': f'2026年1月5日 月曜日 10:00:00 JST、{A} さんが書きました:',
        'ko': f'2026년 1월 5일 월요일 오전 10:00:00 GMT+9, {A}님이 작성:',
    },
    'Proton': {
        'en': f'On Monday, January 5th, 2026 at 10:00 AM, {A} wrote:',
        'en, bare': f'On Monday, 5 January 2026 at 10:00, {N} ann@acme.example wrote:',
        'de': f'Am Montag, 5. Januar 2026 um 10:00 schrieb {A}:',
        'fr': f'Le lundi 5 janvier 2026 à 10:00, {A} a écrit :',
        'es': f'El lunes, 5 de enero de 2026 a las 10:00, {A} escribió:',
        'it': f'lunedì 5 gennaio 2026 10:00, {A} ha scritto:',
        'nl': f'Op maandag 5 januari 2026 om 10:00 schreef {A}:',
        'pt': f'segunda-feira, 5 de janeiro de 2026 às 10:00, {A} escreveu:',
        'pl': f'poniedziałek, 5 stycznia 2026 10:00, {A} napisał(a):',
        'ru': f'понедельник, 5 января 2026 г. в 10:00, {A} написал(а):',
    },
    'K-9': {
        'en': f'On 5 January 2026 10:00:00 CET, {A} wrote:',
        'de': f'Am 5. Januar 2026 10:00:00 MEZ schrieb {A}:',
        'fr': f'Le 5 janvier 2026 10:00:00 GMT+01:00, {A} a écrit :',
        'es': f'El 5 de enero de 2026 10:00:00 CET, {A} escribió:',
        'it': f'Il 5 gennaio 2026 10:00:00 CET, {A} ha scritto:',
        'nl': f'Op 5 januari 2026 10:00:00 CET schreef {A}:',
        'pt': f'Em 5 de janeiro de 2026 10:00:00 BRT, {A} escreveu:',
        'pl': f'Dnia 5 stycznia 2026 10:00:00 CET, {A} napisał(a):',
        'sv': f'Den 5 januari 2026 10:00:00 CET, skrev {A}:',
        'da': f'Den 5. januar 2026 10.00.00 CET, skrev {A}:',
        'no': f'Den 5. januar 2026 10:00:00 CET skrev {A}:',
        'fi': f'{A} kirjoitti 5. tammikuuta 2026 10.00.00 EET:',
        'ru': f'5 января 2026 г. 10:00:00 GMT+03:00, {A} пишет:',
        'cs': f'Dne 5. ledna 2026 10:00:00 SEČ, {A} napsal:',
        'tr': f'5 Ocak 2026 10:00:00 GMT+03:00 tarihinde {A} yazdı:',
        'zh-CN': f'于 2026年1月5日 GMT+08:00 10:00:00, {A} 写到:',
        'ja': f'2026年1月5日 10:00:00 JST、{A}のメール:',
        'ko': f'2026년 1월 5일 오전 10시 0분 0초 GMT+09:00, {A}님이 쓴 글:',
    },
    'others': {
        'Roundcube en': f'On 2026-01-05 10:00, {N} wrote:',
        'Roundcube de': f'Am 2026-01-05 10:00, schrieb {N}:',
        'Roundcube fr': f'Le 2026-01-05 10:00, {N} a écrit :',
        'Roundcube es': f'El 2026-01-05 10:00, {N} escribió:',
        'Roundcube it': f'Il 2026-01-05 10:00 {N} ha scritto:',
        'Roundcube nl': f'{N} schreef op 2026-01-05 10:00:',
        'Roundcube pl': f'W dniu 2026-01-05 10:00, {N} napisał(a):',
        'Roundcube pt': f'Em 2026-01-05 10:00, {N} escreveu:',
        'Roundcube ru': f'{N} писал 2026-01-05 10:00:',
        'Roundcube sv': f'2026-01-05 10:00 skrev {N}:',
        'Roundcube cs': f'Dne 2026-01-05 10:00, {N} napsal:',
        'Evolution en': f'On Mon, 2026-01-05 at 10:00 +0100, {N} wrote:',
        'Evolution de': f'Am Montag, dem 05.01.2026 um 10:00 +0100 schrieb {N}:',
        'KMail en': f'On Monday, January 5, 2026 10:00:00 AM CET {N} wrote:',
        'KMail de': f'Am Montag, 5. Januar 2026, 10:00:00 CET schrieb {N}:',
        'mutt': f'On Mon, Jan 05, 2026 at 10:00:00AM +0100, {N} wrote:',
        'Fastmail': f'On Mon, 5 Jan 2026, at 10:00 AM, {N} wrote:',
        'Zoho': f'---- On Mon, 05 Jan 2026 10:00:00 +0100 {A} wrote ----',
        '163': f'在 2026-01-05 10:00:00，"{N}" <ann@acme.example> 写道：',
        '163 en': f'At 2026-01-05 10:00:00, "{N}" <ann@acme.example> wrote:',
        'Mail.ru': f'Понедельник, 5 января 2026, 10:00 +03:00 от {A}:',
        'Yandex': f'05.01.2026, 10:00, "{N}" <ann@acme.example>:',
        'Yandex, long': f'05.01.2026, 10:00, "{N} <ann@acme.example>" <ann@acme.example>:',
        'Horde': f'Quoting {A}:',
        'Horde de': f'Zitat von {A}:',
        'Pegasus': f'On 5 Jan 2026 at 10:00, {N} wrote:',
        'Gnus': f'{A} writes:',
        'The Bat': f'Monday, January 5, 2026, 10:00:00 AM, you wrote:',
        'Outlook.com, old': f'> Date: Mon, 5 Jan 2026 10:00:00 +0100',
        'Telekom': f'Am 05.01.2026 um 10:00 Uhr schrieb "{N}" <ann@acme.example>:',
        'Spark': f'On 5 Jan 2026, 10:00 +0100, {A}, wrote:',
        'HEY': f'On January 5, 2026, {A} wrote:',
        'Mailbird': f'On 1/5/2026 10:00:00 AM, {A} wrote:',
        'Front': f'On January 5, 2026 at 10:00 AM GMT+1 ann@acme.example wrote:',
        'Windows Live Mail, by name': f'On Jan 5, 2026 10:00 AM, "{N}" <ann@acme.example> wrote:',
    },
}

FIELDS = {
    'en': ('From', 'Sent', 'To', 'Subject'), 'en, Mac': ('From', 'Date', 'To', 'Subject'),
    'de': ('Von', 'Gesendet', 'An', 'Betreff'), 'de, Mac': ('Von', 'Datum', 'An', 'Betreff'),
    'fr': ('De', 'Envoyé', 'À', 'Objet'), 'fr, le': ('De', 'Envoyé le', 'À', 'Objet'),
    'es': ('De', 'Enviado', 'Para', 'Asunto'), 'es, el': ('De', 'Enviado el', 'Para', 'Asunto'),
    'es, fecha': ('De', 'Fecha', 'Para', 'Asunto'),
    'it': ('Da', 'Inviato', 'A', 'Oggetto'), 'it, Mac': ('Da', 'Data', 'A', 'Oggetto'),
    'nl': ('Van', 'Verzonden', 'Aan', 'Onderwerp'), 'nl, Mac': ('Van', 'Datum', 'Aan', 'Onderwerp'),
    'pt': ('De', 'Enviado', 'Para', 'Assunto'), 'pt-BR': ('De', 'Enviada em', 'Para', 'Assunto'),
    'pl': ('Od', 'Wysłane', 'Do', 'Temat'), 'pl, data': ('Od', 'Data', 'Do', 'Temat'),
    'sv': ('Från', 'Skickat', 'Till', 'Ämne'), 'sv, datum': ('Från', 'Datum', 'Till', 'Ämne'),
    'da': ('Fra', 'Sendt', 'Til', 'Emne'), 'da, dato': ('Fra', 'Dato', 'Til', 'Emne'),
    'no': ('Fra', 'Sendt', 'Til', 'Emne'),
    'fi': ('Lähettäjä', 'Lähetetty', 'Vastaanottaja', 'Aihe'),
    'fi, Mac': ('Lähettäjä', 'Päivämäärä', 'Vastaanottaja', 'Aihe'),
    'ru': ('От', 'Отправлено', 'Кому', 'Тема'), 'ru, Mac': ('От', 'Дата', 'Кому', 'Тема'),
    'cs': ('Od', 'Odesláno', 'Komu', 'Předmět'), 'cs, Mac': ('Od', 'Datum', 'Komu', 'Předmět'),
    'tr': ('Kimden', 'Gönderildi', 'Kime', 'Konu'), 'tr, new': ('Gönderen', 'Gönderildi', 'Kime', 'Konu'),
    'tr, Mac': ('Kimden', 'Tarih', 'Kime', 'Konu'),
    'zh-CN': ('发件人', '发送时间', '收件人', '主题'), 'zh-CN, Mac': ('发件人', '日期', '收件人', '主题'),
    'zh-TW': ('寄件者', '寄件日期', '收件者', '主旨'), 'zh-TW, Mac': ('寄件人', '日期', '收件人', '主題'),
    'ja': ('差出人', '送信日時', '宛先', '件名'), 'ja, Mac': ('差出人', '日付', '宛先', '件名'),
    'ko': ('보낸 사람', '보낸 날짜', '받는 사람', '제목'), 'ko, Mac': ('보낸 사람', '날짜', '받는 사람', '제목'),
}

SEPARATORS = {
    'en': '-----Original Message-----', 'en, Notes': '----- Original Message -----',
    'en, Samsung': '-------- Original message --------', 'de': '-----Ursprüngliche Nachricht-----',
    'fr': "-----Message d'origine-----", 'es': '-----Mensaje original-----', 'it': '-----Messaggio originale-----',
    'nl': '-----Oorspronkelijk bericht-----', 'pt': '-----Mensagem original-----',
    'pl': '-----Wiadomość oryginalna-----', 'sv': '-----Ursprungligt meddelande-----',
    'da': '-----Oprindelig meddelelse-----', 'no': '-----Opprinnelig melding-----',
    'fi': '-----Alkuperäinen viesti-----', 'ru': '-----Исходное сообщение-----',
    'cs': '-----Původní zpráva-----', 'tr': '-----Özgün İleti-----', 'zh-CN': '-----邮件原件-----',
    'zh-CN, QQ': '------------------ 原始邮件 ------------------', 'zh-TW': '-----原始郵件-----',
    'ja': '-----元のメッセージ-----', 'ko': '-----원본 메시지-----',
    'Proton, old': '‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐', 'Proton': '------- Original Message -------',
    'Zimbra fr': '----- Mail original -----', 'GMX': '-------- Ursprüngliche Nachricht --------',
}

OWN = 'Thank you, it works again.\nThe second machine is still dark.'
QUOTE = 'Dear Cleo,\n\nplease press the green button for five seconds.\nThe lamp should go on.\n\nAnn'


def marked(text):
    return '\n'.join('> ' + line if line else '>' for line in text.split('\n'))


def case(name, text, **expected):
    return (name, mail('Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit', text + '\n'),
            expected or {'reply': OWN})


def wrapped(line):
    """Broken near the end, as a gateway does it; texts without blanks stay whole."""
    lines = textwrap.wrap(line, max(30, len(line) * 2 // 3), break_long_words=False, break_on_hyphens=False)
    return '\n'.join(lines)


def html_case(name, above, quote_class=''):
    quoted = QUOTE.replace('\n', '<br>')
    own = OWN.replace('\n', '<br>')
    escaped = above.replace('<', '&lt;').replace('>', '&gt;')
    return (name + ' html', mail('Content-Type: text/html; charset=utf-8',
            f'<div>{own}</div><br><div>{escaped}</div><blockquote>{quoted}</blockquote>'), {'reply': OWN})


CASES = []
for program, lines in ATTRIBUTIONS.items():
    for language, line in lines.items():
        name = f'{program} {language}'
        CASES.append(case(name, f'{OWN}\n\n{line}\n{marked(QUOTE)}'))
        CASES.append(case(name + ' after a blank line', f'{OWN}\n\n{line}\n\n{marked(QUOTE)}'))
        CASES.append(case(name + ' right below the words', f'{OWN}\n{line}\n{marked(QUOTE)}'))
        if not line.startswith(('>', 'Quoting', 'Zitat')):
            CASES.append(case(name + ' without marks', f'{OWN}\n\n{line}\n\n{QUOTE}'))
        if wrapped(line) != line and not line.startswith('>'):
            CASES.append(case(name + ' wrapped', f'{OWN}\n\n{wrapped(line)}\n{marked(QUOTE)}'))
        if not line.startswith(('>', '----')):
            CASES.append(html_case(name, line))

for language, (from_name, sent, to, subject) in FIELDS.items():
    colon = ' : ' if language.startswith('fr') else ': '
    wide = '：' if language.startswith(('zh', 'ja')) else colon
    for style, mark in (('plain', colon), ('wide', wide)):
        if style == 'wide' and mark == colon:
            continue
        block = '\n'.join([f'{from_name}{mark}{A}', f'{sent}{mark}5. 1. 2026 10:00', f'{to}{mark}Cleo',
                           f'{subject}{mark}Printer'])
        name = f'Outlook {language} {style}'
        CASES.append(case(name, f'{OWN}\n\n{block}\n\n{QUOTE}'))
        CASES.append(case(name + ' web', f'{OWN}\n\n________________________________\n{block}\n\n{QUOTE}'))
        CASES.append(case(name + ' bold', f'{OWN}\n\n' + block.replace(f'{from_name}{mark}', f'*{from_name}{mark.rstrip()}* ')
                          .replace(f'{sent}{mark}', f'*{sent}{mark.rstrip()}* ').replace(f'{to}{mark}', f'*{to}{mark.rstrip()}* ')
                          .replace(f'{subject}{mark}', f'*{subject}{mark.rstrip()}* ') + f'\n\n{QUOTE}'))
        CASES.append((name + ' html', mail('Content-Type: text/html; charset=utf-8',
            '<p>' + OWN.replace('\n', '<br>') + '</p><div style="border-top:solid 1px"><p>' +
            '<br>'.join(f'<b>{line.split(mark.strip())[0]}{mark.strip()}</b> {mark.strip().join(line.split(mark.strip())[1:])}'.replace(' <ann', ' &lt;ann')
                        for line in block.split('\n')) + '</p></div><p>' + QUOTE.replace('\n', '<br>') + '</p>'), {'reply': OWN}))

for language, line in SEPARATORS.items():
    fields = FIELDS.get(language.split(',')[0], FIELDS['en'])
    block = f'{fields[0]}: {A}\n{fields[1]}: 5. 1. 2026 10:00\n{fields[2]}: Cleo\n{fields[3]}: Printer'
    CASES.append(case(f'separator {language}', f'{OWN}\n\n{line}\n{block}\n\n{QUOTE}'))
    CASES.append(case(f'separator {language} alone', f'{OWN}\n\n{line}\n\n{QUOTE}'))
