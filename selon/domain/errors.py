"""Everything that Selon raises on purpose.

SelonError
├── UnreadableReport    a file or text that cannot become a report
│   ├── EmptyReport
│   ├── NotText
│   └── ReportTooLong
├── FetchError          an address that cannot be fetched
│   ├── BadAddress
│   ├── RefusedAddress
│   ├── RefusedByRobots
│   ├── TooManyRedirects
│   ├── TooLarge
│   ├── WrongContent
│   └── FetchFailed     no connection, a time-out, or a status that is no success
├── UnknownLanguage     a report in a language without a folder under data/languages/
├── BadDate             a date that is no date
├── StoreError          a database that cannot be used as asked
│   ├── UnreadableDatabase
│   ├── DatabaseNewer
│   ├── DatabaseBusy
│   ├── DatabaseReadOnly
│   ├── DatabaseFull
│   ├── NotStored       an id that the database does not hold
│   └── ReviewConflict  somebody else has decided on the claim meanwhile
├── BadReview           a decision on a claim that cannot be kept
├── UsersError          a users file that cannot be used
├── CodingStopped       a process that codes ended before its work
├── PortTaken           the workspace cannot be served at an address
├── MissingPackage      a part of Selon needs a package that is not installed
├── DataError           a file under data/, or of the user's data, that breaks its own rules
└── BadEntries          rows of a user's file that cannot be kept, each with its reason
"""

from __future__ import annotations

from collections.abc import Sequence


class SelonError(Exception):
    """Root of all errors that Selon raises on purpose; the message says what to do next."""


class UnreadableReport(SelonError):
    """A file or text that cannot become a report."""


class EmptyReport(UnreadableReport):
    """There is no text to read."""


class NotText(UnreadableReport):
    """The bytes are no text: an image, an archive, a program."""


class ReportTooLong(UnreadableReport):
    """The text is longer than one report can be."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            f"{length:,} characters in one report, and the limit is {limit:,}; "
            "split the file so that each part is one report"
        )
        self.length = length
        self.limit = limit


class FetchError(SelonError):
    """An address that cannot be fetched."""


class BadAddress(FetchError):
    """No http or https address."""


class RefusedAddress(FetchError):
    """The address leads into a private network."""


class RefusedByRobots(FetchError):
    """The site asks programs not to fetch this address."""


class TooManyRedirects(FetchError):
    """One address leads to the next without end."""


class TooLarge(FetchError):
    """More bytes, packed or unpacked, than one page or feed can have."""


class WrongContent(FetchError):
    """What the address holds is no text: an image, a film, a program, an unknown packing."""


class FetchFailed(FetchError):
    """No connection, a time-out, or a status that is no success."""

    def __init__(self, message: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after  # seconds that the server asks to wait


class UnknownLanguage(SelonError):
    """A report is in a language that has no folder under data/languages/."""

    def __init__(self, code: str, known: tuple[str, ...]) -> None:
        super().__init__(f"the language is {code!r}, and Selon reads {', '.join(known)}; "
                         "if that is wrong, name the language yourself")
        self.code = code


class BadDate(SelonError):
    """A date that is no date."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no date; write year-month-day, such as 2023-07-28")
        self.text = text


class StoreError(SelonError):
    """A database that cannot be used as asked. What had been stored before stays."""


class UnreadableDatabase(StoreError):
    """No database of Selon's, or one that cannot be reached."""


class DatabaseNewer(StoreError):
    """The database was written by a newer Selon."""

    def __init__(self, version: str, known: str) -> None:
        super().__init__(f"the database is of version {version}, and this Selon knows those up to {known}; "
                         "upgrade Selon to use it")
        self.version = version


class DatabaseOlder(StoreError):
    """The database was written by an older Selon, and was opened only to read."""

    def __init__(self, version: str, known: str) -> None:
        super().__init__(f"the database is of version {version}, older than what this Selon reads, {known}; the next "
                         "selon add, selon watch or selon recode brings it there (keep a copy if an older Selon still "
                         "uses it)")
        self.version = version


class DatabaseBusy(StoreError):
    """Somebody else has been writing for too long."""

    def __init__(self, said: str) -> None:
        super().__init__(f"the database is in use by another program ({said}); "
                         "nothing is lost: run it again when that one is done")


class DatabaseCrowded(DatabaseBusy):
    """This process has too many threads that use the database at once."""

    def __init__(self) -> None:
        StoreError.__init__(self, "all connections to the database were in use for too long; nothing is lost: try "
                                  "again when there is less to do")


class DatabaseReadOnly(StoreError):
    """The database, or its folder, cannot be written to."""

    def __init__(self, said: str) -> None:
        super().__init__(f"the database cannot be written to ({said}); "
                         "check the permissions of the file and of its folder")


class DatabaseFull(StoreError):
    """There is no room to write."""

    def __init__(self, said: str) -> None:
        super().__init__(f"there is no room left for the database ({said}); what was added before is kept: "
                         "make room and run it again")


class NotStored(StoreError):
    """An id that the database does not hold."""

    def __init__(self, kind: str, id: str) -> None:
        super().__init__(f"there is no {kind} {id} in the database")
        self.id = id


class ReviewConflict(StoreError):
    """The claim is not what the reviewer saw: somebody decided on it, or it was coded again. Nothing is kept."""

    def __init__(self, claim_id: str, by: str | None, at: str | None) -> None:
        who = f"{by} decided on it at {at}" if by else "it was coded again"
        super().__init__(f"claim {claim_id} has changed since it was shown: {who}; look at it again and decide")
        self.claim_id, self.by, self.at = claim_id, by, at


class BadReview(SelonError):
    """A decision on a claim that cannot be kept: the value of a field breaks its rules."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class UsersError(SelonError):
    """A users file that cannot be read, or a user that cannot be added to it."""


class CodingStopped(SelonError):
    """A process that codes reports ended before its work was done."""

    def __init__(self) -> None:
        super().__init__("a process that codes reports was ended from outside, perhaps for lack of memory; what was "
                         "added before is kept: run it again, with fewer --jobs")


class PortTaken(SelonError):
    """The workspace cannot be served at this name and port."""

    def __init__(self, host: str, port: int, said: str) -> None:
        super().__init__(f"cannot serve at {host}, port {port} ({said}); choose another with --port {port + 1}")


class MissingPackage(SelonError):
    """A part of Selon needs a package that is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"this needs the package {package}: pip install 'selon[{extra}]'")
        self.package = package


class DataError(SelonError):
    """A file under data/, or of the user's data, that breaks its own rules."""


class BadEntries(SelonError):
    """Rows of a user's file that cannot be kept; `entries` tells of each where it is and why."""

    def __init__(self, summary: str, entries: Sequence[str]) -> None:
        super().__init__("\n".join((f"{summary}:", *(f"  {entry}" for entry in entries))))
        self.summary, self.entries = summary, tuple(entries)
