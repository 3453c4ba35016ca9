"""The configuration texts of the mail rig: Postfix, Dovecot, OpenDKIM and OpenDMARC in one folder.

Nothing here starts anything. Each function takes the rig and returns text.
"""

DOMAINS = ("acme.example", "customer.example", "bounce.example")
CAPABILITY = (
    "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE LITERAL+ NAMESPACE UNSELECT CHILDREN "
    "UIDPLUS LIST-EXTENDED CONDSTORE ESEARCH MOVE IDLE"
)

# Services that a Postfix needs to take mail and hand it on; columns as in master(5).
POSTFIX_SERVICES = """\
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


def milters(rig, *names):
    """The value of smtpd_milters. Unix sockets: with inet ones each mail takes 135 ms."""
    return ",".join(f"unix:{rig.dir}/dk/{name}.sock" for name in names)


def main_cf(rig):
    checks = milters(rig, "verify", "dmarc") if rig.has_milters else ""
    return f"""\
compatibility_level = 3.6
queue_directory = {rig.dir}/pfq
data_directory = {rig.dir}/pfd
maillog_file = {rig.dir}/log/postfix.log
maillog_file_prefixes = {rig.dir}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.acme.example
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
local_recipient_maps =
recipient_delimiter = +
virtual_mailbox_domains = {" ".join(DOMAINS)}
virtual_mailbox_maps = texthash:{rig.dir}/rcpt
virtual_transport = lmtp:unix:{rig.dir}/dc/lmtp
virtual_mailbox_limit = 0
mailbox_size_limit = 0
message_size_limit = {rig.max_size}
transport_maps = inline:{{ {{ defer.example = smtp:[127.0.0.1]:1 }} }}
default_transport = error:5.4.4 no way out
smtp_dns_support_level = disabled
smtp_host_lookup = native
smtpd_peername_lookup = no
smtpd_relay_restrictions = permit_mynetworks,permit_sasl_authenticated,reject_unauth_destination
smtpd_tls_security_level = may
smtpd_tls_cert_file = {rig.dir}/tls/cert.pem
smtpd_tls_key_file = {rig.dir}/tls/key.pem
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {rig.dir}/dc/auth-smtp
in_flow_delay = 0
smtpd_milters = {checks}
non_smtpd_milters =
milter_default_action = tempfail
"""


def master_cf(rig):
    sign = ""
    if rig.has_milters:
        sign = " -o smtpd_milters=" + milters(rig, "sign", "verify", "dmarc")
    port = rig.port
    return (
        f"127.0.0.1:{port['smtp']} inet n - n - - smtpd\n"
        f"127.0.0.1:{port['smtps']} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes\n"
        f"127.0.0.2:{port['smtps']} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes\n"
        f"127.0.0.1:{port['outside']} inet n - n - - smtpd{sign}\n" + POSTFIX_SERVICES
    )


def recipients(rig):
    return "".join(f"{user} x\n" for user in rig.users) + "@bounce.example x\n"


def passwords(rig):
    return "".join(f"{user}:{{PLAIN}}{rig.password}\n" for user in rig.users)


def dovecot_conf(rig):
    port = rig.port
    capability = CAPABILITY.split()
    for name, is_on in (("IDLE", rig.has_idle), ("MOVE", rig.has_move), ("UIDPLUS", rig.has_uidplus)):
        if not is_on:
            capability.remove(name)
    return f"""\
base_dir = {rig.dir}/dc/run
state_dir = {rig.dir}/dc/run
hostname = mx.acme.example
instance_name = rig{port['smtp']}
log_path = {rig.dir}/log/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1, 127.0.0.2
ssl = yes
ssl_cert = <{rig.dir}/tls/cert.pem
ssl_key = <{rig.dir}/tls/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
# A test that gives a wrong password shall not wait for the penalty.
auth_failure_delay = 0
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
# master@acme.example may open any mailbox (SASL authzid).
passdb {{
  driver = passwd-file
  master = yes
  args = username_format=%u {rig.dir}/masters
}}
passdb {{
  driver = passwd-file
  args = username_format=%u {rig.dir}/users
}}
userdb {{
  driver = static
  args = uid=65534 gid=65534 home={rig.dir}/mail/%u
}}
mail_location = maildir:~/m
first_valid_uid = 1
first_valid_gid = 1
recipient_delimiter = +
mail_fsync = never
mail_max_userip_connections = 1000
imap_capability = {' '.join(capability)}
default_client_limit = 500
service imap-login {{
  inet_listener imap {{
    port = {port['imap']}
  }}
  inet_listener imaps {{
    port = {port['imaps']}
    ssl = yes
  }}
}}
service lmtp {{
  unix_listener {rig.dir}/dc/lmtp {{
    mode = 0666
  }}
}}
service auth {{
  unix_listener {rig.dir}/dc/auth-smtp {{
    mode = 0666
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
namespace inbox {{
  inbox = yes
  mailbox Processed {{
    auto = create
  }}
}}
"""


def dkim_sign(rig):
    return f"""\
Mode s
Socket local:{rig.dir}/dk/sign.sock
UMask 000
PidFile {rig.dir}/dk/sign.pid
KeyTable file:{rig.dir}/dk/keys
SigningTable refile:{rig.dir}/dk/signers
InternalHosts 127.0.0.0/8
RequireSafeKeys no
Background no
"""


def dkim_verify(rig):
    # InternalHosts names a host that never comes: 127.0.0.1 would not be verified by default.
    return f"""\
Mode v
Socket local:{rig.dir}/dk/verify.sock
UMask 000
PidFile {rig.dir}/dk/verify.pid
TestDNSData file:{rig.dir}/dk/dns-dkim
AuthservID mx.acme.example
InternalHosts 192.0.2.1
AlwaysAddARHeader yes
RequireSafeKeys no
Background no
"""


def dmarc(rig):
    return f"""\
Socket local:{rig.dir}/dk/dmarc.sock
UMask 000
PidFile {rig.dir}/dk/dmarc.pid
TestDNSData {rig.dir}/dk/dns-dmarc
AuthservID mx.acme.example
TrustedAuthservIDs mx.acme.example
IgnoreHosts /dev/null
RejectFailures no
Background no
"""


def dkim_tables(key_file, public_key):
    """Files of the milters: who signs, with which key, and the DNS that they believe."""
    names = ("acme.example", "customer.example")
    return {
        "keys": "".join(f"{name} {name}:s1:{key_file}\n" for name in names),
        "signers": "".join(f"*@{name} {name}\n" for name in names),
        "dns-dkim": "".join(
            f"s1._domainkey.{name} v=DKIM1; k=rsa; p={public_key}\n" for name in names
        ),
        "dns-dmarc": "".join(f"_dmarc.{name} v=DMARC1; p=reject\n" for name in names),
    }
