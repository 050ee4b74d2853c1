"""What runs in the separate process: take limits upon itself, run one task on one file, answer, end."""

import contextlib
import importlib
import json
import struct
import sys
from pathlib import Path
from typing import Any

try:
    import resource
except ImportError:  # Windows has no such limits; there the parent's clock alone ends the process
    resource = None  # type: ignore[assignment]  # the module or nothing

LENGTH = struct.Struct(">I")


def limit_self(cpu_seconds: int, memory_bytes: int) -> None:
    """Bind this process to its share of processor and memory; it may write no file and leave no core."""
    if resource is None:
        return
    for kind, value in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        with contextlib.suppress(ValueError, OSError):  # a stricter limit from outside stays
            resource.setrlimit(kind, (value, value))


def pack(answer: dict[str, Any], payload: bytes) -> bytes:
    """One frame: the length of the answer, the answer as JSON, then the payload to the end."""
    head = json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return LENGTH.pack(len(head)) + head + payload


def unpack(frame: bytes) -> tuple[dict[str, Any], bytes]:
    """The answer and the payload of a frame; `ValueError` when it is not one."""
    if len(frame) < LENGTH.size:
        raise ValueError("short frame")
    (size,) = LENGTH.unpack_from(frame)
    head = frame[LENGTH.size : LENGTH.size + size]
    answer = json.loads(head.decode("utf-8", "surrogatepass"))
    if len(head) < size or not isinstance(answer, dict):
        raise ValueError("broken frame")
    return answer, frame[LENGTH.size + size :]


def answer_to(frame: bytes) -> bytes:
    """Run the task a frame names; whatever a hostile file raises becomes a refusal."""
    options, data = unpack(frame)
    limit_self(options["cpu_seconds"], options["memory_bytes"])
    try:
        task = importlib.import_module(options["task"])
        return pack(*task.run(options, data))
    except MemoryError:
        return pack({"refused": "memory"}, b"")
    except BaseException as error:  # a panic of a Rust library is no Exception
        return pack({"refused": "damaged", "kind": type(error).__name__}, b"")


def main() -> None:
    """Read one frame from standard input, write one to standard output."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    sys.stdout.buffer.write(answer_to(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
