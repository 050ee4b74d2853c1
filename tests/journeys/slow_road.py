"""A slow road between browser and product: finds journeys and pages that only work when answers come at once."""

import asyncio
import threading
from contextlib import suppress
from types import TracebackType

CHUNK = 65_536


class SlowRoad:
    """Passes everything on from its own `port` to the `target` port, each answer `seconds` after what asked for it."""

    def __init__(self, target: int, seconds: float) -> None:
        self.target, self.seconds = target, seconds
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def __enter__(self) -> "SlowRoad":
        self.thread.start()
        self.server = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._carry, "127.0.0.1", 0), self.loop
        ).result()
        self.port = int(self.server.sockets[0].getsockname()[1])
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(timeout=10)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: questions go through at once, answers wait."""
        asked = self.loop.time()

        async def questions() -> None:
            nonlocal asked
            while data := await reader.read(CHUNK):
                asked = self.loop.time()
                onward.write(data)
                await onward.drain()
            onward.write_eof()

        async def answers() -> None:
            while data := await back.read(CHUNK):
                await asyncio.sleep(max(0.0, asked + self.seconds - self.loop.time()))
                writer.write(data)
                await writer.drain()
            writer.close()

        with suppress(OSError):
            back, onward = await asyncio.open_connection("127.0.0.1", self.target)
            await asyncio.gather(questions(), answers())
            onward.close()
        writer.close()
