"""What the pages of the preferences hold, in plain words. Each function builds one page; the words are the person's language."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engines.messages import Hello
from studio.dialogs.preferences import SettingsPage
from studio.dialogs.rows import Count, Folder, Pick, Row, Slide, Switch
from studio.labels import label
from studio.settings import Settings
from studio.words import tr

THREADS = (0, 64)
DWELLS = (0.0, *(tenths / 10 for tenths in range(5, 31)))  # s


def general(panels: Iterable[tuple[str, str]]) -> SettingsPage:
    """Language, look and layout. panels: (name, words) of what can stand beside the page."""
    languages = (("system", tr("As the system")), ("en", "English"), ("de", "Deutsch"))
    themes = (("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark")))
    rows = (
        Row("language", tr("Language"), Pick(languages), tr("Holds from the next start; the page is kept as it is.")),
        Row("theme", tr("Theme"), Pick(themes), tr("Light paper, or paper-coloured ink on slate.")),
        Row("panel", tr("Panel beside the page"), Pick([*panels, ("", tr("None"))])),
        Row(
            "left_handed",
            "",
            Switch(tr("Left-handed layout")),
            tr("Panels at the left and tools at the right, so that the writing hand hides nothing."),
        ),
        Row(
            "reduce_motion",
            "",
            Switch(tr("Reduce motion")),
            tr("Nothing moves unless you start it: no replay by itself, no turning wheels."),
        ),
    )
    return SettingsPage(tr("General"), tr("How the window looks and where its parts are."), rows)


def pen() -> SettingsPage:
    """The pen and the hand that holds it."""
    fingers = (
        ("auto", tr("draws until a pen is seen")),
        ("draws", tr("always draws")),
        ("moves", tr("moves the page")),
    )
    rows = (
        Row(
            "smoothing",
            tr("Smoothing"),
            Slide(lambda share: tr("as recorded") if share == 0 else f"{share:.0%}"),
            tr("Calms the ink that you see; what the pen recorded is kept as it is."),
        ),
        Row(
            "tremor",
            tr("Tremor filter"),
            Slide(lambda share: tr("off") if share == 0 else f"{share:.0%}"),
            tr("Takes trembling out of the shown ink. What the pen recorded stays as it is."),
        ),
        Row("touch", tr("A finger"), Pick(fingers), tr("Two fingers always zoom and move the page.")),
        Row(
            "dwell",
            tr("Draw by dwelling"),
            Slide(lambda seconds: tr("{:.1f} s").format(seconds) if seconds else tr("off"), DWELLS),
            tr("A mouse that rests so long over the page puts the pen down; moving draws, and resting again lifts it."),
        ),
        Row(
            "big_targets",
            "",
            Switch(tr("Big targets")),
            tr("Larger buttons, fields and menus, for fingers and for hands that shake."),
        ),
    )
    return SettingsPage(tr("Pen and access"), tr("For every hand: with a pen, a mouse, a finger or one switch."), rows)


def engine(hello: Hello, state: str) -> SettingsPage:
    """Where models answer and learn. state: the engine's, in words."""
    places = devices(hello)
    automatic = tr("Automatic")
    rows = (
        Row(
            "answer_device",
            tr("Device for answers"),
            Pick(places),
            tr("Where your letters are converted. Automatic is the CPU: for models of this size it answers soonest."),
        ),
        Row(
            "answer_threads",
            tr("Threads for answers"),
            Count(THREADS, tr("threads"), automatic),
            tr("Automatic is one, which leaves the other cores to the pen."),
        ),
        Row(
            "work_device",
            tr("Device for training"),
            Pick(places),
            tr("Automatic takes a graphics card that PyTorch can use, else the CPU."),
        ),
        Row(
            "work_threads",
            tr("Threads for training"),
            Count(THREADS, tr("threads"), automatic),
            tr("Automatic leaves one core to the pen. Work under way keeps what it began with."),
        ),
    )
    note = label(state, "note", wrap=True)
    note.setAccessibleName(tr("The engine now"))
    about = tr("The engine is a program of its own. Changing it starts it again; your page and work under way go on.")
    return SettingsPage(tr("Engine"), about, rows, (note,))


def folders(settings: Settings) -> SettingsPage:
    """Where pages, models and exports lie."""
    models, unset = settings.data_dir / "models", tr("where the last file went")
    rows = (
        Row(
            "",
            tr("Data folder"),
            Folder(lambda: settings.data_dir, "", may_change=False),
            tr(
                "Pages, models, datasets and the log. To move it, close Ductus, move the folder, and set the environment "
                "variable DUCTUS_HOME to its new place."
            ),
        ),
        Row(
            "models_folder",
            tr("Models folder"),
            Folder(lambda: models, "", may_change=True),
            tr("Where your own models are looked for. On the command line, DUCTUS_MODELS names it."),
        ),
        Row(
            "export_folder",
            tr("Export folder"),
            Folder(_nowhere, unset, may_change=True),
            tr("Where the export dialog opens."),
        ),
    )
    return SettingsPage(tr("Folders"), tr("Everything stays on this machine."), rows)


def engine_words(hello: Hello, state: str, wanted: str) -> str:
    """What the engine stands on now: "In use: CPU, PyTorch 2.6"; says where the wanted device is not there."""
    if state != "ready" or not hello.devices:
        return tr("The engine is starting; what it can use is shown when it is ready.")
    used, torch = hello.devices[0], hello.versions.get("torch", "")
    words = tr("In use for answers: {}, PyTorch {}.").format(used.upper(), torch)
    if wanted not in ("auto", "cpu", "cuda", used):
        words += " " + tr("{} is not there now, so the CPU answers.").format(wanted.upper())
    return words


def devices(hello: Hello) -> list[tuple[str, str]]:
    """(setting, its name) of every device that the engine found."""
    cards = [device for device in hello.devices if device != "cpu"]
    return [("auto", tr("Automatic")), ("cpu", tr("CPU")), *((card, card.upper()) for card in cards)]


def _nowhere() -> Path | None:
    return None
