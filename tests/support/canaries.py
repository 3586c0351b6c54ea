"""Invented secret addresses, planted in a folder of records: each in another way, none of which may ever come out."""

from __future__ import annotations

from pathlib import Path

# A word that nothing else holds, then a shape that might slip through.
SHAPES = (
    '"{word} House, 3 {word} Lane, Ely, CB7 0ZZ"',
    "{word} House Ely",
    "|\n  {word} House\n  3 {word} Lane\n  Ely",
    ">-\n  {word} House,\n  Ely",
    '"{word} \\"House\\" & <Yard>"',
    '"{word}\'s Place, Ely"',
    '"{word} H\\u00f4tel, Tŷ Gwyn"',
    '"https://{word}.example.org/where-we-are"',
    '"01632 960999 {word} House"',
    '"{{{{ {word} }}}} {{% {word} %}}"',
    '"</script>{word} House"',
    '"=HYPERLINK({word})"',
)
WORDS = tuple(f"Kanary{letter}quill" for letter in "abcdefghijklmnopqrstuvwx")
# Services that rights, stages, areas, words and lists lean on, and plain ones; a draft and a finished one come with them.
HOLDERS = (
    "victim-support", "victim-and-witness-hub", "national-domestic-abuse-helpline", "shelter", "rape-crisis-24-7", "childline",
    "samaritans", "asb-review-fenland", "idva-service", "isva-chisva", "road-victims-trust", "bobby-scheme", "galop", "karma-nirvana",
    "modern-slavery-helpline", "mens-advice-line", "peterborough-womens-aid", "pwa-dahlia-project", "cambridge-womens-aid", "choices",
    "respect-phoneline", "witness-service", "emergency-999", "tell-mama",
)  # fmt: skip
FINISHED = "tell-mama"


def plant(records: Path) -> dict[str, str]:
    """Write one secret address into each holder's record; word by service id."""
    planted = dict(zip(HOLDERS, WORDS, strict=True))
    for position, (service_id, word) in enumerate(planted.items()):
        path = records / "services" / f"{service_id}.yml"
        text = path.read_text("utf-8")
        if service_id == FINISHED:
            text = text.replace("status: current", "status: current\nvalid_to: 2026-01-31")
        value = SHAPES[position % len(SHAPES)].format(word=word)
        path.write_text(f"{text}confidential_address: {value}\n", "utf-8")
    return planted
