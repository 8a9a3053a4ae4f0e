# SPDX-License-Identifier: MIT OR Apache-2.0
"""A test of the catalogue as litmus test of four languages.

The slow path is, in each, an instruction that the tests use for nothing else and the
model of that language (slow-*.cat) gives its meaning to.
"""
import re

STEP = re.compile(r"(?P<location>[a-z]+)(\?(?P<seen>\d))?(=(?P<new>\d))?(\.(?P<order>acq|rel|ar|rlx|dep))?")
BARRIERS = "FNSA"


def steps(thread):
    """(barrier, None) or (None, dictionary) for each step."""
    for text in thread.split("; "):
        if text in BARRIERS:
            yield text, None
            continue
        match = STEP.fullmatch(text)
        if not match or not (match["seen"] or match["new"]):
            raise ValueError(f"not a step: {text}")
        yield None, match.groupdict()


def condition(test, register, location=lambda name: name):
    terms = []
    for number, thread in enumerate(test.threads):
        seen = [step["seen"] for _, step in steps(thread) if step and step["seen"]]
        terms += [f"{number}:{register(load)}={value}" for load, value in enumerate(seen)]
    for term in test.final.split():
        name, value = term.split("=")
        terms.append(f"{location(name)}={value}")
    return "exists (" + " /\\ ".join(terms) + ")\n"


def locations(thread):
    return sorted({step["location"] for _, step in steps(thread) if step})


def columns(programs):
    """The threads' instructions side by side, as the assembly formats have them."""
    height = max(map(len, programs))
    widths = [max(map(len, program)) for program in programs]
    padded = [program + [""] * (height - len(program)) for program in programs]
    return "".join(" " + " | ".join(line.ljust(width) for line, width in zip(row, widths)) + " ;\n"
                   for row in zip(*padded))


# ---- x86: loads and stores are in order but for the store buffer ------------

X86_REGISTERS = ("EAX", "EBX", "ECX", "EDX")
X86_BARRIERS = {"F": [], "N": ["MFENCE"], "S": ["SFENCE"], "A": []}


def x86_thread(thread):
    code, load = [], 0
    for barrier, step in steps(thread):
        if barrier:
            code += X86_BARRIERS[barrier]
            continue
        at = f"[{step['location']}]"
        if step["seen"] and step["new"]:
            code += [f"MOV {X86_REGISTERS[load]},${step['new']}", f"XCHG {at},{X86_REGISTERS[load]}"]
        elif step["seen"]:
            code.append(f"MOV {X86_REGISTERS[load]},{at}")
        else:
            code.append(f"MOV {at},${step['new']}")
        load += bool(step["seen"])
    return code


def x86(test):
    programs = [[f"P{number}"] + x86_thread(thread) for number, thread in enumerate(test.threads)]
    return f"X86 {test.name}\n{{ }}\n{columns(programs)}{condition(test, X86_REGISTERS.__getitem__)}"


# ---- AArch64, with the instructions compilers make of C11 atomics ------------
# An acquire load becomes LDAPR or LDAR. LDAPR is the weaker: it may be done before an earlier STLR,
# and so does not hide a missing barrier between them.

A64_BARRIERS = {"F": [], "N": ["DMB ISH"], "S": ["DSB SY"], "A": ["DMB ISHLD"]}
A64_EXCHANGE = {"rlx": "SWP", "acq": "SWPA", "rel": "SWPL", "ar": "SWPAL"}
A64_ADDRESS, A64_VALUE, A64_DEPENDENCY = 10, 20, 9  # first register for each; loads count from 0


def a64_thread(thread):
    address = {name: f"X{A64_ADDRESS + i}" for i, name in enumerate(locations(thread))}
    code, load, value = [], 0, A64_VALUE
    for barrier, step in steps(thread):
        if barrier:
            code += A64_BARRIERS[barrier]
            continue
        at, order = f"[{address[step['location']]}]", step["order"]
        if step["new"]:
            code.append(f"MOV W{value},#{step['new']}")
        if step["seen"] and step["new"]:
            code.append(f"{A64_EXCHANGE[order]} W{value},W{load},{at}")
        elif step["new"]:
            code.append(f"{'STLR' if order == 'rel' else 'STR'} W{value},{at}")
        elif order == "dep":
            code += [f"EOR W{A64_DEPENDENCY},W{load - 1},W{load - 1}",
                     f"LDR W{load},[{at[1:-1]},W{A64_DEPENDENCY},SXTW]"]
        else:
            code.append(f"{'LDAPR' if order == 'acq' else 'LDR'} W{load},{at}")
        value += bool(step["new"])
        load += bool(step["seen"])
    return code


def aarch64(test):
    programs = [[f"P{number}"] + a64_thread(thread) for number, thread in enumerate(test.threads)]
    start = " ".join(f"{number}:X{A64_ADDRESS + i}={name};" for number, thread in enumerate(test.threads)
                     for i, name in enumerate(locations(thread)))
    return f"AArch64 {test.name}\n{{ {start} }}\n{columns(programs)}{condition(test, 'X{}'.format)}"


# ---- the Linux kernel's model, and C ----------------------------------------

LINUX_BARRIERS = {"F": "barrier();", "N": "smp_mb();", "S": "synchronize_rcu();", "A": "smp_rmb();"}
LINUX_STORE = {None: "WRITE_ONCE(*{at}, {new});", "rel": "smp_store_release({at}, {new});"}
LINUX_LOAD = {None: "READ_ONCE(*{at})", "acq": "smp_load_acquire({at})",
              "dep": "READ_ONCE(*({at} + (r{before} ^ r{before})))"}
# The kernel has no exchange that is acquire and release and no more: a full one stands for it.
LINUX_EXCHANGE = {"rlx": "xchg_relaxed({at}, {new})", "acq": "xchg_acquire({at}, {new})",
                  "rel": "xchg_release({at}, {new})", "ar": "xchg({at}, {new})"}

C_BARRIERS = {"F": "fast_path();", "N": "normal_path();", "S": "slow_path();"}
# The same in C11 itself, for tests without a slow path.
C11_BARRIERS = {"F": "", "N": "atomic_thread_fence(memory_order_seq_cst);"}
C_ORDER = {None: "relaxed", "rlx": "relaxed", "dep": "relaxed", "acq": "acquire", "rel": "release", "ar": "acq_rel"}


def linux_step(step, before):
    table = LINUX_STORE if not step["seen"] else LINUX_EXCHANGE if step["new"] else LINUX_LOAD
    return table[step["order"]].format(at=step["location"], new=step["new"], before=before)


def c_step(step, _):
    order = f"memory_order_{C_ORDER[step['order']]}"
    if not step["seen"]:
        return f"atomic_store_explicit({step['location']}, {step['new']}, {order});"
    if step["new"]:
        return f"atomic_exchange_explicit({step['location']}, {step['new']}, {order})"
    return f"atomic_load_explicit({step['location']}, {order})"


def c_like(test, kind, barriers, access):
    text = f"C {test.name}\n\n{{ }}\n"
    for number, thread in enumerate(test.threads):
        parameters = ", ".join(f"{kind} *{name}" for name in locations(thread))
        text += f"\nP{number}({parameters})\n{{\n"
        load = 0
        for barrier, step in steps(thread):
            if barrier:
                text += f"\t{barriers[barrier]}\n" if barriers[barrier] else ""
            elif step["seen"]:
                text += f"\tint r{load} = {access(step, load - 1)};\n"
                load += 1
            else:
                text += f"\t{access(step, None)}\n"
        text += "}\n"
    return text + "\n" + condition(test, "r{}".format)


def linux(test):
    return c_like(test, "int", LINUX_BARRIERS, linux_step)


def c(test):
    return c_like(test, "atomic_int", C_BARRIERS, c_step)


def c11(test):
    return c_like(test, "atomic_int", C11_BARRIERS, c_step)
