"""A reader of Protocol Buffers, as far as the schemas here need one."""

from types import SimpleNamespace

UINT32, UINT64, BOOL, BYTES, STRING = "uint32", "uint64", "bool", "bytes", "string"
_DEFAULTS = {UINT32: 0, UINT64: 0, BOOL: False, BYTES: b"", STRING: ""}


class Message:
    """A schema: {number: (name, type)}; a type in a list is repeated. With
    `one`, at most one field is set: the last that comes."""

    def __init__(self, fields, one=False):
        self.fields = fields
        self.one = one

    def empty(self):
        out = SimpleNamespace(which=None)
        for name, kind in self.fields.values():
            setattr(out, name, _default(kind))
        return out


def _default(kind):
    if isinstance(kind, list):
        return []
    return None if isinstance(kind, Message) else _DEFAULTS[kind]


def _varint(data, at):
    value = shift = 0
    while True:
        if at >= len(data) or shift > 63:
            raise ValueError("a number does not end")
        value |= (data[at] & 127) << shift
        at += 1
        if data[at - 1] < 128:
            return value & 2**64 - 1, at
        shift += 7


def _field(data, at):
    """(number, wire type, value, next position)."""
    tag, at = _varint(data, at)
    number, wire = tag >> 3, tag & 7
    if wire == 0:
        value, at = _varint(data, at)
        return number, wire, value, at
    if wire == 2:
        length, at = _varint(data, at)
        if at + length > len(data):
            raise ValueError("a field is cut off")
        return number, wire, data[at:at + length], at + length
    raise ValueError("a field of a type that no schema has")


def _number(kind, value):
    if kind == UINT32:
        return value & 2**32 - 1
    return value != 0 if kind == BOOL else value


def _merge(schema, into, data):
    at = 0
    while at < len(data):
        number, wire, value, at = _field(data, at)
        if number not in schema.fields:
            raise ValueError(f"unknown field {number}")
        name, kind = schema.fields[number]
        if schema.one and into.which not in (None, name):
            setattr(into, into.which, _default(
                dict(schema.fields.values())[into.which]))
        into.which = name
        repeated = isinstance(kind, list)
        if repeated:
            kind = kind[0]
        numeric = kind in (UINT32, UINT64, BOOL)
        if numeric and repeated and wire == 2:
            position = 0
            while position < len(value):
                one, position = _varint(value, position)
                getattr(into, name).append(_number(kind, one))
            continue
        if (wire == 0) != numeric:
            raise ValueError(f"{name}: unknown field of its number")
        if isinstance(kind, Message):
            target = None if repeated else getattr(into, name)
            target = target or kind.empty()
            _merge(kind, target, value)
            value = target
        elif numeric:
            value = _number(kind, value)
        elif kind == STRING:
            value = value.decode()  # UnicodeDecodeError is a ValueError.
        if repeated:
            getattr(into, name).append(value)
        else:
            setattr(into, name, value)


def decode(schema, data):
    """Raises ValueError if `data` is no message of `schema`, or has fields
    that the schema has not."""
    out = schema.empty()
    _merge(schema, out, data)
    return out
