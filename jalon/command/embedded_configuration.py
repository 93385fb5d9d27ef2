"""How the embedded PostgreSQL is set up, written at each start: its settings, who may enter, its memory."""

import errno
import os
import pwd

from jalon.command.embedded_faults import disk_full, not_writable
from jalon.command.embedded_host import Host

PORT = 5432  # part of the socket file's name; no network port is opened
ROOM_TO_START = 64 * 2**20

# What a connection took to plan a long statement goes back to the machine: the C library would raise its own threshold
# at the first such statement and keep it all (16 MB a connection; 9 so).
GIVING_BACK = {"MALLOC_TRIM_THRESHOLD_": "131072", "MALLOC_TOP_PAD_": "262144"}

# Modest: docs/measures/bench.md weighs it beside two workers. Overridden by `local.conf` in the data folder.
_CONFIGURATION = """\
# Written by Jalon at each start: put your own lines in local.conf beside this file.
listen_addresses = ''
port = {port}
unix_socket_directories = '{socket_dir}'
unix_socket_permissions = 0700
hba_file = '{data}/jalon_hba.conf'
ident_file = '{data}/jalon_ident.conf'

max_connections = 60
shared_buffers = 64MB
work_mem = 8MB
maintenance_work_mem = 64MB
effective_cache_size = 512MB
max_wal_size = 512MB
wal_compression = on
wal_level = minimal
max_wal_senders = 0
autovacuum_max_workers = 2
io_method = sync
jit = off
random_page_cost = 1.1

fsync = on
synchronous_commit = on
full_page_writes = on

timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'

# A week of log, without any text of a statement: statements carry names and numbers of people.
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_rotation_size = 0
log_file_mode = 0600
log_line_prefix = '%m [%p] %q%u@%d '
log_statement = none
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0

include_if_exists = 'local.conf'
"""

_HBA = """\
# Written by Jalon. Through the socket: the accounts of jalon_ident.conf. Over the network: passwords only.
local all all peer map=jalon
host  all all 127.0.0.1/32 scram-sha-256
host  all all ::1/128 scram-sha-256
"""


def configure(host: Host) -> None:
    """Write the configuration and who may enter: the server's account and its caller."""
    data = str(host.data).replace("'", "''")
    caller = pwd.getpwuid(os.geteuid()).pw_name
    files = {
        "postgresql.conf": _CONFIGURATION.format(port=PORT, socket_dir=host.socket_dir, data=data),
        "jalon_hba.conf": _HBA,
        "jalon_ident.conf": f'# Written by Jalon: map, account of this machine, role.\njalon "{caller}" all\n',
    }
    try:
        for name, text in files.items():
            path = host.data / name
            path.write_text(text)
            path.chmod(0o600)
            host.give(path)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise disk_full(host.data, free=0, needed=ROOM_TO_START) from error
        raise not_writable(host.data, error) from error
