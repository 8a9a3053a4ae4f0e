# SPDX-License-Identifier: MIT OR Apache-2.0
"""The tests: what each thread does, and the outcome that is asked about.

A thread is a text of steps, separated by semicolons:

    x=1        store, relaxed; x=1.rel: release
    x?0        load that must see 0, relaxed; x?0.acq: acquire;
               x?0.dep: relaxed, at an address computed from the load before it
    x?0=1.ar   exchange that must see 0 and writes 1: .rlx, .acq, .rel, .ar
    F N S      fast, normal, slow path;  [0] [1] [2]: the barrier of that slot
    A          acquire fence (only beside a system's barrier on its own)

The outcome is that every load sees what its step says and that every location named
in `final` has that value in the end. All locations start at 0. A compare-and-swap is
written as the exchange it is when it succeeds, and as the load it is when it fails.

There are no control dependencies: a compiler may remove them, so nothing here (and
nothing in the library) relies on one. No mutant below is one that a control
dependency of the real code would forbid.
"""
from dataclasses import dataclass
from itertools import product

PATHS = "FNS"


@dataclass(frozen=True)
class Test:
    name: str
    group: str
    threads: tuple
    final: str = ""
    means: str = ""      # fixed tests only: what it stands for
    expected: str = ""   # fixed tests only: "F" forbidden by every model; "M" by the
                         # machines, not in C; "A" allowed on AArch64, and so in C
    labels: str = ""     # the code it stands for
    paths: str = ""      # generated tests only: one letter for each slot
    reading: str = "interval"  # what S is: see cuts.cat

    @property
    def has_slow_path(self):
        return any("S" in thread.split("; ") for thread in self.threads)


# ---- shapes: every slot takes every path -----------------------------------

TWO = {
    "SB": (("x=1; [0]; y?0", "y=1; [1]; x?0"), ""),
    "MP": (("x=1; [0]; y=1", "y?1; [1]; x?0"), ""),
    "LB": (("x?1; [0]; y=1", "y?1; [1]; x=1"), ""),
    "R": (("x=1; [0]; y=1", "y=2; [1]; x?0"), "y=2"),
    "S": (("x=2; [0]; y=1", "y?1; [1]; x=1"), "x=2"),
    "2+2W": (("x=1; [0]; y=2", "y=1; [1]; x=2"), "x=1 y=1"),
    "WRC": (("x=1", "x?1; [0]; y=1", "y?1; [1]; x?0"), ""),
    "RWC": (("x=1", "x?1; [0]; y?0", "y=1; [1]; x?0"), ""),
    "IRIW": (("x=1", "y=1", "x?1; [0]; y?0", "y?1; [1]; x?0"), ""),
}

THREE = {
    "3.SB": (("x=1; [0]; y?0", "y=1; [1]; z?0", "z=1; [2]; x?0"), ""),
    "ISA2": (("x=1; [0]; y=1", "y?1; [1]; z=1", "z?1; [2]; x?0"), ""),
    "W+RWC": (("x=1; [0]; y=1", "y?1; [1]; z?0", "z=1; [2]; x?0"), ""),
    "3.2W": (("x=1; [0]; y=2", "y=1; [1]; z=2", "z=1; [2]; x=2"), "x=1 y=1 z=1"),
    "3.LB": (("x?1; [0]; y=1", "y?1; [1]; z=1", "z?1; [2]; x=1"), ""),
}


def shapes():
    for shape, (threads, final) in {**TWO, **THREE}.items():
        for paths in product(PATHS, repeat=2 if shape in TWO else 3):
            filled = threads
            for slot, path in enumerate(paths):
                filled = tuple(thread.replace(f"[{slot}]", path) for thread in filled)
            yield Test("+".join((shape, *paths)), shape, filled, final, paths="".join(paths))


# ---- fixed tests -----------------------------------------------------------

def fixed(name, expected, means, *threads, final="", labels=""):
    return Test(name, name.split("-")[0].split("+")[0], threads, final, means, expected, labels)


def hand_over(name, labels, what, write, read, before=""):
    """Message passing of m, by the steps `write` and `read`; and each of the two made relaxed.

    What is handed over is stored before and loaded after. `before` is what the reader
    does first.
    """
    relaxed = {write: write.rsplit(".", 1)[0], read: read.rsplit(".", 1)[0]}
    for step in relaxed:
        if "?" in step and "=" in step:
            relaxed[step] += ".rlx"
    yield fixed(name, "F", what, f"m=1; {write}", f"{before}{read}; m?0", labels=labels)
    yield fixed(f"{name}-write-rlx", "A", "the same, written relaxed",
                f"m=1; {relaxed[write]}", f"{before}{read}; m?0", labels=labels.split(" ")[0])
    yield fixed(f"{name}-read-rlx", "A", "the same, read relaxed",
                f"m=1; {write}", f"{before}{relaxed[read]}; m?0", labels=labels.split(" ")[-1])


def interval():
    """A slow path is an interval, and helps its caller only."""
    yield fixed("INTERVAL-SB-bystander", "A", "SB of two F; a third thread's S orders neither",
                "x=1; F; y?0", "y=1; F; x?0", "S")
    yield fixed("INTERVAL-IRIW-bystander", "A", "IRIW of two F; a fifth thread's S orders neither",
                "x=1", "y=1", "x?1; F; y?0", "y?1; F; x?0", "S")
    yield fixed("INTERVAL-IRIW-writers", "A", "IRIW of two F; the writers' S come after what they wrote",
                "x=1; S", "y=1; S", "x?1; F; y?0", "y?1; F; x?0")
    yield fixed("INTERVAL-3.SB-F-SS-F", "M", "a relay with two S between two F passes on what it knows, on machines",
                "x=1; F; y?0", "y=1; S; S; z?0", "z=1; F; x?0")
    yield fixed("INTERVAL-3.SB-F-SNS-F", "M", "the same, an N between the two S",
                "x=1; F; y?0", "y=1; S; N; S; z?0", "z=1; F; x?0")
    yield fixed("INTERVAL-ISA2-F-SS-F", "F", "a relay of messages with two S between two F: in C too",
                "x=1; F; y=1", "y?1; S; S; z=1", "z?1; F; x?0")
    yield fixed("INTERVAL-SB-F-SS", "F", "two S are no less than one", "x=1; F; y?0", "y=1; S; S; x?0")
    yield fixed("INTERVAL-SB-none-S", "M", "no F at all: enough for the CPU, not for the compiler",
                "x=1; y?0", "y=1; S; x?0")
    yield fixed("INTERVAL-SB-none-N", "A", "no F at all against N", "x=1; y?0", "y=1; N; x?0")


def message():
    """A message over a strong pair is happens-before, for threads without a barrier too."""
    yield fixed("MESSAGE-FS", "F", "sent after F, got before S, passed on by release and acquire",
                "x=1; F; y=1", "y?1; S; z=1.rel", "z?1.acq; x?0")
    yield fixed("MESSAGE-SF", "F", "sent after S, got before F", "x=1; S; y=1", "y?1; F; z=1.rel", "z?1.acq; x?0")
    yield fixed("MESSAGE-FN", "A", "sent after F, got before N", "x=1; F; y=1", "y?1; N; z=1.rel", "z?1.acq; x?0")


def publish():
    yield from hand_over("PUBLISH-verdict", "PUBLISH-2 PUBLISH-1", "what the prober set up, to the thread that reads its verdict",
                         "v?0=1.ar", "v?1.acq")
    yield from hand_over("PUBLISH-flag", "PUBLISH-5 PUBLISH-4", "what the chooser set up, to the thread that reads the flag",
                         "f?0=1.ar", "f?1.acq")
    yield fixed("PUBLISH-chain", "F", "the prober's set-up, by way of another thread that chose",
                "m=1; v?0=1.ar", "v?1.acq; f?0=1.ar", "f?1.acq; m?0",
                labels="PUBLISH-1 PUBLISH-2 PUBLISH-4 PUBLISH-5")
    yield fixed("PUBLISH-once", "F", "two selectors cannot both win",
                "f?0=1.ar", "f?0=2.ar", labels="PUBLISH-2 PUBLISH-3 PUBLISH-5")
    yield fixed("PUBLISH-once-rlx", "F", "the same, relaxed: the value carries nothing but itself",
                "f?0=1.rlx", "f?0=2.rlx", labels="PUBLISH-3")
    yield fixed("PUBLISH-once-store", "A", "the same by load, then store: both win",
                "f?0; f=1", "f?0; f=2", labels="PUBLISH-2 PUBLISH-3 PUBLISH-5")
    rare = "y=1; N; f?0=1.ar; S; x?0"
    yield fixed("PUBLISH-hot-cheap", "F", "a fast path that read the flag > 0: compiler barrier",
                "x=1; f?1; F; y?0", rare, labels="FAST-1")
    yield fixed("PUBLISH-hot-fence", "F", "a fast path that read the flag before the choice: full fence",
                "x=1; f?0; N; y?0", rare, labels="FAST-1")
    yield fixed("PUBLISH-hot-early", "A", "the same without the fence, and a slow path local while nothing is chosen",
                "x=1; f?0; F; y?0", "y=1; N; f?0; N; x?0", labels="FAST-1")
    yield fixed("PUBLISH-hot-plain", "F", "the flag says plain fences",
                "x=1; f?2; N; y?0", "y=1; N; f?0=2.ar; N; x?0", labels="FAST-1")
    yield fixed("PUBLISH-unchosen-local", "A",
                "a slow path local while nothing is chosen, a fast path that reads the flag late: x86 cannot show it",
                "x=1; f?1; F; y?0", "y=1; N; f?0; N; x?0", "f?0=1.ar", labels="FAST-1 PUBLISH-4")


def library():
    yield from hand_over("HOOK-set", "HOOK-1 HOOK-2", "what the last resort needs, to the thread that calls it",
                         "h?0=1.ar", "h?1.acq")
    yield from hand_over("POOL-map", "POOL-2 POOL-1", "the mapping, to the thread that reads the pool's address",
                         "p?0=1.ar", "p?1.acq")
    yield from hand_over("POOL-claim", "POOL-4 POOL-3", "a page, from its last holder to the next",
                         "c=1.rel", "c?1=2.acq")
    yield fixed("POOL-claim-once", "F", "two callers cannot both claim a page",
                "c?0=1.acq", "c?0=1.acq", labels="POOL-3")
    yield fixed("POOL-claim-once-store", "A", "by load, then store: both do",
                "c?0; c=1", "c?0; c=1", labels="POOL-3")
    yield from hand_over("TURN-go", "TURN-2 TURN-1", "the selftest's turn, to its peer", "g=1.rel", "g?1.acq")
    yield from hand_over("TURN-done", "TURN-3 TURN-4", "what the peer saw, to the caller", "n=1.rel", "n?1.acq")
    yield from hand_over("PEER-number", "PEER-1 PEER-2", "the peer's thread number, to its creator",
                         "k=1.rel", "k?1.acq")


def hazard():
    """examples/hazard_stack.c: t is the top, h the hazard, d a node's contents."""
    yield fixed("HPUSE", "F", "hazard set, F, top read again, node used; node unlinked, S, hazards read, reuse",
                "h=1.rel; F; t?0.acq; d?1.dep", "t=1; S; h?0.acq; d=1", labels="HAZARD")
    yield fixed("HPUSE-FN", "A", "the same, the sweeper's fence is N",
                "h=1.rel; F; t?0.acq; d?1.dep", "t=1; N; h?0.acq; d=1", labels="HAZARD")
    yield fixed("HPUSE-orphan", "F", "unlinked by another thread, which left it to the sweeper",
                "h=1.rel; F; t?0.acq", "t=1; o?0=1.rel", "o?1=2.acq; S; h?0.acq", labels="ORPHANS HAZARD")
    yield fixed("HPUSE-orphan-late", "A", "the same, taken over after the S",
                "h=1.rel; F; t?0.acq", "t=1; o?0=1.rel", "S; o?1=2.acq; h?0.acq", labels="ORPHANS")
    yield fixed("HPCLEAR-rel", "F", "hazard cleared (1) after the last use; the S was before the scan",
                "d?1; h=1.rel", "S; h?1.acq; d=1", labels="LAST USE")
    yield fixed("HPCLEAR-rlx", "A", "the same, cleared relaxed: use after free",
                "d?1; h=1", "S; h?1.acq; d=1", labels="LAST USE")
    yield fixed("HPCLEAR-slowafter", "M", "cleared relaxed, a second S between scan and reuse: enough for the CPU",
                "d?1; h=1", "S; h?1; S; d=1", labels="LAST USE")
    yield fixed("HPSCAN-acq", "F", "the last use is a store; reclaiming reads the node",
                "d=1; h=1.rel", "S; h?1.acq; d?0", labels="LAST USE")
    yield fixed("HPSCAN-rlx", "A", "the same, hazards read relaxed",
                "d=1; h=1.rel", "S; h?1; d?0", labels="LAST USE")
    look = "t?1; h=1.rel; F; t?1.acq; d?0"
    yield fixed("HPPUSH-rel", "F", "a node's contents, from the thread that pushed it to the one that looks",
                "d=1; t?0=1.rel", look, labels="CONTENTS")
    yield fixed("HPPUSH-rlx", "A", "the same, pushed relaxed", "d=1; t?0=1.rlx", look, labels="CONTENTS")
    yield fixed("HPLOOK-rlx", "A", "the same, looked at relaxed, what is read is not found through the pointer",
                "d=1; t?0=1.rel", "t?1; h=1.rel; F; t?1; d?0", labels="CONTENTS")
    yield fixed("HPLOOK-dep", "M", "looked at relaxed, read through the pointer: enough for the CPU, not in C",
                "d=1; t?0=1.rel", "t?1; h=1.rel; F; t?1; d?0.dep", labels="CONTENTS")
    yield fixed("HPPOP-rlx", "F", "a relaxed pop in between: an exchange continues the release sequence",
                "d=1; t?0=1.rel", "t?1=2.rlx", "t?2.acq; d?0", labels="CONTENTS")
    yield fixed("HPPOP-store", "M", "a pop by load and store: enough for the CPU, not in C",
                "d=1; t?0=1.rel", "t?1; t=2", "t?2.acq; d?0", labels="CONTENTS")
    yield from hand_over("HPORPHAN", "ORPHANS", "a retired node, from the thread that left to the one that sweeps",
                         "o?0=1.rel", "o?1=2.acq")
    yield from hand_over("HPSLOT", "hazard_detach hazard_attach", "a slot, from its last user to the next",
                         "k=1.rel", "k?1=2.acq")


def biased_lock():
    """examples/biased_lock.c: o is owner_inside, v visitor_wants, m what the lock protects."""
    yield from hand_over("RWREL", "DATA-O", "the owner leaves (1), a visitor enters",
                         "o=1.rel", "o?1.acq", before="v=1; S; ")
    step_back = "m=1; o=1.rel; o=2; F; v?1; o=3"
    yield fixed("RWSTEP-rel", "F", "the owner steps back; the visitor sees only that 0",
                step_back + ".rel", "v=1; S; o?3.acq; m?0", labels="DATA-O")
    yield fixed("RWSTEP-rlx", "M", "the same, relaxed: AArch64 keeps stores to one word in order, C does not",
                step_back, "v=1; S; o?3.acq; m?0", labels="DATA-O")
    visit = "v=1; S; o?0.acq; m=1; v=2"
    yield fixed("RWACQ-acq", "F", "the visitor leaves (2), the owner enters",
                "o=1; F; v?2.acq; m?0", visit + ".rel", labels="DATA-V")
    yield fixed("RWACQ-rlx", "A", "the same, the owner looks relaxed: stale data",
                "o=1; F; v?2; m?0", visit + ".rel", labels="DATA-V")
    yield fixed("RWACQ-leave-rlx", "A", "the same, the visitor leaves relaxed",
                "o=1; F; v?2.acq; m?0", visit, labels="DATA-V")
    yield fixed("RWEXCL", "F", "both inside", "o=1; F; v?0.acq", "v=1; S; o?0.acq", labels="DEKKER")
    yield fixed("RWEXCL-FN", "A", "both inside, the visitor's fence is N",
                "o=1; F; v?0.acq", "v=1; N; o?0.acq", labels="DEKKER")


def sharing():
    """One barrier for several callers: src/coalesce.h. s is started, e is done.

    A joiner that finds no barrier started waits for the end of one that starts later,
    instead of making its own. First what this takes of any library, then what ours does.
    """
    lead, hot = "s=1; S; e=1.rel", "y=1; F; x?0"
    lead_rmw = "s?0=1.ar; S; e=1.rel"
    yield fixed("COAL-ok", "M", "joins a barrier that it saw not yet started",
                "x=1; N; s?0; e?1.acq; y?0", lead, hot)
    yield fixed("COAL-ok-postN", "M", "the same, its end read relaxed, then N",
                "x=1; N; s?0; e?1; N; y?0", lead, hot)
    yield fixed("COAL-late", "A", "joins one that has started", "x=1; N; s?1; e?1.acq; y?0", lead, hot)
    yield fixed("COAL-nofence", "A", "does not fence first", "x=1; s?0; e?1.acq; y?0", lead, hot)
    yield fixed("COAL-noacq", "A", "reads its end relaxed", "x=1; N; s?0; e?1; y?0", lead, hot)
    yield fixed("COAL-early-done", "A", "the end is told before the barrier",
                "x=1; N; s?0; e?1.acq; y?0", "s=1; e=1.rel; S", hot)
    yield fixed("COAL-rmw", "F", "both count by exchange: holds in C too",
                "x=1; s?0=0.ar; e?1.acq; y?0", lead_rmw, hot)
    yield fixed("COAL-rmw-late", "A", "the same, joins one that has started",
                "x=1; s?1=1.ar; e?1.acq; y?0", lead_rmw, hot)
    yield fixed("COAL-rmw-MP", "F", "the joiner tells the hot thread",
                "x=1; s?0=0.ar; e?1.acq; z=1", lead_rmw, "z?1; F; x?0")
    yield fixed("COAL-rmw-hotpub", "F", "the hot thread told the joiner",
                "z?1; s?0=0.ar; e?1.acq; y?0", lead_rmw, "y=1; F; z=1")
    leader = "s?0=1.ar; S; e?0=1.ar"
    yield fixed("COAL-slow", "F", "a slow path that another's barrier serves",
                "x=1; N; s?0=0.ar; e?1.acq; N; y?0", leader, hot, labels="COALESCE-1 COALESCE-2 COALESCE-3 COALESCE-4")
    yield fixed("COAL-ticket", "F", "a ticket that passed: no fence after its look at the end",
                "x=1; N; s?0=0.ar; e?1.acq; y?0", leader, hot, labels="TICKET-1 COALESCE-1 COALESCE-2 COALESCE-3 COALESCE-4")
    yield fixed("COAL-ticket-noacq", "A", "the same, the look relaxed",
                "x=1; N; s?0=0.ar; e?1; y?0", leader, hot, labels="COALESCE-4")
    yield fixed("COAL-ticket-late", "A", "the same, for a barrier that had started",
                "x=1; N; s?1=1.ar; e?1.acq; y?0", leader, hot, labels="COALESCE-2")
    yield fixed("COAL-ticket-early-done", "A", "the same, the end told before the barrier",
                "x=1; N; s?0=0.ar; e?1.acq; y?0", "s?0=1.ar; e?0=1.ar; S", hot, labels="COALESCE-3")
    yield fixed("COAL-ticket-store", "F", "the ticket's thread stores afterwards; the hot one looks",
                "x?1; N; s?0=0.ar; e?1.acq; y=1", leader, "y?1; F; x=1", labels="TICKET-1 COALESCE-4")
    told = "x=1; N; s?0=0.ar; t=1.rel"
    yield fixed("COAL-told", "F", "a ticket handed to another thread, where it passed",
                told, "t?1.acq; e?1.acq; y?0", leader, hot, labels="TICKET-1 COALESCE-4")
    yield fixed("COAL-told-noacq", "A", "the same, the look at the end relaxed",
                told, "t?1.acq; e?1; y?0", leader, hot, labels="COALESCE-4")
    yield from hand_over("COAL-begin", "COALESCE-2 COALESCE-1", "what a joiner did, to a leader that counts after it",
                         "s?0=1.ar", "s?1=2.ar")
    yield from hand_over("COAL-end", "COALESCE-3 COALESCE-4", "what a leader did and saw, to the caller that it served",
                         "e?0=1.ar", "e?1.acq")
    elsewhere = "s?0=1.ar; e?0=1.ar", "y=1; N; x?0"
    yield fixed("COAL-elsewhere", "F", "a barrier that reaches no thread, a normal path elsewhere",
                "x=1; N; s?0=0.ar; e?1.acq; N; y?0", *elsewhere, labels="COALESCE-7 COALESCE-8 NORMAL-1")
    yield fixed("COAL-elsewhere-ticket", "F", "the same, a ticket",
                "x=1; N; s?0=0.ar; e?1.acq; y?0", *elsewhere, labels="TICKET-1 NORMAL-1")
    yield fixed("COAL-elsewhere-nofence", "M", "the same without a fence of its own: enough for the CPU, not in C",
                "x=1; s?0=0.ar; e?1.acq; y?0", *elsewhere, labels="TICKET-1 COALESCE-7 COALESCE-8")


def pair():
    """The two cases of src/sync/pair.c that need more than fast against slow path. m is the mode.

    C1: hot saw FREE (0), rare the FENCED (2) that a revoker published after REVOKING (1) and its slow
    path. C2: hot saw the FREE (3) that was made of the FENCED (2) which rare had seen, and written again.
    """
    hot, revoker, rare = "x=1; F; m?0.acq; y?0", "m?0=1.ar; S; m?1=2.ar", "y=1; m?2=2.ar; N; x?0"
    yield fixed("PAIR-C1", "F", "free before, fenced later", hot, revoker, rare, labels="PAIR-2 PAIR-4 PAIR-6 PAIR-8 PAIR-9")
    yield fixed("PAIR-C1-mode-first", "A", "hot reads the mode before it stores", "m?0.acq; x=1; F; y?0", revoker, rare)
    yield fixed("PAIR-C1-early", "A", "FENCED is published before the slow path", hot, "m?0=2.ar; S", rare, labels="PAIR-6")
    yield fixed("PAIR-C1-local", "A", "the revoker's slow path is a local fence", hot, "m?0=1.ar; N; m?1=2.ar", rare)
    yield fixed("PAIR-C1-rare-rlx", "A", "rare's look at the mode orders nothing, and no fence follows",
                hot, revoker, "y=1; m?2=2.rlx; x?0", labels="PAIR-4 PAIR-9")
    yield fixed("PAIR-C1-no-fast", "M", "no fast path: enough for the CPU, not for the compiler",
                "x=1; m?0.acq; y?0", revoker, rare, labels="PAIR-1")
    yield fixed("PAIR-C1-fenced-rlx", "F", "FENCED is published relaxed: the slow path before it is a fence",
                hot, "m?0=1.ar; S; m?1=2.rlx", rare, labels="PAIR-6")
    again, free, rare = "x=1; F; m?3.acq; y?0", "m?2=3.ar", "y=1; m?0=2.ar; N; x?0"
    yield fixed("PAIR-C2", "F", "fenced before, free later", again, free, rare, labels="PAIR-2 PAIR-4 PAIR-7")
    yield fixed("PAIR-C2-hot-rlx", "A", "hot's look at the mode relaxed", "x=1; F; m?3; y?0", free, rare, labels="PAIR-2")
    yield fixed("PAIR-C2-free-rlx", "F", "freed relaxed: a read-modify-write goes on with what rare released",
                again, "m?2=3.rlx", rare, labels="PAIR-7")


def system():
    """S is the system's barrier on its own; the library's fences are written beside it. SB, and a ticket.

    It fences the other threads, and tells its caller nothing: neither on entry nor on return.
    """
    hot = "y=1; F; x?0"

    def alone(name, expected, means, labels, *threads):
        return Test(name, "SYSTEM", (*threads, hot), means=means, expected=expected, labels=labels, reading="system")

    yield alone("SYSTEM-slow", "F", "a lone caller, with all its fences", "SB-a COALESCE-6 SB-c", "x=1; N; S; A; N; y?0")
    yield alone("SYSTEM-slow-no-entry", "A", "the same without the fence on entry", "SB-a", "x=1; S; A; N; y?0")
    yield alone("SYSTEM-slow-acquire", "F", "the same, an acquire fence on return: enough against F", "COALESCE-6",
                "x=1; N; S; A; y?0")
    yield alone("SYSTEM-slow-no-exit", "A", "the same without any fence on return", "COALESCE-6 SB-c", "x=1; N; S; y?0")
    ticket = "x=1; N; s?0=0.ar; e?1.acq; y?0"
    yield alone("SYSTEM-ticket", "F", "a ticket that passed, by a leader with both fences", "COALESCE-6 COALESCE-3",
                ticket, "s?0=1.ar; N; S; A; e?0=1.ar")
    yield alone("SYSTEM-ticket-no-acquire", "A", "the same, the end told before any fence on return", "COALESCE-6",
                ticket, "s?0=1.ar; N; S; e?0=1.ar; N")
    yield alone("SYSTEM-ticket-no-entry", "A", "the same, the leader's fence on entry left out", "SB-a",
                ticket, "s?0=1.ar; S; A; e?0=1.ar")
    yield alone("SYSTEM-served", "F", "a slow path that another's barrier serves", "COALESCE-6 COALESCE-3",
                "x=1; N; s?0=0.ar; e?1.acq; N; y?0", "s?0=1.ar; N; S; A; e?0=1.ar; N")
    yield alone("SYSTEM-served-no-acquire", "A", "the same, the end told before any fence on return", "COALESCE-6",
                "x=1; N; s?0=0.ar; e?1.acq; N; y?0", "s?0=1.ar; N; S; e?0=1.ar; N")


def home():
    """src/home.c: h is the home, b what hands it on, q a run queue. In each the S that interrupts one CPU hits
    another one or none, but in HOME-interrupt; a switch of threads is N.
    """
    rare = "y=1; N; h?{}; N; x?0"
    yield fixed("HOME-interrupt", "F", "the home says where the thread runs: one CPU is enough for two threads",
                "h=2.rel; N; x=1; F; y?0", "y=1; N; h?2; S; x?0", labels="HOME-2 HOME-3 HOME-4")
    yield fixed("HOME-interrupt-missed", "A", "the same, another CPU is interrupted",
                "h=2.rel; N; x=1; F; y?0", rare.format(2), labels="HOME-3 HOME-4")
    yield fixed("HOME-moved", "F", "switched between store and load: the switch is the fence",
                "x=1; N; q=1.rel", "q?1.acq; y?0", "y=1; N; x?0", labels="HOME-3 HOME-4")
    yield fixed("HOME-moved-no-barrier", "M", "the same, the run queue's hand-over alone: enough for some CPUs",
                "x=1; q=1.rel", "q?1.acq; y?0", "y=1; N; x?0", labels="HOME-3 HOME-4")
    yield fixed("HOME-moved-no-order", "A", "the same, no order at all",
                "x=1; q=1", "q?1; y?0", "y=1; N; x?0", labels="HOME-3 HOME-4")
    yield fixed("HOME-old", "F", "the slow path reads the home before the thread has come to its CPU",
                "h=2.rel; N; x=1; F; y?0", rare.format(0), labels="HOME-2 HOME-3")
    yield fixed("HOME-old-no-fence", "A", "the same, no fence after the new home",
                "h=2.rel; x=1; F; y?0", rare.format(0), labels="HOME-2")
    yield fixed("HOME-old-early", "A", "the same, the home is read before the caller's store is there",
                "h=2.rel; N; x=1; F; y?0", "h?0; y=1; N; x?0", labels="HOME-3")
    yield fixed("HOME-new", "F", "the slow path reads the home that came after the operation",
                "x=1; F; y?0; h=2.rel", rare.format(2), labels="HOME-1 HOME-4")
    handed = "x=1; F; y?0; b=1.rel", "b?1.acq; h=2.rel", rare.format(2)
    yield fixed("HOME-handed-on", "F", "the same, the home was handed on to another thread",
                *handed, labels="HOME-1 HOME-4")
    yield fixed("HOME-handed-on-rlx", "M", "the same, the new home written relaxed: enough for some CPUs, not in C, "
                "nor for the kernel's model", *(thread.replace("h=2.rel", "h=2") for thread in handed), labels="HOME-1")


def fixed_tests():
    for group in (interval, message, publish, library, hazard, biased_lock, sharing, system, pair, home):
        yield from group()


def all_tests():
    yield from shapes()
    yield from fixed_tests()
