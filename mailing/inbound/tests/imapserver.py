"""A small IMAP server with one folder, over a real socket, for what imaplib needs (RFC 3501)."""

import re
import socketserver
import threading
from contextlib import contextmanager


class Folder:
    """Mails by UID, and which are marked as read. If `silent`, it accepts connections and never answers."""

    def __init__(self, mails, silent=False):
        self.mails = dict(enumerate(mails, 101))
        self.seen = set()
        self.silent = silent
        self.hanging = threading.Event()


class _Talk(socketserver.StreamRequestHandler):
    def handle(self):
        folder = self.server.folder
        if folder.silent:
            folder.hanging.wait(10)
            return
        self._say("* OK ready")
        for line in self.rfile:
            tag, _, command = line.decode().strip().partition(" ")
            if not self._answer(folder, tag, command):
                return

    def _answer(self, folder, tag, command):
        verb = command.upper()
        if verb.startswith("LOGIN") and "correct" not in command:
            self._say(f"{tag} NO wrong password")
            return True
        if verb.startswith("CAPABILITY"):
            self._say("* CAPABILITY IMAP4rev1")
        elif verb.startswith("SELECT"):
            self._say(f"* {len(folder.mails)} EXISTS")
        elif verb.startswith("UID SEARCH"):
            self._say("* SEARCH " + " ".join(str(uid) for uid in folder.mails if uid not in folder.seen))
        elif found := re.match(r"UID FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", verb):
            uid, most = int(found[1]), int(found[2])
            content = folder.mails[uid][:most]
            self._say(f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(content)}}}")
            self.wfile.write(content + b")\r\n")
        elif found := re.match(r"UID STORE (\d+) \+FLAGS\.SILENT \(\\SEEN\)", verb):
            folder.seen.add(int(found[1]))
        elif verb.startswith("LOGOUT"):
            self._say("* BYE")
        self._say(f"{tag} OK done")
        return not verb.startswith("LOGOUT")

    def _say(self, line):
        self.wfile.write(line.encode() + b"\r\n")


@contextmanager
def serving(folder):
    """Serve a Folder on the loopback within the block; yield the address for IMAP_URL."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        server.daemon_threads, server.folder = True, folder
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"imap://co-lab%40site:correct%20word@127.0.0.1:{server.server_address[1]}/INBOX"
        finally:
            folder.hanging.set()
            server.shutdown()
            thread.join()
