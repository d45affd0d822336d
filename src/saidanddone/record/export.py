"""Writes the record into a folder of plain files, which any web server can publish and any verifier can read."""

from collections.abc import Callable
from pathlib import Path

from saidanddone.record import queries, tiles, verify
from saidanddone.record.models import Checkpoint


def export(checkpoint: Checkpoint, folder: Path, advance: Callable[[int], None] = lambda count: None) -> int:
    """Write everything under the checkpoint; give the number of files written. Full tiles already there are kept.

    The checkpoint comes last, so that a copy that was broken off still ends in what it can prove.
    """
    written = 0
    for tile in tiles.tiles_of(checkpoint.size):
        for each in (tile.entries, tile) if tile.level == 0 else (tile,):
            written += _write_tile(checkpoint, folder, each)
        if tile.level == 0:
            advance(tile.width)
    witnesses = "".join(f"{each.key}\n" for each in queries.active_witnesses())
    texts = {"key": f"{checkpoint.log.key}\n", "witnesses": witnesses, "checkpoint": str(checkpoint.signed_note)}
    if cosigned := queries.cosigned_checkpoint(checkpoint):
        texts["cosigned"] = str(cosigned.signed_note)
    _write(folder / "verify.py", Path(verify.__file__).read_bytes())
    for name, text in texts.items():
        _write(folder / name, text.encode())
    return written + 1 + len(texts)


def _write_tile(checkpoint: Checkpoint, folder: Path, tile: tiles.Tile) -> bool:
    path = folder / "tile" / tile.path
    if path.exists():
        return False
    _write(path, queries.tile_bytes(checkpoint, tile) or b"")
    return True


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(content)
    beside.replace(path)
