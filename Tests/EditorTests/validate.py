"""Validates YAML files by a JSON Schema, read as YAML 1.2 core like the gateway does.

validate.py SCHEMA FILE... prints a line a file: NAME, a tab, and "valid", "refused PLACE: WHY" or "unreadable".
With --self in place of files: whether the schema is one, and its defaults and examples are valid where they stand.
"""

import re
import sys

import json

try:
    import jsonschema
    import yaml
except ImportError as error:
    sys.exit(f"{error.name} is missing: apt-get install python3-jsonschema python3-yaml")


class Loader(yaml.SafeLoader):
    """Plain scalars by the core schema of YAML 1.2.2, section 10.3.2."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), first)


def integer(loader, node):
    text = node.value
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


Loader.add_constructor("tag:yaml.org,2002:int", integer)
Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))
Loader.add_constructor(
    "tag:yaml.org,2002:bool", lambda loader, node: node.value.lower() == "true"
)


def textual(value):
    """The document with the names of mappings as texts, as JSON has them."""
    if isinstance(value, dict):
        return {str(name): textual(item) for name, item in value.items()}
    return [textual(item) for item in value] if isinstance(value, list) else value


def outcome(validator, path):
    try:
        with open(path, encoding="utf-8") as file:
            document = textual(yaml.load(file, Loader))
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, ValueError):
        return "unreadable"
    error = jsonschema.exceptions.best_match(validator.iter_errors(document))
    if error is None:
        return "valid"
    message = error.message if len(error.message) < 100 else f"{error.validator} does not hold"
    return f"refused {error.json_path}: {message}"


def review(schema):
    """Checks the schema by its metaschema, and every default and example by what stands beside it."""
    jsonschema.Draft7Validator.check_schema(schema)
    count = 0
    for mapping in [schema] + list(schema["definitions"].values()):
        for key in mapping["properties"].values():
            # Beside a reference nothing is read.
            own = {"$ref": key["$ref"]} if "$ref" in key else dict(key)
            validator = jsonschema.Draft7Validator({"definitions": schema["definitions"], "allOf": [own]})
            for value in key.get("examples", []) + ([key["default"]] if "default" in key else []):
                count += 1
                validator.validate(value)
    print(f"{count} values")


with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
if sys.argv[2:] == ["--self"]:
    review(schema)
else:
    validator = jsonschema.Draft7Validator(schema)
    for path in sys.argv[2:]:
        print(f"{path}\t{outcome(validator, path)}")
