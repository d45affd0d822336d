"""The page that explains the API, made from its OpenAPI schema, so that the two cannot differ."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from saidanddone.api.problems import TITLES
from saidanddone.api.reading import RULES, described

_REF = "#/components/schemas/"


@dataclass(frozen=True)
class Parameter:
    name: str
    place: str
    kind: str
    required: bool
    description: str


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    shape: str
    description: str


@dataclass(frozen=True)
class Shape:
    name: str
    description: str
    fields: list[Field]


@dataclass(frozen=True)
class Address:
    name: str
    path: str
    summary: str
    parameters: list[Parameter]
    shape: str
    shape_name: str


def explained() -> dict[str, Any]:
    """The addresses by heading, the shapes of their answers, and the problems."""
    schema = described()
    operations = [(path, methods["get"]) for path, methods in schema["paths"].items() if "get" in methods]
    groups = groupby(operations, key=lambda found: found[1]["tags"][0])
    return {
        "info": schema["info"],
        "rules": RULES,
        "groups": [(heading, [_address(path, operation) for path, operation in found]) for heading, found in groups],
        "shapes": [_shape(name, found) for name, found in sorted(schema["components"]["schemas"].items())],
        "problems": [(status, name, title) for status, (name, title) in TITLES.items()],
    }


def _address(path: str, operation: dict[str, Any]) -> Address:
    content = operation["responses"][200]["content"]
    answer = next(iter(content.values())).get("schema", {})
    return Address(
        name=operation["operationId"],
        path=path,
        summary=operation.get("description", ""),
        parameters=[_parameter(found) for found in operation["parameters"]],
        shape=_shape_of(answer),
        shape_name=_kind(answer),
    )


def _parameter(found: dict[str, Any]) -> Parameter:
    schema = found["schema"]
    description = schema.get("description", "") or found.get("description", "")
    return Parameter(found["name"], found["in"], _kind(schema), found.get("required", False), description)


def _shape(name: str, found: dict[str, Any]) -> Shape:
    fields = [
        Field(each, _kind(schema), _shape_of(schema), schema.get("description", ""))
        for each, schema in found.get("properties", {}).items()
    ]
    return Shape(name, found.get("description", ""), fields)


def _kind(schema: dict[str, Any]) -> str:
    """A type as one would say it: `array of Contribution`, `date or null`, one of some words."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(_REF)
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("const") or schema.get("type", "anything"))


def _shape_of(schema: dict[str, Any]) -> str:
    """The shape that a type leads to, if it leads to one."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(_REF)
    inner = [*schema.get("anyOf", []), schema.get("items", {})]
    return next((found for each in inner if each and (found := _shape_of(each))), "")
