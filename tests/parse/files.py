"""Attachments: names in every encoding, types, what is inline, uuencode, Apple Double, mail in mail."""
import base64

from mails import inner, mail, multipart

TEXT = ('Content-Type: text/plain; charset=utf-8', 'see the file\n')
DATA = base64.b64encode(b'file content').decode()


def file(head, body=DATA, **expected):
    encoding = '' if 'Transfer-Encoding' in head else '\nContent-Transfer-Encoding: base64'
    return (head.replace('\n', ' | ')[:150], multipart([TEXT, (head + encoding, body)]), dict({'text': 'see the file'}, **expected))


def name(head, wanted):
    return file(head, names=[wanted], sizes=[12])


DISPOSITION = 'Content-Type: application/octet-stream\nContent-Disposition: attachment; '
NAMES = [
    name(DISPOSITION + 'filename=plain.bin', 'plain.bin'),
    name(DISPOSITION + 'filename="with blanks.bin"', 'with blanks.bin'),
    name(DISPOSITION + 'filename=not quoted at all.bin', 'not quoted at all.bin'),
    name(DISPOSITION + 'filename="semi;colon.bin"', 'semi;colon.bin'),
    name(DISPOSITION + 'filename="a \\"quoted\\" b.bin"', 'a "quoted" b.bin'),
    name(DISPOSITION + 'filename="never closed.bin', 'never closed.bin'),
    name(DISPOSITION + "filename='single.bin'", 'single.bin'),
    name(DISPOSITION + 'FILENAME="upper.bin"', 'upper.bin'),
    name(DISPOSITION + 'filename = "blanks around.bin"', 'blanks around.bin'),
    name(DISPOSITION + 'filename="first.bin"; filename="second.bin"', 'first.bin'),
    name(DISPOSITION + 'size=12; filename="later.bin"; x=y', 'later.bin'),
    name(DISPOSITION + "filename*=utf-8''gr%C3%BC%C3%9Fe.bin", 'grüße.bin'),
    name(DISPOSITION + "filename*=UTF-8'de'gr%C3%BC%C3%9Fe.bin", 'grüße.bin'),
    name(DISPOSITION + "filename*=iso-8859-1''gr%FC%DFe.bin", 'grüße.bin'),
    name(DISPOSITION + "filename*=utf-8''%e2%82%ac%20rates.bin; filename=\"EURO rates.bin\"", '€ rates.bin'),
    name(DISPOSITION + "filename=\"EURO rates.bin\"; filename*=utf-8''%e2%82%ac%20rates.bin", '€ rates.bin'),
    name(DISPOSITION + 'filename*0="one-"; filename*1="two-"; filename*2="three.bin"', 'one-two-three.bin'),
    name(DISPOSITION + 'filename*1="two.bin"; filename*0="one-"', 'one-two.bin'),
    name(DISPOSITION + "filename*0*=utf-8''gr%C3%BC; filename*1*=%C3%9Fe; filename*2=.bin", 'grüße.bin'),
    name(DISPOSITION + "filename*0*=utf-8''gr%C3; filename*1*=%BC.bin", 'grü.bin'),
    name(DISPOSITION + 'filename*0=a; filename*1=b; filename*2=c; filename*3=d; filename*4=e; filename*5=f; filename*6=g; filename*7=h; filename*8=i; filename*9=j; filename*10=k.bin', 'abcdefghijk.bin'),
    name(DISPOSITION + "filename*=''plain.bin", 'plain.bin'),
    name(DISPOSITION + 'filename*=gr%C3%BC.bin', 'grü.bin'),
    name(DISPOSITION + 'filename*="utf-8\'\'quoted%20ext.bin"', 'quoted ext.bin'),
    name(DISPOSITION + 'filename="=?utf-8?q?gr=C3=BC=C3=9Fe.bin?="', 'grüße.bin'),
    name(DISPOSITION + 'filename==?utf-8?q?gr=C3=BC=C3=9Fe.bin?=', 'grüße.bin'),
    name(DISPOSITION + 'filename="=?utf-8?b?Z3LDvA==?= =?utf-8?b?w59lLmJpbg==?="', 'grüße.bin'),
    name(DISPOSITION + 'filename="=?utf-8?b?Z3LDvA==?=\n =?utf-8?b?w59lLmJpbg==?="', 'grüße.bin'),
    name(DISPOSITION + 'filename="=?iso-2022-jp?B?' + base64.b64encode('請求書.pdf'.encode('iso-2022-jp')).decode() + '?="', '請求書.pdf'),
    name(DISPOSITION + 'filename="grüße.bin"', 'grüße.bin'),
    name('Content-Type: application/octet-stream; name="type.bin"', 'type.bin'),
    name('Content-Type: application/octet-stream; name="type.bin"\nContent-Disposition: attachment', 'type.bin'),
    name('Content-Type: application/octet-stream; name="type.bin"\nContent-Disposition: attachment; filename="disposition.bin"', 'disposition.bin'),
    name('Content-Type: application/octet-stream; name="=?utf-8?q?gr=C3=BC=C3=9Fe.bin?="', 'grüße.bin'),
    name("Content-Type: application/octet-stream; name*=utf-8''gr%C3%BC.bin", 'grü.bin'),
    name('Content-Type: application/octet-stream;\n\tname="folded\n name.bin"', 'folded name.bin'),
    name('Content-Type: application/octet-stream\nContent-Disposition: filename=nothing.bin', 'nothing.bin'),
    name('Content-Type: application/octet-stream\nContent-Disposition: attachment;filename=tight.bin', 'tight.bin'),
    name('Content-Type: application/octet-stream\nContent-Disposition: attachment filename=nosemi.bin', 'nosemi.bin'),
    name('Content-Type: application/octet-stream\nContent-Disposition: attachment\n\t; filename=late.bin', 'late.bin'),
    name('Content-Type: application/octet-stream\nContent-Description: my words', ''),
    name(DISPOSITION + 'filename="../../etc/passwd"', 'passwd'),
    name(DISPOSITION + 'filename="/etc/passwd"', 'passwd'),
    name(DISPOSITION + 'filename="C:\\Temp\\virus.exe"', 'virus.exe'),
    name(DISPOSITION + "filename*=utf-8''..%2F..%2Fpasswd", 'passwd'),
    name(DISPOSITION + 'filename=".."', ''),
    name(DISPOSITION + 'filename=""', ''),
    name(DISPOSITION + "filename*=utf-8''a%00b.bin", 'a\ufffdb.bin'),
    name(DISPOSITION + "filename*=utf-8''a%0D%0Ab.bin", 'a b.bin'),
    name(DISPOSITION + "filename*=utf-8''evil%E2%80%AEnib.exe", 'evilnib.exe'),
    name(DISPOSITION + 'filename="%C3%BC 100%.bin"', '%C3%BC 100%.bin'),
]

KINDS = [
    file('Content-Type: image/png\nContent-ID: <logo@x>\nContent-Disposition: inline', inline=[True], content_ids=['logo@x'], names=['']),
    file('Content-Type: image/png; name=l.png\nContent-ID: <logo@x>', inline=[True]),
    file('Content-Type: image/png; name=l.png\nContent-ID: <logo@x>\nContent-Disposition: attachment; filename=l.png', inline=[False]),
    file('Content-Type: image/png; name=l.png', inline=[False]),
    file('Content-Type: APPLICATION/PDF; name=a.pdf', types=['application/pdf']),
    file('Content-Type: application/octet-stream; name=a.pdf', base64.b64encode(b'%PDF-1.4 x').decode(), types=['application/pdf']),
    file('Content-Type: nonsense; name=a.bin', types_has='/'),
    file('Content-Disposition: attachment; filename=notype.bin', names=['notype.bin']),
    file('Content-Type: text/csv; name=a.csv', types=['text/csv'], names=['a.csv']),
    file('Content-Type: text/calendar; method=REQUEST; name=i.ics', types=['text/calendar']),
    file('Content-Type: text/x-vcard; name=c.vcf', names=['c.vcf']),
    file('Content-Type: text/html; name=p.html\nContent-Disposition: attachment; filename=p.html', names=['p.html']),
    file('Content-Type: message/rfc822\nContent-Transfer-Encoding: 7bit', 'From: a@b.test\nSubject: in\n\nhi\n', types=['message/rfc822']),
    file('Content-Type: message/rfc822; name="fwd.eml"\nContent-Disposition: attachment; filename="fwd.eml"\nContent-Transfer-Encoding: 7bit', 'From: a@b.test\n\nhi\n', names=['fwd.eml']),
    file('Content-Type: message/rfc822; name="fwd.eml"', base64.b64encode(b'From: a@b.test\n\nhi\n').decode(), types=['message/rfc822'], sizes=[19]),
    file('Content-Type: application/octet-stream; name=q.txt\nContent-Transfer-Encoding: quoted-printable', 'a=3Db', sizes=[3]),
    file('Content-Type: application/octet-stream; name=p.txt\nContent-Transfer-Encoding: 7bit', 'a=3Db', sizes=[5]),
    file('Content-Type: application/octet-stream; name=u.txt\nContent-Transfer-Encoding: x-uuencode', 'begin 644 u.txt\n+2&5L;&\\@=V]R;&0\n`\nend\n', sizes=[11], names=['u.txt']),
    file('Content-Type: application/octet-stream; name=empty.bin', '', sizes=[0]),
    file('Content-Type: application/ms-tnef; name="winmail.dat"', base64.b64encode(b'\x78\x9f\x3e\x22junk').decode(), names=['winmail.dat'], types=['application/ms-tnef']),
    file('Content-Type: application/x-msdownload; name="two.exe"', names=['two.exe']),
    ('two of one name', multipart([TEXT, ('Content-Type: application/pdf; name=a.pdf', 'x'), ('Content-Type: application/pdf; name=a.pdf', 'y')]), {'names': ['a.pdf', 'a.pdf']}),
    ('uuencode within the text', mail('', 'see below\n\nbegin 644 hello.txt\n+2&5L;&\\@=V]R;&0\n`\nend\n\nregards\n'), {'text': 'see below\n\n\nregards', 'names': ['hello.txt'], 'sizes': [11]}),
    ('begin is a word', mail('', 'begin 644 reasons to write\nthis is text\nend\n'), {'names': [], 'text_has': 'this is text'}),
    ('Apple Double', multipart([TEXT, ('Content-Type: multipart/appledouble; boundary=ad', inner([
        ('Content-Type: application/applefile; name="a.pdf"\nContent-Transfer-Encoding: base64', 'AAUWBwACAAA='),
        ('Content-Type: application/pdf; name="a.pdf"\nContent-Disposition: attachment; filename="a.pdf"\nContent-Transfer-Encoding: base64', DATA)], 'ad'))]),
     {'names': ['a.pdf', 'a.pdf'], 'types': ['application/applefile', 'application/pdf'], 'text': 'see the file'}),
    ('BinHex', multipart([TEXT, ('Content-Type: application/mac-binhex40; name="a.hqx"\nContent-Transfer-Encoding: 7bit', '(This file must be converted with BinHex 4.0)\n:xx:')]), {'names': ['a.hqx']}),
    ('yEnc stays text', mail('', '=ybegin line=128 size=5 name=a.bin\nxxxxx\n=yend size=5\n'), {'text_has': '=ybegin'}),
    ('S/MIME signature', multipart([TEXT, ('Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64', DATA)], 'signed'), {'names': ['smime.p7s'], 'text': 'see the file'}),
    ('S/MIME encrypted', mail('Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64', DATA), {'names': ['smime.p7m'], 'defects_has': 'encrypted'}),
    ('attachment alone', mail('Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment; filename=a.txt', 'in the file'), {'names': ['a.txt'], 'text': ''}),
    file('Content-Type: application/zip; name="bomb.zip"', base64.b64encode(b'PK\3\4' + bytes(200)).decode(), names=['bomb.zip'], sizes=[204], types=['application/zip']),
    ('external body', multipart([TEXT, ('Content-Type: message/external-body; access-type=URL; URL="http://x.test/"', 'Content-Type: image/png\n\n')]), {'types': ['message/external-body']}),
    ('mail in mail keeps its own parts', multipart([TEXT, ('Content-Type: message/rfc822', multipart([TEXT, ('Content-Type: application/pdf; name=inner.pdf', 'x')], boundary='in').decode())]), {'types': ['message/rfc822'], 'text': 'see the file'}),
    ('AMP is another reading', multipart([TEXT, ('Content-Type: text/x-amp-html', '<html amp4email></html>'), ('Content-Type: text/html', '<p>x</p>')], 'alternative'), {'names': []}),
]

CASES = NAMES + KINDS
