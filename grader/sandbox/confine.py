"""What a jailed process does to itself on the student's side, from namespaces to the system-call filter. Linux only.

The zygote lies in bubblewrap's jail already (`jail`): no network, and only the system, Python and the data, read-only. Each
candidate then gets namespaces, file systems, limits and a filter of its own, so that it reaches neither another submission's
process nor its files. The code that runs this is trusted; the student's code is loaded afterwards.
"""

from __future__ import annotations

import ctypes
import os
import resource
import socket
from collections.abc import Callable
from pathlib import Path

MIB = 1 << 20
CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 0x2, 0x4, 0x8, 0x4000, 0x40000
PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = (
    4,
    24,
    38,
    47,
    4,
)
CAPABILITY_VERSION_3 = 0x20080522
SO_SNDBUFFORCE = 32
"""Numbers from linux/sched.h, linux/mount.h, linux/prctl.h, linux/capability.h, asm-generic/socket.h."""

DENIED = """
    ptrace process_vm_readv process_vm_writev kcmp pidfd_getfd
    mount umount2 pivot_root chroot fsopen fsconfig fsmount fspick move_mount open_tree mount_setattr
    unshare setns
    bpf perf_event_open userfaultfd io_uring_setup io_uring_enter io_uring_register
    keyctl add_key request_key
    open_by_handle_at name_to_handle_at memfd_create memfd_secret
    shmget msgget semget mq_open
    kexec_load kexec_file_load init_module finit_module delete_module
    swapon swapoff reboot acct quotactl syslog personality vhangup
    setsid
    settimeofday clock_settime clock_adjtime adjtimex sethostname setdomainname
"""
"""System calls that no exercise needs: other processes' memory, mounts and namespaces, kernel interfaces with a history of
holes, memory that no limit of a process counts, and new sessions. The scheduler gives each session an equal share of the
processors (sched_autogroup), so that a thousand processes in one session slow no neighbour. These calls answer EPERM."""

_libc = ctypes.CDLL(None, use_errno=True)


def _must(result: int, what: str) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def leave_root(uid: int) -> None:
    """In a zygote that root started: mount /proc, then become an ordinary user for good.

    Bubblewrap would cover parts of /proc, and then no candidate could mount its own. RLIMIT_NPROC does not hold for root.
    """
    _must(_libc.mount(b"proc", b"/proc", b"proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, None), "mount /proc")
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)  # from root to another user: every capability is gone
    _libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)  # otherwise /proc/self is root's, and no uid map can be written


def separate() -> None:
    """In the warden: namespaces for the candidate's user, processes, network, shared memory and host name.

    The warden itself stays outside of the process namespace: its next children are inside.
    """
    uid, gid = os.getuid(), os.getgid()
    if uid == 0:
        raise PermissionError("a candidate must not run as root")
    flags = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS
    _must(_libc.unshare(flags), "unshare")
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        Path(f"/proc/self/{name}").write_text(text, encoding="ascii")


def own_files(scratch: str, disk: int) -> None:
    """In the candidate: file systems of its own, `disk` MiB each, for `scratch` and shared memory, and its own /proc."""
    _must(_libc.unshare(CLONE_NEWNS), "unshare mounts")
    _must(_libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None), "private mounts")
    options = f"size={disk}m,nr_inodes=4096,mode=700".encode()
    # the Python environment may lie below /tmp; /tmp then stays as it is, read-only
    for place in (scratch, "/dev/shm", *([] if os.listdir("/tmp") else ["/tmp"])):
        mounted = _libc.mount(b"tmpfs", place.encode(), b"tmpfs", MS_NOSUID | MS_NODEV, options)
        _must(mounted, f"mount {place}")
    # the kernel refuses this where a container covers parts of /proc; the zygote's /proc then stays, and it shows only the
    # jail's processes, none of the host
    _libc.mount(b"proc", b"/proc", b"proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, None)


def limit(memory: int, disk: int, cpu: int) -> None:
    """Limits of this process and its children. memory: MiB on top of the present size; cpu: seconds."""
    size = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    limits = {
        "AS": size + memory * MIB,
        "FSIZE": disk * MIB,
        "CPU": cpu,
        "NOFILE": 512,
        "NPROC": 128,
        "CORE": 1,  # 1, not 0: only 1 stops a core_pattern that is a program (fs/coredump.c)
    }
    for name, value in limits.items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))


def drop_capabilities() -> None:
    """Give up the capabilities that came with the user namespace, in every set, and the way to get them back."""
    _must(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    _libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    for capability in range(64):  # those that this kernel does not know answer EINVAL
        _libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    _must(_libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")


def build_filter() -> Callable[[], None]:
    """Build the system-call filter. Calling the returned function puts it on this process and its children, for good."""
    import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    refused = seccomp.ERRNO(1)  # EPERM
    for name in DENIED.split():
        try:
            rules.add_rule(refused, name)
        except (OSError, ValueError):  # not a system call of this processor or this libseccomp
            continue
    # the flags of clone3 lie in memory, where no filter sees them; without clone3, glibc uses clone
    rules.add_rule(seccomp.ERRNO(38), "clone3")  # ENOSYS
    for flag in (
        CLONE_NEWUSER,
        CLONE_NEWPID,
        CLONE_NEWNET,
        CLONE_NEWNS,
        CLONE_NEWIPC,
        CLONE_NEWUTS,
        CLONE_NEWCGROUP,
    ):
        rules.add_rule(refused, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, flag, flag))
    rules.add_rule(refused, "socket", seccomp.Arg(0, seccomp.NE, socket.AF_UNIX))
    # the warden counts every socket's buffer as one of the usual size
    for option in (socket.SO_SNDBUF, SO_SNDBUFFORCE):
        level = seccomp.Arg(1, seccomp.EQ, socket.SOL_SOCKET)
        rules.add_rule(refused, "setsockopt", level, seccomp.Arg(2, seccomp.EQ, option))
    load: Callable[[], None] = rules.load
    return load
