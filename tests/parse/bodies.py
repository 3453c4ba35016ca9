"""Bodies: which part is read, charsets, transfer encodings, boundaries, HTML, flowed text."""
import base64

from mails import inner, mail, multipart, raw_head

HELLO = 'Grüße aus Köln, es geht um die Rechnung für März'
RUSSIAN = 'Здравствуйте, мой заказ до сих пор не доставлен'
JAPANESE = 'こんにちは。注文した商品がまだ届きません。確認をお願いします。'
CHINESE = '您好，我的订单还没有收到，请帮忙查询一下。'
KOREAN = '안녕하세요 주문한 상품이 아직 도착하지 않았습니다'
GREEK = 'Καλημέρα σας, η παραγγελία μου δεν έχει έρθει ακόμα'
HEBREW = 'שלום, ההזמנה שלי עדיין לא הגיעה, אשמח לעזרה'
ARABIC = 'مرحبا، لم يصل طلبي حتى الآن، أرجو المساعدة'
THAI = 'สวัสดีครับ ยังไม่ได้รับสินค้าที่สั่งซื้อ'
TURKISH = 'Merhaba, siparişim hâlâ gelmedi, lütfen yardım eder misiniz, teşekkürler'
POLISH = 'Dzień dobry, zamówienie jeszcze nie dotarło, proszę o pomoc. Żółć gęślą jaźń'


def charset(declared, real, text, **more):
    head = 'MIME-Version: 1.0' + (f'\nContent-Type: text/plain; charset={declared}' if declared else '')
    return (f'charset {declared} holding {real}: {text[:12]}',
            mail(head + '\nContent-Transfer-Encoding: 8bit') + text.encode(real), dict({'text': text}, **more))


CHARSETS = [
    charset('utf-8', 'utf-8', HELLO),
    charset('"UTF-8"', 'utf-8', HELLO),
    charset("'utf-8'", 'utf-8', HELLO),
    charset('utf8', 'utf-8', HELLO),
    charset('utf8mb4', 'utf-8', HELLO),
    charset('UTF_8', 'utf-8', HELLO),
    charset('utf-8;', 'utf-8', HELLO),
    charset('iso-8859-1', 'latin-1', HELLO),
    charset('ISO-8859-1', 'utf-8', HELLO),
    charset('us-ascii', 'utf-8', HELLO),
    charset('us-ascii', 'latin-1', HELLO),
    charset('utf-8', 'latin-1', HELLO),
    charset('', 'utf-8', HELLO),
    charset('', 'latin-1', HELLO),
    charset('iso-8859-15', 'iso-8859-15', 'Das kostet 5 €'),
    charset('iso-8859-1', 'cp1252', 'Das kostet 5 € – “teuer”'),
    charset('windows-1252', 'cp1252', 'Das kostet 5 € – “teuer”'),
    charset('cp-1252', 'cp1252', 'Das kostet 5 € – “teuer”'),
    charset('cp1252', 'cp1252', 'Das kostet 5 €'),
    charset('latin1', 'cp1252', 'Das kostet 5 €'),
    charset('macintosh', 'mac-roman', HELLO),
    charset('x-mac-roman', 'mac-roman', HELLO),
    charset('ibm850', 'cp850', HELLO),
    charset('cp-850', 'cp850', HELLO),
    charset('iso-8859-2', 'iso-8859-2', POLISH),
    charset('windows-1250', 'cp1250', POLISH),
    charset('koi8-r', 'koi8-r', RUSSIAN),
    charset('koi8-u', 'koi8-u', RUSSIAN),
    charset('windows-1251', 'cp1251', RUSSIAN),
    charset('win-1251', 'cp1251', RUSSIAN),
    charset('iso-8859-5', 'iso-8859-5', RUSSIAN),
    charset('ibm866', 'cp866', RUSSIAN),
    charset('', 'cp1251', RUSSIAN),
    charset('', 'koi8-r', RUSSIAN),
    charset('us-ascii', 'cp1251', RUSSIAN),
    charset('iso-8859-7', 'iso-8859-7', GREEK),
    charset('windows-1253', 'cp1253', GREEK),
    charset('', 'iso-8859-7', GREEK),
    charset('iso-8859-8', 'iso-8859-8', HEBREW),
    charset('iso-8859-8-i', 'iso-8859-8', HEBREW),
    charset('windows-1255', 'cp1255', HEBREW),
    charset('windows-1256', 'cp1256', ARABIC),
    charset('iso-8859-6', 'iso-8859-6', ARABIC),
    charset('iso-8859-9', 'iso-8859-9', TURKISH),
    charset('windows-1254', 'cp1254', TURKISH),
    charset('tis-620', 'tis-620', THAI),
    charset('windows-874', 'cp874', THAI),
    charset('iso-2022-jp', 'iso-2022-jp', JAPANESE),
    charset('', 'iso-2022-jp', JAPANESE),
    charset('us-ascii', 'iso-2022-jp', JAPANESE),
    charset('shift_jis', 'cp932', JAPANESE),
    charset('Shift-JIS', 'cp932', JAPANESE),
    charset('cp932', 'cp932', JAPANESE),
    charset('euc-jp', 'euc-jp', JAPANESE),
    charset('', 'cp932', JAPANESE),
    charset('', 'euc-jp', JAPANESE),
    charset('iso-2022-jp', 'cp932', JAPANESE),
    charset('iso-2022-jp', 'utf-8', JAPANESE),
    charset('gb2312', 'gb18030', CHINESE),
    charset('gbk', 'gbk', CHINESE),
    charset('GB18030', 'gb18030', CHINESE),
    charset('gb-2312', 'gbk', CHINESE),
    charset('hz-gb-2312', 'hz', CHINESE),
    charset('', 'gbk', CHINESE),
    charset('big5', 'big5', '您好，我的訂單還沒有收到'),
    charset('big5-hkscs', 'big5hkscs', '您好，我的訂單還沒有收到'),
    charset('euc-kr', 'euc-kr', KOREAN),
    charset('ks_c_5601-1987', 'cp949', KOREAN),
    charset('cp949', 'cp949', KOREAN),
    charset('iso-2022-kr', 'iso-2022-kr', KOREAN),
    charset('', 'euc-kr', KOREAN),
    charset('x-unknown', 'utf-8', HELLO),
    charset('x-unknown', 'latin-1', HELLO),
    charset('nonsense', 'utf-8', HELLO),
    charset('windows-1258', 'cp1258', 'Đơn hàng'),
    ('UTF-16 with a mark', mail('Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64',
                                base64.b64encode(('\ufeff' + HELLO).encode('utf-16-le')).decode()), {'text': HELLO}),
    ('UTF-16 LE', mail('Content-Type: text/plain; charset=utf-16le\nContent-Transfer-Encoding: base64',
                       base64.b64encode(HELLO.encode('utf-16-le')).decode()), {'text': HELLO}),
    ('UTF-16 without a mark, little', mail('Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64',
                       base64.b64encode(HELLO.encode('utf-16-le')).decode()), {'text': HELLO}),
    ('UTF-16 without a mark, big', mail('Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64',
                       base64.b64encode(HELLO.encode('utf-16-be')).decode()), {'text': HELLO}),
    ('UTF-7 stays as it is', mail('Content-Type: text/plain; charset=utf-7', '+ADw-script+AD4-\n'), {'text': '+ADw-script+AD4-'}),
    ('a byte order mark', mail('Content-Type: text/plain; charset=utf-8', '\ufeffHello\n'), {'text': 'Hello'}),
    ('overlong and lone surrogates', mail('Content-Type: text/plain; charset=utf-8') + b'a\xc0\xafb \xed\xa0\x80 c' + b' word' * 300, {'text_has': 'a\ufffd', 'text_not': 'a/b'}),
    ('one bad byte', mail('Content-Type: text/plain; charset=utf-8') + 'Grüße '.encode() + b'\xff' + ' aus Köln'.encode(), {'text': 'Grüße \ufffd aus Köln'}),
    ('decomposed', mail('Content-Type: text/plain; charset=utf-8', 'Cafe\u0301'), {'text': 'Café'}),
    ('controls', mail('', 'a\x07b\x1b[31mred\x00!\n'), {'text_not': ['\x07', '\x1b', '\0']}),
    ('bidi', mail('Content-Type: text/plain; charset=utf-8', 'abc\u202edef\n'), {'text': 'abcdef'}),
    ('lone CR is no line end', mail('') + b'a\rb\r\n', {'text': 'a b'}),
    ('HTML says its charset itself', mail('Content-Type: text/html') + ('<html><head><meta charset="windows-1251"></head><p>' + RUSSIAN + '</p>').encode('cp1251'), {'text': RUSSIAN}),
    ('HTML says its charset the old way', mail('Content-Type: text/html') + ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"><p>' + POLISH + '</p>').encode('iso-8859-2'), {'text': POLISH}),
]


def body(encoding, wire, wanted, **more):
    return (f'{encoding}: {wire[:30]!r}', mail(f'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}') + wire,
            dict({'text': wanted}, **more))


B64 = base64.b64encode(('Zeile mit ä\n' * 30).encode())
ENCODINGS = [
    body('quoted-printable', b'a =3D b=\r\nc =E2=82=AC\r\n', 'a = bc €'),
    body('Quoted-Printable', b'a=20\r\nb', 'a\nb'),
    body('"quoted-printable"', b'a=3Db', 'a=b'),
    body('quoted-printable;', b'a=3Db', 'a=b'),
    body('quoted/printable', b'a=3Db', 'a=b'),
    body('quoted_printable', b'a=3Db', 'a=b'),
    body('QUOTED-PRINTABLE (comment)', b'a=3Db', 'a=b'),
    body('quoted-printable', b'a=3db =c3=a4', 'a=b ä'),
    body('quoted-printable', b'soft =  \r\nbreak', 'soft break'),
    body('quoted-printable', b'a=b 100%=', 'a=b 100%'),
    body('quoted-printable', b'x =XY z =\tq', 'x =XY z =\tq'),
    body('quoted-printable', b'caf\xc3\xa9 =3D raw', 'café = raw'),
    body('quoted-printable', b'last line ends =\r\n', 'last line ends'),
    body('quoted-printable', b'a\nb=\nc', 'a\nbc'),
    body('base64', B64, ('Zeile mit ä\n' * 30).strip()),
    body('BASE64', b'\r\n'.join(B64[i:i + 60] for i in range(0, len(B64), 60)), ('Zeile mit ä\n' * 30).strip()),
    body('base64', b'SGVs bG8g\r\n d29y\tbGQ=', 'Hello world'),
    body('base64', b'SGVsbG8gd29ybGQ', 'Hello world'),
    body('base64', b'SGVsbG8=\r\nIHdvcmxk', 'Hello world'),
    body('base64', b'SGVs!bG8-gd29ybGQ=', 'Hello world', defects_has='base64'),
    body('base64', b'SGVsbG8gd29ybGQ=\r\n\r\n', 'Hello world'),
    body('7bit', b'plain', 'plain'),
    body('8bit', 'plä'.encode(), 'plä'),
    body('8-bit', 'plä'.encode(), 'plä'),
    body('7 bit', b'plain', 'plain'),
    body('binary', b'plain', 'plain'),
    body('none', b'plain', 'plain'),
    body('utf-8', b'plain', 'plain'),
    body('', b'plain', 'plain'),
    body('x-uuencode', b'begin 644 x.txt\r\n+2&5L;&\\@=V]R;&0\r\n`\r\nend\r\n', 'Hello world'),
    body('base64', b'This was never base64, whatever it says.\r\nIt is text.\r\n', 'This was never base64, whatever it says.\nIt is text.'),
    body('quoted-printable', b'', ''),
]

PLAIN = ('Content-Type: text/plain; charset=utf-8', 'the plain text\n')
HTML = ('Content-Type: text/html; charset=utf-8', '<p>the <b>HTML</b> text</p>\n')
PNG = ('Content-Type: image/png\nContent-ID: <p@x>\nContent-Transfer-Encoding: base64\nContent-Disposition: inline; filename=p.png',
       'iVBORw0KGgo=')
PDF = ('Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment; filename=a.pdf\nContent-Transfer-Encoding: base64', 'JVBERi0xLjQ=')


def nested(subtype, parts, boundary):
    return (f'Content-Type: multipart/{subtype}; boundary="{boundary}"', inner(parts, boundary).decode())


SHAPES = [
    ('alternative', multipart([PLAIN, HTML], 'alternative'), {'text': 'the plain text', 'names': []}),
    ('alternative, HTML first', multipart([HTML, PLAIN], 'alternative'), {'text': 'the plain text'}),
    ('alternative, plain empty', multipart([('Content-Type: text/plain', '\n'), HTML], 'alternative'), {'text': 'the HTML text', 'html': True}),
    ('alternative of one', multipart([HTML], 'alternative'), {'text': 'the HTML text'}),
    ('mixed(alternative, pdf)', multipart([nested('alternative', [PLAIN, HTML], 'in'), PDF]), {'text': 'the plain text', 'names': ['a.pdf']}),
    ('alternative(plain, related(html, png))', multipart([PLAIN, nested('related', [HTML, PNG], 'in')], 'alternative'), {'text': 'the plain text', 'names': ['p.png'], 'inline': [True]}),
    ('related(alternative, png)', multipart([nested('alternative', [PLAIN, HTML], 'in'), PNG], 'related'), {'text': 'the plain text', 'names': ['p.png']}),
    ('alternative(plain, mixed(html, pdf))', multipart([PLAIN, nested('mixed', [HTML, PDF], 'in')], 'alternative'), {'text': 'the plain text', 'names': ['a.pdf']}),
    ('mixed(plain, plain)', multipart([PLAIN, ('Content-Type: text/plain', 'second\n')]), {'text': 'the plain text\nsecond', 'names': []}),
    ('mixed(plain, html): a list adds a footer', multipart([PLAIN, HTML]), {'text_has': ['the plain text', 'the HTML text']}),
    ('mixed(html, png, html): Apple Mail', multipart([HTML, PNG, ('Content-Type: text/html', '<p>below</p>')]), {'text_has': ['the HTML text', 'below'], 'names': ['p.png']}),
    ('signed', multipart([PLAIN, ('Content-Type: application/pgp-signature; name=signature.asc', 'x')], 'signed'), {'text': 'the plain text', 'names': ['signature.asc']}),
    ('encrypted', multipart([('Content-Type: application/pgp-encrypted', 'Version: 1'), ('Content-Type: application/octet-stream; name=encrypted.asc', 'x')], 'encrypted'), {'text': '', 'defects_has': 'encrypted'}),
    ('preamble and epilogue', multipart([PLAIN], 'mixed').replace(b'--=_b\r\n', b'preamble text\r\n--=_b\r\n', 1) + b'epilogue text\r\n', {'text': 'the plain text'}),
    ('text after the end', multipart([PLAIN], end=False), {'text': 'the plain text', 'defects_has': 'last boundary'}),
    ('part without a head', multipart([('', 'bare part\n')]), {'text': 'bare part'}),
    ('unknown multipart', multipart([PLAIN, HTML], 'x-own'), {'text_has': 'the plain text'}),
    ('Multipart/Mixed in capitals', multipart([PLAIN], 'MIXED'), {'text': 'the plain text'}),
    ('boundary with odd signs', multipart([PLAIN], boundary="a'()+_,-./:=? b"), {'text': 'the plain text'}),
    ('boundary not quoted', raw_head(b'From: a@b.test\nContent-Type: multipart/mixed; boundary==_next=1;\n', inner([PLAIN], '=_next=1')), {'text': 'the plain text'}),
    ('boundary with a blank at its end', raw_head(b'From: a@b.test\nContent-Type: multipart/mixed; boundary="abc "\n', inner([PLAIN], 'abc')), {'text': 'the plain text'}),
    ('boundary lines with blanks', multipart([PLAIN]).replace(b'--=_b', b'--=_b').replace(b'--=_b\r\n', b'--=_b \t\r\n'), {'text': 'the plain text'}),
    ('boundary not there', raw_head(b'From: a@b.test\nContent-Type: multipart/mixed\n', inner([PLAIN], 'abc')), {'text': 'the plain text'}),
    ('boundary of another case', raw_head(b'From: a@b.test\nContent-Type: multipart/mixed; BOUNDARY="abc"\n', inner([PLAIN], 'abc')), {'text': 'the plain text'}),
    ('boundary wrong', raw_head(b'From: a@b.test\nContent-Type: multipart/mixed; boundary=abc\n', inner([PLAIN, PDF], 'other')), {'text_has': 'the plain text'}),
    ('boundary a prefix of another', multipart([nested('alternative', [PLAIN, HTML], '=_b2'), PDF]), {'text': 'the plain text', 'names': ['a.pdf']}),
    ('inner boundary the same', multipart([nested('alternative', [PLAIN, HTML], '=_b'), PDF]), {'text_has': 'the plain text'}),
    ('boundary longer than RFC allows', multipart([PLAIN], boundary='x' * 90), {'text': 'the plain text'}),
    ('type in one word', mail('Content-Type: text', 'words\n'), {'text': 'words'}),
    ('type empty', mail('Content-Type:', 'words\n'), {'text': 'words'}),
    ('type nonsense', mail('Content-Type: foo bar baz', 'words\n'), {'text': 'words'}),
    ('type with blanks', mail('Content-Type: text / plain; charset = "utf-8"', 'wörds\n'), {'text': 'wörds'}),
    ('type with a comment', mail('Content-Type: text/plain (a comment); (another) charset=utf-8', 'wörds\n'), {'text': 'wörds'}),
    ('type folded', mail('Content-Type: text/plain;\n\tcharset\n\t=utf-8', 'wörds\n'), {'text': 'wörds'}),
    ('type Text/HTML', mail('Content-Type: Text/HTML; Charset=UTF-8', '<p>wörds</p>'), {'text': 'wörds'}),
    ('html as text/plain', mail('Content-Type: text/plain', '<b>stays</b>\n'), {'text': '<b>stays</b>'}),
    ('message/rfc822 is a file', multipart([PLAIN, ('Content-Type: message/rfc822', 'Subject: inner\n\ninner text')]), {'text': 'the plain text', 'types': ['message/rfc822']}),
    ('message/rfc822 alone', mail('Content-Type: message/rfc822', 'Subject: inner\n\ninner text'), {'types': ['message/rfc822']}),
    ('digest', multipart([('', 'Subject: one\n\none'), ('', 'Subject: two\n\ntwo')], 'digest'), {'types': ['message/rfc822', 'message/rfc822']}),
    ('calendar', multipart([PLAIN, HTML, ('Content-Type: text/calendar; method=REQUEST', 'BEGIN:VCALENDAR\nEND:VCALENDAR')], 'alternative'), {'text': 'the plain text', 'types': ['text/calendar'], 'kind': 'human'}),
    ('no type, but base64', mail('Content-Transfer-Encoding: base64', 'SGVsbG8=\n'), {'text': 'Hello'}),
    ('text inline with a name', multipart([('Content-Type: text/plain; name=a.txt\nContent-Disposition: inline; filename=a.txt', 'in a file')]), {'text_has': 'in a file'}),
    ('text attached beside text', multipart([PLAIN, ('Content-Type: text/plain\nContent-Disposition: attachment; filename=log.txt', 'log')]), {'text': 'the plain text', 'names': ['log.txt']}),
    ('html attached', multipart([PLAIN, ('Content-Type: text/html\nContent-Disposition: attachment; filename=p.html', '<p>x</p>')]), {'text': 'the plain text', 'names': ['p.html']}),
    ('deep', multipart([nested('mixed', [nested('related', [nested('alternative', [PLAIN, HTML], 'c'), PNG], 'b'), PDF], 'a')]), {'text': 'the plain text', 'names': ['p.png', 'a.pdf']}),
    ('MIME without MIME-Version', raw_head(b'From: a@b.test\nContent-Type: multipart/mixed; boundary=abc\n', inner([PLAIN, PDF], 'abc')), {'text': 'the plain text', 'names': ['a.pdf']}),
    ('part with CRLF missing before the boundary', raw_head(b'From: a@b.test\nContent-Type: multipart/mixed; boundary=abc\n', b'--abc\nContent-Type: text/plain\n\none\n--abc\nContent-Type: text/plain\n\ntwo\n--abc--\n'), {'text': 'one\ntwo'}),
    ('single image', mail('Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64', 'iVBORw0KGgo='), {'text': '', 'names': ['a.png'], 'types': ['image/png']}),
    ('single pdf', mail('Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64', 'JVBERi0xLjQ='), {'text': '', 'names': ['a.pdf']}),
]


def html(name, source, wanted=None, **more):
    expected = dict({'text': wanted} if wanted is not None else {}, **more)
    return (f'html {name}', mail('Content-Type: text/html; charset=utf-8', source), expected)


HTMLS = [
    html('paragraphs', '<p>one</p><p>two</p>', 'one\n\ntwo'),
    html('breaks', 'one<br>two<br/>three', 'one\ntwo\nthree'),
    html('divs', '<div>one</div><div>two</div><div><br></div><div>three</div>', 'one\ntwo\n\nthree'),
    html('entities', 'a &amp; b &lt;c&gt; &euro; &#8364; &#x20AC; &nbsp;d', 'a & b <c> € € € d'),
    html('link', '<a href="https://x.test/p">here</a>', 'here <https://x.test/p>'),
    html('link that says itself', '<a href="https://x.test/p">https://x.test/p</a>', 'https://x.test/p'),
    html('mailto', '<a href="mailto:a@b.test">a@b.test</a>', 'a@b.test'),
    html('javascript', '<a href="javascript:alert(1)">x</a>', 'x'),
    html('list', '<ul><li>one</li><li>two</li></ul>', '- one\n- two'),
    html('numbers', '<ol><li>one</li><li>two</li></ol>', '1. one\n2. two'),
    html('table', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>', 'a b\nc d'),
    html('quote', '<p>mine</p><blockquote>theirs</blockquote>', text_has='> theirs'),
    html('style and script', '<style>p{}</style><script>x()</script><p>seen</p>', 'seen'),
    html('title', '<html><head><title>T</title></head><body>seen</body></html>', 'seen'),
    html('preheader', '<div style="display:none">hidden</div><div style="max-height:0;overflow:hidden">hid</div>seen', 'seen'),
    html('pixel', 'seen<img src="http://x.test/p.gif" width="1" height="1" alt="pixel">', 'seen'),
    html('image', '<img src="cid:x" alt="our logo">', '[our logo]'),
    html('pre', '<pre>a\n  b\n</pre>', text_has='a\n  b'),
    html('comment', 'a<!-- hidden -->b', 'ab'),
    html('conditional comment', '<!--[if mso]><p>outlook</p><![endif]-->seen', 'seen'),
    html('unclosed', '<div><p>one<p>two<b>three', text_has=['one', 'two', 'three']),
    html('upper case', '<P>one</P><BR><P>two</P>', text_has=['one', 'two']),
    html('rule', 'a<hr>b', text_has=['a\n', '\nb']),
    html('no html at all', 'just words', 'just words'),
    html('outlook', '<p class=MsoNormal>one<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>two</p>', text_has=['one', 'two']),
    html('broken entity', 'a &amp b &unknown; c', text_has='a & b'),
    html('tag soup', '<<b>>x</b', text_has='x'),
    html('nested quotes', '<blockquote>a<blockquote>b</blockquote></blockquote>', text_has=['> a', '>> b']),
    html('line breaks in the source', '<p>one\ntwo\n   three</p>', 'one two three'),
    html('button', '<button>Press</button>', 'Press'),
    html('textarea and input', '<textarea>typed</textarea><input value="x">', text_has='typed'),
]

FLOWED = [
    ('flowed', mail('Content-Type: text/plain; format=flowed', 'one \ntwo\nthree\n'), {'text': 'one two\nthree'}),
    ('flowed delsp', mail('Content-Type: text/plain; format=flowed; delsp=yes', 'one \ntwo\n'), {'text': 'onetwo'}),
    ('flowed signature', mail('Content-Type: text/plain; format=flowed', 'one\n-- \nCleo\n'), {'reply': 'one', 'signature': '--\nCleo'}),
    ('flowed quote', mail('Content-Type: text/plain; format=flowed', '> a \n> b\n\nmine\n'), {'text': '> a b\n\nmine'}),
    ('flowed stuffed', mail('Content-Type: text/plain; format=flowed', ' >not a quote\n From here\n'), {'text': '>not a quote\nFrom here'}),
    ('Flowed in capitals', mail('Content-Type: text/plain; Format="Flowed"', 'one \ntwo\n'), {'text': 'one two'}),
]

CASES = CHARSETS + ENCODINGS + SHAPES + HTMLS + FLOWED
