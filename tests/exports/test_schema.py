import json

import jsonschema

from selon.domain.catalog import DATA
from selon.exports.json import schema, to_json

PUBLISHED = DATA / "schema.json"


def test_the_published_schema_is_current():
    """If this fails: selon schema > selon/data/schema.json"""
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == schema()


def test_a_record_obeys_the_schema(build):
    jsonschema.Draft202012Validator.check_schema(schema())
    record = json.loads(json.dumps(to_json(build.coded(build.claim(), relations=(build.ally("Moscou"),)))))
    jsonschema.Draft202012Validator(schema()).validate(record)
