"""Building blocks of mails for the cases."""


def mail(head='', body='', line_end='\r\n', charset='utf-8'):
    """A mail; From, To and Date are there unless the head has them."""
    lines = [line for line in head.strip('\n').split('\n') if line]
    names = {line.split(':')[0].strip().lower() for line in lines}
    for name, value in (('From', 'Cleo <cleo@customer.example>'), ('To', 'support@acme.example'),
                        ('Date', 'Mon, 5 Jan 2026 09:00:00 +0000'), ('Subject', 'Help')):
        if name.lower() not in names:
            lines.insert(0, f'{name}: {value}')
    text = '\n'.join(lines) + '\n\n' + body.replace('\r\n', '\n')
    return text.replace('\n', line_end).encode(charset)


def raw_field(field, body='Hello\n'):
    """A mail with these bytes as one more field."""
    return field + b'\r\n' + mail('', body)


def raw_head(head, body=b'Hello\r\n'):
    return head.replace(b'\n', b'\r\n') + b'\r\n' + body


def multipart(parts, subtype='mixed', boundary='=_b', head='', end=True, params=''):
    """parts: (head, body) in text or bytes."""
    out = mail(f'{head}\nMIME-Version: 1.0\nContent-Type: multipart/{subtype}; '
               f'boundary="{boundary}"{params}', '')
    return out + inner(parts, boundary, end)


def inner(parts, boundary, end=True):
    out = b''
    for part_head, body in parts:
        head = part_head if isinstance(part_head, bytes) else part_head.encode()
        body = body if isinstance(body, bytes) else body.encode()
        head = head.strip(b'\n').replace(b'\n', b'\r\n') + (b'\r\n' if head.strip() else b'')
        out += b'--' + boundary.encode() + b'\r\n' + head + b'\r\n' + body.replace(b'\r\n', b'\n').replace(b'\n', b'\r\n') + b'\r\n'
    return out + (b'--' + boundary.encode() + b'--\r\n' if end else b'')
