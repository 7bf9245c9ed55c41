"""The Velocity engine alone: what API Gateway's templates use, and what it prints that it cannot resolve.

The comments name what the engines on PyPI make of it (airspeed 0.7.1 and airspeed-ext 0.6.9), where it is something else.
"""

import pytest

from provision_emulator.velocity import rendered

SCOPE = {"text": "x,y", "map": {"k": "v"}, "list": ["p", "q"], "number": 5}


@pytest.mark.parametrize(("template", "expected"), [
    ('#if($text.equals("x"))same#end', ""),  # airspeed-ext: "same"
    ('#foreach($part in $text.split(","))[$part]#end', "[x][y]"),
    ('$text.replaceAll("x", "y")', "y,y"),
    ("$text.length()", "3"),
    ("$text.substring(0, 1)", "x"),  # airspeed: the reference as it is written
    ("$text.isEmpty()", "false"),  # airspeed: the reference as it is written; airspeed-ext: nothing
    ('$text.contains("x")', "true"),  # airspeed: "True"
    ('#if($text.matches("x.*"))match#end', "match"),
    ('$text.equalsIgnoreCase("X,Y")', "true"),  # airspeed: the reference as it is written; airspeed-ext: nothing
    ("#foreach($key in $map.keySet())$key#end", "k"),
    ("#foreach($entry in $map.entrySet())$entry.key=$entry.value#end", "k=v"),  # both: nothing
    ("#foreach($one in $list)$one#if($foreach.hasNext),#end#end", "p,q"),
    ('$map.get("k") $list.size()', "v 2"),
    ("$map $list", "{k=v} [p, q]"),  # both: Python's own form
    ("$!nothing|$nothing|${nothing}", "|$nothing|${nothing}"),  # airspeed-ext: "||"
    ("#unknown(1) x", "#unknown(1) x"),  # both: an error
    ("#set($x = 1 + 2 * 3)$x #set($y = 7 / 2)$y", "7 3"),
    ("#foreach($i in [1..3])$i#end", "123"),
    ('{"a": "#$text"}', '{"a": "#x,y"}'),  # both: "#$text"
    ("#set($yes = true)$yes", "true"),  # airspeed: "True"
    ('#set($said = "v $text")$said', "v x,y"),
    ("a#stop b", "a"),
    ('#if($unset)1#elseif($text == "x,y")2#else 3#end', "2"),  # airspeed-ext: "1"
    ("#if($number > 3)big#end $number", "big 5"),
    ("#if($text && !$nothing)both#end", "both"),  # airspeed-ext: nothing
    ('#set($made = ["a", "b"])$made.get(0) $made[1]', "a b"),
    ('#set($made = {"a": "b"})$made.a', "b"),
])
def test_a_template_is_rendered_as_velocity_does(template, expected):
    assert rendered(template, dict(SCOPE)) == expected
