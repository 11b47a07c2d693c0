"""What the C library does with memory that was let go: it is given back, so that hours of work do not pile it up.

glibc gives threads heaps of their own, up to eight for each core, and takes chunks of up to 32 MB from them once such a
chunk was let go. What is free at the end of such a heap stays with the process: four of 67 MB, nearly empty, were left
by half an hour of random use. With one heap for all threads what is free is used again, or given back. Other C
libraries do not have these settings; there nothing is done.
Source: mallopt(3) (``M_ARENA_MAX``), malloc_trim(3); ``mtrim`` of glibc's ``malloc.c`` trims the end of the first heap
alone.
"""

import ctypes
import os

_M_ARENA_MAX = -8


def share_one() -> None:
    """Let all threads share one heap; to be called before numpy is imported, whose threads take heaps of their own."""
    if _is_glibc():
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def give_back() -> None:
    """Give free memory back to the computer; takes milliseconds, in which no thread gets memory."""
    if _is_glibc():
        ctypes.CDLL(None).malloc_trim(0)


def _is_glibc() -> bool:
    try:
        return os.confstr("CS_GNU_LIBC_VERSION") is not None
    except (AttributeError, ValueError, OSError):  # another system, or another C library
        return False
