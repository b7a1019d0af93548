#!/usr/bin/env python3
"""Renders templates as transformers does, for the tests of the interpreter.   python make_templates.py
Writes cases.json beside this script.  Needs: transformers jinja2 (5.23.0 and 3.1.6 made the committed file).
The templates are written here: small ones for one rule each, and longer ones in the style of published families."""
import datetime, json, os
from transformers.utils.chat_template_utils import _compile_jinja_template

HERE = os.path.dirname(os.path.abspath(__file__))
NOW = datetime.datetime(2026, 3, 4, 15, 6, 7)


def case(name, template, **variables):
    """The template, its variables, and what becomes of it: a text, or the error of Python."""
    out = dict(name=name, template=template, variables=variables)
    clock = dict(strftime_now=lambda form: NOW.strftime(form))
    try:
        out["expected"] = _compile_jinja_template(template).render(**clock, **variables)
        if " at 0x" in out["expected"] or out["expected"].startswith("dict_"):
            del out["expected"]
            out["error"] = "Unprintable"   # what Python prints is no text that a prompt could mean
    except Exception as error:
        out["error"] = type(error).__name__
        if type(error).__name__ == "TemplateError":   # what raise_exception raises
            out["raised"] = str(error)
    return out


# ------------------------------------------------------------------ one rule each
WHITESPACE = [
    "a\n{% if true %}\nb\n{% endif %}\nc", "a\n  {% if true %}\n  b\n  {% endif %}\nc", "a {% if true %} b {% endif %} c",
    "a\n{%- if true %}\nb\n{%- endif %}\nc", "a\n{% if true -%}\n\n  b\n{% endif -%}\n  c", "a\n  {%+ if true %}\nb{% endif +%}\nc",
    "a\n  {{ 'x' }}\nb", "a\n  {{- 'x' -}}\n  b", "a\n  {#- note -#}\n  b", "a\n  {# note #}\n  b", "a\n  {# note #}  b", "x {# n #}\ny", "{#-#}x", "{# a\n b -#}\n c",
    "one\n", "one\n\n", "one\r\ntwo\rthree\r\n", "\n\n{% set x = 1 %}\n{{ x }}", "  {% set x = 1 %}{{ x }}", "{{ 1 }}  {% set x = 1 %}\n{{ x }}",
    "{% for i in [1,2] %}\n  {{ i }}\n{% endfor %}\nend", "{% for i in [1,2] -%}\n  {{ i }}\n{%- endfor %}\nend", "{% set x = 1 -%} \n\n  {% if x %}\n y{% endif %}",
    "\u00a0\u2003{%- if true %}a{% endif -%}\u3000\u00a0b", "a\t {% if true %}b{% endif %}", "{{ '{{' }} {{ '%}' }} {{ \"#}\" }}", "{ { } } { % x % }", "a{", "{{ {'a': {'b': 1}} }}",
    "{{ {'a': {'b': 1}}.a.b}}", "{{+ 1 }}", "{%- set x -%}\n  a {{ 1 }}\n{%- endset -%}\n[{{ x }}]", "{{ 1 -}}\n\n x", "{{ 'a' }}\n{{ 'b' }}\n",
]
LITERALS = [
    "'a' 'b'", r"'\n\t\\\'\"'", r'"\u00e9\x41\d\/"', "'multi\nline'", "'joined\\\nline'", "1 + 2", "1.5", "1e3", "1e-07", "1.0", "100000000000000000000.0", "0.1 + 0.2", "-3 // 2", "-3 % 2", "3 % -2", "-3.5 % 2", "-4.0 % 2", "4.0 % -2",
    "7 / 2", "7 // 2.0", "-7 // 2", "1 / 0", "true", "True", "none", "None", "[1, 'a', none, true, 1.5]", "('a',)", "()", "(1, 2)", "{'a': 1, \"b\": [2]}", "{}", "[]", "'it''s'", "\"it's\"", "[\"it's\"]", "['\"']", "['\\'\"']", "['é\\n\\u200b\\U0001F600\\x00']",
    "5e-324", "1.7976931348623157e308", "2.2250738585072014e-308", "5.684341886080802e-14", "9007199254740993", "12345678901234567890 * 98765432109876543210", "123456789012345.6", "1234567890123456.7", "12345678901234567.0", "0.0001", "0.00001", "-0.0", "3.0 * 2", "true + 1", "- 5", "+5", "--5", "-'a'", "1,2",
    "'ab' * 3", "3 * 'ab'", "'a' * -1", "'a' ~ 1 ~ none ~ true ~ 1.5 ~ [1] ~ undefined_name", "'a' + 1", "[1] + [2]", "[1] + (2,)", "'%s' ~ 'x'", "1.e5",
]
OPERATORS = [
    "not x is defined", "not none is defined", "not 'a' in 'abc'", "'a' not in 'abc'", "not (1 == 1)", "not 1 == 2", "1 < 2 < 3", "1 < 3 < 2", "3 > 2 >= 2", "1 == 1.0", "true == 1", "'1' == 1", "[1, 2] == [1, 2.0]", "(1,) == [1]", "{'a': 1} == {'a': 1.0}", "none == none", "x == y", "x != 1",
    "1 or 2", "0 or 2", "0 and 2", "1 and 2", "'' or none", "1 or 2 and 0", "not 1 or 1", "'a' if 1 else 'b'", "'a' if 0 else 'b'", "'a' if 0", "('a' if 0) is defined", "'a' if 1 else 'b' if 1 else 'c'", "1 if 0 else 2 if 0 else 3",
    "1 + 2 ~ 3 + 4", "1 ~ 2 * 3", "-1 | string", "-1 | abs2", "2 * 3 + 4 * 5", "(2 + 3) * 4", "'a' < 'b'", "'a' < 1", "'\U00010000' > '\uffff'", "none < 1", "x < 1", "1 in [1, 2]", "'a' in {'a': 1}", "1 in {'a': 1}", "[] in {'a': 1}", "{} not in {}", "() in {}", "'x' in none", "'x' in undefined_name", "1 in 'abc'", "1 in [true]", "'' in ''",
    "1 is number", "true is number", "1 is integer", "true is integer", "1.0 is float", "'a' is string", "{} is mapping", "[] is mapping", "[] is sequence", "{} is sequence", "'a' is sequence", "1 is iterable", "'' is iterable", "{} is iterable", "none is iterable", "x is iterable", "x is sequence", "none is none", "x is none", "true is true", "1 is true", "false is false", "0 is false", "true is boolean",
    "x is undefined", "x.y is defined", "'a'.y is defined", "none.y is defined", "{}.y is defined", "{'y': 1}.y is defined", "{'y': none}.y is defined", "{'y': 1}['y'] is defined", "4 is divisibleby 2", "4 is divisibleby(3)", "3 is odd", "3 is even", "3 is eq 3", "3 is equalto(4)", "3 is ne 3", "3 is gt 2", "3 is in [3]", "none is sameas none", "true is sameas true", "1 is sameas true", "3 is not eq 3", "not 3 is not eq 3",
    "1 is defined and 2 is defined", "1 is string or 2 is number", "'a' if 1 is string else 'b'", "x is defined and x.y", "x is not defined", "raise_exception is defined", "strftime_now is defined", "range is callable", "x is callable", "'a' is callable", "x.y", "x['y']", "x[0]", "x[1:]", "x()", "x.y.z is defined", "1 is lt 2", "'abc' is string is defined",
]
ACCESS = [
    "d.a", "d['a']", "d.missing", "d['missing']", "d.missing.more", "d.items", "d.items is defined", "d['items']", "d.items()", "d.items() | list", "d.keys() | list", "d.values() | list", "d.get('a')", "d.get('zz')", "d.get('zz', 5)", "d.get('a', default=3)", "s.items", "s['items']", "s.items is string", "s.get", "s.pop is defined", "l.append is defined", "l[0]", "l[-1]", "l[9]", "l[9] is defined", "l['a']", "l.0", "l[1:]", "l[:1]", "l[::-1]", "l[-2:]", "l[5:]", "l[::2]", "l[-1:0:-1]", "l[1:-1]", "l[10:0:-3]", "l[none:none:none]", "l[::0]",
    "t[0]", "t[-1]", "t[1:3]", "t[::-1]", "t[99]", "t | length", "t | list", "t | first", "t | last", "t.upper()", "t[:-1]", "none.a", "none['a']", "1[0]", "1.a", "d[0]", "d[none]", "d[1:]", "d | length", "l | length", "none | length", "x | length", "5 | length", "d | list", "d | first", "[] | first", "[] | last", "'' | first", "d['__class__']",
]
METHODS = [
    "'  a b '.strip() ~ '|'", "'xxaxx'.strip('x')", "'xyaxy'.lstrip('yx')", "'abc'.rstrip('cb')", "'\\n a\\n'.lstrip('\\n')", "'a,b,,c'.split(',')", "'a,b,,c'.split(',', 1)", "' a  b '.split()", "' a  b c '.split(none, 1)", "'a,b,c'.rsplit(',', 1)", "'a'.split('x')", "''.split()", "''.split(',')", "'a'.split('')", "'a\\nb\\r\\nc\\u2028d\\x1ce\\n'.splitlines()", "'</think>x'.split('</think>')[-1]", "'abc'.startswith('ab')", "'abc'.startswith(('x', 'a'))", "'abc'.endswith('c')", "'abc'.startswith(1)", "'aXbX'.replace('X', 'yy')", "'aXbX'.replace('X', 'y', 1)", "'abc'.replace('', '-')", "''.replace('', '-')",
    "'hello wORLD'.title()", "\"they're bill's\".title()", "'hELLO'.capitalize()", "'ß'.upper()", "'ßa'.capitalize()", "'ßa ǆb'.title()", "'İ'.lower()", "'ΑΣ'.lower()", "'ΑΣ Σ'.lower()", "'ﬁx'.upper()", "'ﬁx'.title()", "'abcabc'.find('c')", "'é😀c'.find('c')", "'abc'.find('x')", "'abab'.count('ab')", "'abc'.count('')", "[1, 1.0, true, 2].count(1)", "', '.join(['a', 'b'])", "', '.join([1])", "'x-y'.removeprefix('x-')", "'x-y'.removesuffix('-y')", "'abc'.nosuch()", "[1].append(2)", "'a'.upper", "{'upper': 1}.upper", "{}.upper()", "[1].upper()", "'a' .upper()", "'\u2003\u00a0\u200ba\u0085'.strip() | length", "'a\u0085b'.split()",
]
FILTERS = [
    "'  a ' | trim ~ '|'", "'xax' | trim('x')", "none | trim", "x | trim", "5 | trim", "'abc' | upper", "'ABC' | lower", "'abc def' | capitalize", "'abc-def ghi' | title", "\"a'b (cD[e<f{g H\" | title", "[1, 'ab'] | title", "'ßa ßB' | title", "[1, 2] | join(', ')", "['a', 1, none] | join", "d | join(',')", "x | join(',')", "5 | join", "l | join('-', attribute='k')", "msgs | map(attribute='role') | join(',')", "msgs | map(attribute='zz') | list", "msgs | map(attribute='zz', default='-') | join", "msgs | map(attribute='tool.name') | list", "['a', 'b'] | map('upper') | list", "['a', 'b'] | map('upper')", "msgs | selectattr('role', 'equalto', 'user') | list | length", "msgs | selectattr('role', 'equalto', 'user') | length", "msgs | selectattr('tool') | list | length", "msgs | rejectattr('role', '==', 'user') | map(attribute='role') | list", "msgs | selectattr('role', 'in', ['user', 'system']) | list | length", "[1, 2, 3] | select('odd') | list", "[1, 2, 3] | reject('equalto', 2) | join(' ')", "[0, 1, ''] | select | list", "(msgs | selectattr('role', 'equalto', 'nobody')) is defined", "'y' if msgs | selectattr('role', 'equalto', 'nobody') else 'n'", "msgs | selectattr('role', 'equalto', 'user') | first",
    "x | default('d')", "none | default('d')", "none | default('d', true)", "'' | default('d', boolean=true)", "'' | default('d')", "x | default", "d.zz | default('q') | upper", "x | d('e')", "'aXb' | replace('X', '')", "5 | replace('5', 6)", "5 | string", "none | string", "x | string", "[1, 'a'] | string", "d | string", "'5' | int", "'5.7' | int", "'x' | int", "'x' | int(7)", "5.9 | int", "-5.9 | int", "none | int", "true | int", "'1e2' | int", "'1e2' | float", "'x' | float", "5 | float", "' 7 ' | int", "d | items | list", "x | items | list", "5 | items", "d | items | length", "'abc' | list", "'abc' | reverse", "[1, 2] | reverse | list", "[1, 2] | reverse", "{'b': 1, 'A': 2, 'c': 0} | dictsort", "{'b': 1, 'A': 2} | dictsort(true)", "{'b': 1, 'A': 2} | dictsort(by='value')", "{'b': 1, 'A': 2} | dictsort(reverse=true)",
    "'a\\nb\\n\\nc' | indent", "'a\\nb\\n\\nc' | indent(2, true)", "'a\\n\\nb' | indent(2, blank=true)", "'a\\nb' | indent('> ')", "'a\\nb\\n' | indent", "'' | indent", "'x' | safe", "('<' | safe) ~ '<'", "[1, 2] | tojson | safe", "'A' | lower | upper | lower", "'a' | upper == 'A'", "msgs | length > 2", "not msgs | length == 1", "'a' | nosuch", "[3, 1] | first", "d | count", "(1, 2) | list", "range(3) | list", "range(1, 7, 2) | list", "range(5, 1, -2) | list", "range(3)[1]", "range(3) | length", "dict(a=1, b='x')", "dict({'a': 1}, b=2)", "namespace(a=1).a", "namespace(a=1).b is defined", "namespace({'q': 2}).q",
]
JSON_VALUES = [
    {"a": 1, "b": [1, 2.5, "x", None, True, False], "c": {}, "d": [], "é": "ü😀\u007f\u0000\u001f\"\\/\b\f\n\r\t\u2028", "n": -1.5e-7, "big": 123456789012345678901234567890, "f": 1.0, "<": "<b>&'"},
    [], {}, "text", 5, 1e16, 1e22, 1.5e300, 0.1, None, True, [[], [[1]], {"a": {"b": {}}}], 2**-44, 5e-324, 4.35, 1e-5, 123456789.125, 2**63, -0.0,
]
TOJSON = ["v | tojson", "v | tojson(indent=4)", "v | tojson(indent=0)", "v | tojson(indent='--')", "v | tojson(ensure_ascii=True)", "v | tojson(ensure_ascii=False, indent=2)", "v | tojson(separators=(',', ':'))", "v | tojson(sort_keys=True)", "v", "v | string | length"]
STATEMENTS = [
    "{% for m in msgs %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.depth }};{% endfor %}",
    "{% for m in msgs %}{{ loop.previtem.role }}<{{ m.role }}>{{ loop.nextitem.role if loop.nextitem else '' }}{% endfor %}", "{% for m in msgs %}{{ loop.previtem.role if loop.previtem is defined }}<{{ m.role }}>{% endfor %}",
    "{% for m in msgs if m.role != 'system' %}{{ loop.index }}{{ loop.length }}{{ m.role }}{{ loop.last }} {% endfor %}", "{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}", "{% for k, v in d | items %}{{ k }}={{ v }};{{ loop.last }}{% endfor %}", "{% for k in d %}{{ k }}{% endfor %}", "{% for c in 'é😀a' %}[{{ c }}]{% endfor %}", "{% for i in [] %}x{% else %}none{% endfor %}", "{% for i in x %}x{% else %}none{% endfor %}", "{% for i in none %}x{% endfor %}", "{% for i in 5 %}x{% endfor %}", "{% for a, b in [(1, 2), [3, 4]] %}{{ a }}-{{ b }} {% endfor %}", "{% for a, b in [(1, 2, 3)] %}{{ a }}{% endfor %}", "{% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}", "{% for i in range(5) %}{% if i == 1 %}{% continue %}{% endif %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}", "{% for i in 1, 2 %}{{ i }}{% endfor %}",
    "{% set x = 1 %}{% for i in [1, 2] %}{{ x }}{% set x = x + 1 %}{{ x }} {% endfor %}{{ x }}", "{% for i in [1, 2] %}{% set y = i %}{% endfor %}{{ y is defined }}", "{% if true %}{% set y = 3 %}{% endif %}{{ y }}", "{% set ns = namespace(n=0) %}{% for i in [1, 2, 3] %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}", "{% set ns.a = 1 %}", "{% set q = {} %}{% set q.a = 1 %}", "{% set ns = namespace() %}{% set ns.a = 1 %}{{ ns.a }}{{ ns.b is defined }}", "{% set a, b = 1, 2 %}{{ a }}{{ b }}", "{% set a, b = [1] %}", "{% set x = 1, 2 %}{{ x }}", "{% set x %}a{{ 1 }}b{% endset %}{{ x | length }}{{ x }}", "{% set x %}{% set y = 2 %}{{ y }}{% endset %}{{ x }}{{ y is defined }}", "{% set m = msgs %}{% set msgs = msgs[1:] %}{{ m | length }}{{ msgs | length }}", "{% for m in msgs %}{% for n in msgs %}{{ loop.index }}{% endfor %}{{ loop.index }} {% endfor %}", "{% for tool in [1] %}{% set tool = tool + 1 %}{{ tool }}{% endfor %}",
    "{% if x %}a{% elif msgs %}b{% else %}c{% endif %}", "{% if x is defined %}a{% elif none %}b{% else %}c{% endif %}", "{% if 0 %}a{% elif '' %}b{% elif [] %}c{% elif {} %}d{% elif 0.0 %}e{% elif none %}f{% else %}g{% endif %}", "{% if namespace() %}y{% endif %}{% if range(0) %}n{% endif %}",
    "{% macro f(a, b=2, c=none) %}{{ a }}|{{ b }}|{{ c }};{% endmacro %}{{ f(1) }}{{ f(1, c=3) }}{{ f(b=4, a=5) }}{{ f() }}", "{% macro f(a) %}{{ a }}{% endmacro %}{{ f(1, 2) }}", "{% macro f(a) %}{{ a }}{% endmacro %}{{ f(z=2) }}", "{% macro f(n) %}{{ n }}{% if n > 0 %}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(5) }}", "{% set x = 1 %}{% macro f() %}{{ x }}{% set x = 5 %}{{ x }}{% endmacro %}{{ f() }}{{ x }}", "{% macro f() %}{{ y }}{% endmacro %}{% set y = 7 %}{{ f() }}", "{% macro f() %}{{ i is defined }}{% endmacro %}{% for i in [1] %}{{ f() }}{% endfor %}", "{{ f(1) }}{% macro f(a) %}{{ a }}{% endmacro %}", "{% macro f(a, b=a) %}{{ a }}{{ b }}{% endmacro %}{{ f(3) }}", "{% macro f() -%}\n  hi\n{%- endmacro -%}\n[{{ f() }}]{{ f() | upper }}{{ f() ~ 'x' }}{{ f().strip() }}", "{% macro f(x) %}{{ x }}{% endmacro f %}{{ f('a') + f('b') }}", "{% macro f(a=1+1, b=[1]) %}{{ a }}{{ b }}{% endmacro %}{{ f() }}",
    "{% generation %}a{{ 1 }}{% endgeneration %}b", "{% for m in msgs %}{% generation %}{% set z = 1 %}{{ m.role }}{% endgeneration %}{{ z is defined }}{% endfor %}", "{{ raise_exception('no: ' ~ 1) }}", "{% if false %}{{ raise_exception('no') }}{% endif %}ok", "{{ strftime_now('%d %b %Y') }}|{{ strftime_now('%Y-%m-%d %H:%M:%S %A %a %B %y %j %I %p %%') }}", "{{ msgs }}", "{{ d }}", "{{ msgs[0].content + none }}", "{{ msgs[0].nothing + 'a' }}", "{{ x + 'a' }}", "{{ 'a' + x }}", "{{ x.a }}", "{{ d.items | length }}", "{% set l = l + [4] %}{{ l }}", "{{ l is iterable and l is not mapping }}",
    "{% if msgs[0]['role'] == 'system' and msgs | length > 1 %}y{% endif %}", "{% if (msgs[0].role == 'user') != (0 % 2 == 0) %}y{% else %}n{% endif %}", "{% if not (msgs[0].role == 'x' or 'tool' in msgs[0]) %}y{% endif %}", "{{ msgs[-1] == (msgs | last) }}", "{{ msgs[-1].content | trim ~ '!' }}", "{%- for m in msgs %}{{- '<' + m['role'] + '>' -}}  {% endfor %} .", "{{ ('a' if x else 'b') + 'c' }}", "{{ 'a' if x else 'b' + 'c' }}", "{{ msgs | length - 1 }}", "{{ (msgs | length) - 1 }}", "{{ [1, 2, 3][msgs | length - 2] }}",
]
MALFORMED = [
    "{{", "{% if %}", "{% if x %}", "{% endif %}", "{% for x %}{% endfor %}", "{{ 'a }}", "{{ a b }}", "{{ (1 }}", "{{ 1) }}", "{{ [1, }}", "{% set = 1 %}", "{% else %}", "{# x", "{{ }}", "{% for x in y %}{% endif %}", "{{ a..b }}", "{{ a | }}", "{{ a is }}", "{% macro %}{% endmacro %}", "{{ f(a=1, 2) }}", "{% break %}", "{{ !x }}", "{% set true = 1 %}", "{{ {1: 2, } }", "{% if x %}{% else %}{% else %}{% endif %}", "{% nosuch %}", "{{ '\\u12' }}", "{{ x $ y }}", "{% for 1 in x %}{% endfor %}",
]
# Valid in Jinja, in no published template that we know: refused when a template is read.
UNSUPPORTED = [
    "{{ 2 ** 3 }}", "{{ 1_000 }}", "{{ 0x10 }}", "{{ d.__class__ }}", "{{ 'abc'['upper']() }}", "{% for i in l %}{{ loop.cycled }}{% endfor %}", "{% for i in l %}{{ loop.cycle('a', 'b') }}{% endfor %}", "{% set loop = 1 %}", "{{ 'a %s' % 1 }}", "{{ f() }}", "{{ d.nosuch() }}", "{{ t.format(1) }}", "{{ t.encode() }}", "{{ l.append(1) }}", "{{ d.update(a=1) }}",
    "{% include 'x' %}", "{% import 'x' as y %}", "{% extends 'x' %}", "{% block x %}{% endblock %}", "{% raw %}{{ x }}{% endraw %}", "{% with x = 1 %}{% endwith %}", "{% filter upper %}a{% endfilter %}", "{% call f() %}{% endcall %}", "{% do 1 %}", "{% autoescape true %}{% endautoescape %}", "{% set x | upper %}a{% endset %}", "{% for i in l recursive %}{% endfor %}", "{{ l | sort }}", "{{ l | batch(2) }}", "{{ t | e }}", "{{ t | pprint }}", "{{ l | map(t) }}", "{{ l | map('nosuch') }}", "{{ l | map('default', 1) }}", "{{ l | select('nosuch') }}", "{{ l | selectattr('k', t) }}", "{{ t is escaped }}", "{{ t is filter }}", "{{ range(*l) }}", "{{ dict(**d) }}", "{{ lipsum() }}", "{{ cycler(1) }}", "{{ joiner() }}", "{{ caller() }}", "{% macro f() %}{{ varargs }}{% endmacro %}", "{{ t | tojson(nosuch=1) }}", "{{ t | trim(1, 2) }}", "{{ t.split(1, 2, 3) }}", "{{ t.strip(chars='a') }}", "{{ range() }}", "{{ raise_exception() }}", "{% set ns = namespace() %}{% set ns._x = 1 %}", "{{ (t | upper)() }}", "{{ '\\N{DASH}' }}",
]
VARIABLES = dict(
    d={"a": 1, "items": [2], "é": "x"}, s={"type": "array", "items": {"type": "string"}}, l=[{"k": 1}, {"k": "b"}, {"k": None}], t="aé😀b",
    msgs=[{"role": "system", "content": " s "}, {"role": "user", "content": "hi\n", "tool": {"name": "f"}}, {"role": "assistant", "content": None}, {"role": "user", "content": " bye "}])

# ------------------------------------------------------------------ longer ones, in the style of families
REASONING = """{%- macro visible(content) -%}
    {%- if content is string -%}{{- content }}
    {%- elif content is iterable and content is not mapping -%}
        {%- for part in content -%}
            {%- if part is mapping and part.type == 'text' -%}{{- part.text }}{%- elif part is string -%}{{- part }}{%- endif -%}
        {%- endfor -%}
    {%- else -%}{{- content }}{%- endif -%}
{%- endmacro -%}
{%- set ns = namespace(last_user=-1) %}
{%- for m in messages %}{% if m.role == 'user' %}{% set ns.last_user = loop.index0 -%}{% endif %}{%- endfor %}
{% for m in messages %}
{%- if m.role == 'user' -%}<|user|>
{{ visible(m.content) }}
{{- '/nothink' if (enable_thinking is defined and not enable_thinking and not visible(m.content).endswith("/nothink")) else '' -}}
{%- elif m.role == 'assistant' -%}
<|assistant|>
{%- set reasoning = '' %}{%- set content = visible(m.content) %}
{%- if m.reasoning_content is string %}{%- set reasoning = m.reasoning_content %}
{%- elif '</think>' in content %}
    {%- set reasoning = content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}
    {%- set content = content.split('</think>')[-1].lstrip('\\n') %}
{%- endif %}
{%- if loop.index0 > ns.last_user and reasoning -%}
{{ '\\n<think>' + reasoning.strip() + '</think>' }}
{%- else -%}
{{ '\\n<think></think>' }}
{%- endif -%}
{%- if content.strip() -%}{{ '\\n' + content.strip() }}{%- endif -%}
{% if m.tool_calls %}
{% for call in m.tool_calls %}
{%- if call.function %}{%- set call = call.function %}{%- endif %}
{{ '\\n<call>' + call.name }}
{% set args = call.arguments or {} %}
{% for k, v in args.items() %}
<key>{{ k }}</key>
<value>{{ v | tojson(ensure_ascii=False) if v is not string else v }}</value>
{% endfor %}
</call>{% endfor %}
{% endif %}
{%- elif m.role == 'tool' -%}
{%- if loop.first or (messages[loop.index0 - 1].role != "tool") %}{{- '<|observation|>' }}{%- endif %}
{{- '\\n<response>\\n' ~ m.content ~ '\\n</response>' }}
{%- elif m.role == 'system' -%}
<|system|>
{{ visible(m.content) }}
{%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}<|assistant|>{{- '\\n<think></think>' if (enable_thinking is defined and not enable_thinking) else '' -}}{%- endif -%}
"""
ALTERNATING = """{%- set today = strftime_now("%Y-%m-%d") %}
{%- set default_system = "You are a helper.\\
The date is " + today + ".\\n\\nAsk \\"Where?\\" if you don't know." %}

{{- bos_token }}
{%- if messages[0]['role'] == 'system' %}
    {%- if messages[0]['content'] is string %}{%- set system = messages[0]['content'] %}
    {%- else %}{%- set system = messages[0]['content'][0]['text'] %}{%- endif %}
    {%- set rest = messages[1:] %}
{%- else %}
    {%- set system = default_system %}
    {%- set rest = messages %}
{%- endif %}
{%- if not tools is defined %}{%- set tools = none %}
{%- elif tools is not none %}{%- set system = "Use tools.\\n\\n" + system %}{%- endif %}
{{- '[SYSTEM_PROMPT]' + system + '[/SYSTEM_PROMPT]' }}
{%- set user_messages = rest | selectattr("role", "equalto", "user") | list %}
{%- set filtered = [] %}
{%- for message in rest %}
    {%- if message["role"] not in ["tool", "tool_results"] and not message.get("tool_calls") %}
        {%- set filtered = filtered + [message] %}
    {%- endif %}
{%- endfor %}
{%- for message in filtered %}
    {%- if (message["role"] == "user") != (loop.index0 % 2 == 0) %}
        {{- raise_exception("Roles must alternate user/assistant/user/assistant/...") }}
    {%- endif %}
{%- endfor %}
{%- set ns = namespace(index=0) %}
{%- for message in rest %}
    {%- if not (message.role == "tool" or (message.tool_calls is defined and message.tool_calls is not none)) %}
        {%- if (message["role"] == "user") != (ns.index % 2 == 0) %}{{- raise_exception("Roles") }}{%- endif %}
        {%- set ns.index = ns.index + 1 %}
    {%- endif %}
    {%- if message["role"] == "user" %}
        {%- if tools is not none and (message == user_messages[-1]) %}
            {{- "[AVAILABLE_TOOLS] [" }}
            {%- for tool in tools %}
                {%- set tool = tool.function %}
                {{- '{"type": "function", "function": {' }}
                {%- for key, val in tool.items() if key != "return" %}
                    {%- if val is string %}{{- '"' + key + '": "' + val + '"' }}
                    {%- else %}{{- '"' + key + '": ' + val|tojson }}{%- endif %}
                    {%- if not loop.last %}{{- ", " }}{%- endif %}
                {%- endfor %}
                {{- "}}" }}{{- ", " if not loop.last else "]" }}
            {%- endfor %}
            {{- "[/AVAILABLE_TOOLS]" }}
        {%- endif %}
        {%- if message['content'] is string %}{{- '[INST]' + message['content'] + '[/INST]' }}
        {%- else %}
            {{- '[INST]' }}
            {%- for block in message['content'] %}
                {%- if block['type'] == 'text' %}{{- block['text'] }}
                {%- elif block['type'] in ['image', 'image_url'] %}{{- '[IMG]' }}
                {%- else %}{{- raise_exception('Only text and image blocks are supported') }}{%- endif %}
            {%- endfor %}
            {{- '[/INST]' }}
        {%- endif %}
    {%- elif message["role"] == "tool_calls" or message.tool_calls is defined %}
        {%- set tool_calls = message.tool_calls if message.tool_calls is defined else message.content %}
        {{- "[TOOL_CALLS] [" }}
        {%- for tool_call in tool_calls %}
            {%- set out = tool_call.function|tojson %}
            {{- out[:-1] }}
            {%- if not tool_call.id is defined or tool_call.id|length < 9 %}
                {{- raise_exception("Tool call IDs should be alphanumeric strings with length >= 9! " + tool_call.id) }}
            {%- endif %}
            {{- ', "id": "' + tool_call.id[-9:] + '"}' }}
            {{- ", " if not loop.last else "]" + eos_token }}
        {%- endfor %}
    {%- elif message['role'] == 'assistant' %}
        {{- (message['content'] if message['content'] is string else message['content'][0]['text']) + eos_token }}
    {%- elif message["role"] == "tool" %}
        {%- set content = message.content.content if message.content is defined and message.content.content is defined else message.content %}
        {{- '[TOOL_RESULTS] {"content": ' + content|string + ", " + '"call_id": "' + message.tool_call_id[-9:] + '"}[/TOOL_RESULTS]' }}
    {%- else %}{{- raise_exception("Only user and assistant roles are supported!") }}{%- endif %}
{%- endfor %}
"""
BLOCKS = """{% macro extra(map, handled) %}
    {%- if map is mapping %}
        {%- for key in map if key not in handled %}
            {%- if map[key] is mapping or (map[key] is sequence and map[key] is not string) %}
                {{- '\\n<' ~ key ~ '>' ~ (map[key] | tojson | safe) ~ '</' ~ key ~ '>' }}
            {%- else %}
                {{-'\\n<' ~ key ~ '>' ~ (map[key] | string) ~ '</' ~ key ~ '>' }}
            {%- endif %}
        {%- endfor %}
    {%- endif %}
{% endmacro %}

{%- macro typed(spec) %}
    {%- set names = {
    "string": "str",
    "number": "float",
    "integer": "int"
} %}
    {%- if names[spec.type] is defined %}{{- names[spec.type] }}
    {%- elif spec.type == "array" %}{{- "list[" + typed(spec['items'] or {}) + "]" }}
    {%- elif spec.type == "object" %}{{- "dict" }}
    {%- else %}{{- "Any" }}{%- endif %}
{%- endmacro %}
{%- if messages and messages[0]["role"] == "system" %}
    {%- set system_message = messages[0]["content"]|trim %}
    {%- set messages = messages[1:] %}
{%- endif %}
<|system|>
{{ system_message if system_message is defined else 'default' }}
{%- if tools is iterable and tools | length > 0 %}

Tools:
    {%- for tool in tools %}
        {%- if tool.function is defined %}{%- set tool = tool.function %}{%- endif %}
        {{- "\\n<function>\\n<name>" ~ tool.name ~ "</name>" }}
        {%- if tool.description is defined %}{{- '\\n<description>' ~ (tool.description | trim) ~ '</description>' }}{%- endif %}
        {%- for name, fields in tool.parameters.properties|items %}
            {{- '\\n<parameter>' ~ name ~ ': ' ~ typed(fields) }}
            {%- set handled = ['name', 'type', 'description'] %}
            {{- extra(fields, handled) }}
            {{- '\\n</parameter>' }}
        {%- endfor %}
        {% set handled = ['type', 'properties'] %}
        {{- extra(tool.parameters, handled) }}
        {{- '\\n</function>' }}
        {{- tool | tojson(indent=4) }}
    {%- endfor %}
{%- endif %}<|end|>
{% for message in messages %}
    {%- if message.role != "system" %}
<|{{ message.role }}|>
        {%- if message.content and message.role == "tool" %}
{"result": {{ message.content }}}
        {%- elif message.content %}
{{ message.content }}
        {%- elif message.tool_calls %}
            {%- for call in message.tool_calls %}
{"name": "{{ call.function.name }}", "arguments": {{ call.function.arguments }}}
                {%- if not loop.last %},{% endif %}
            {%- endfor %}
        {%- endif %}<|end|>
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}<|assistant|>

{%- endif %}
{{ response }}
{%- if response %}<|user|>{% endif %}"""
CLASSIC = """{% if messages[0]['role'] == 'system' %}{% set loop_messages = messages[1:] %}{% set system_message = messages[0]['content'] %}{% else %}{% set loop_messages = messages %}{% set system_message = false %}{% endif %}{% for message in loop_messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}{% endif %}{% if loop.index0 == 0 and system_message != false %}{% set content = '<<SYS>>\\n' + system_message + '\\n<</SYS>>\\n\\n' + message['content'] %}{% else %}{% set content = message['content'] %}{% endif %}{% if message['role'] == 'user' %}{{ bos_token + '[INST] ' + content.strip() + ' [/INST]' }}{% elif message['role'] == 'assistant' %}{{ ' '  + content.strip() + ' ' + eos_token }}{% endif %}{% endfor %}"""
FAMILIES = dict(reasoning=REASONING, alternating=ALTERNATING, blocks=BLOCKS, classic=CLASSIC)

TOOLS = [
    {"type": "function", "function": {"name": "get_weather", "description": "Weather <now> & \"later\" in Zürich's area ", "parameters": {"type": "object", "properties": {"city": {"type": "string", "description": "a city", "enum": ["Bern", "東京"]}, "days": {"type": "integer", "default": 3}, "tags": {"type": "array", "items": {"type": "number"}}, "deep": {"type": "object", "nullable": True}}, "required": ["city"]}, "return": {"type": "string"}}},
    {"type": "function", "function": {"name": "noop", "description": "", "parameters": {"type": "object", "properties": {}}}},
]
def call(i, **arguments): return {"id": f"call0000{i}", "type": "function", "function": {"name": "get_weather", "arguments": arguments}}
def message(role, content, **more): return dict(role=role, content=content, **more)
U, A, S = (lambda text, role=role: message(role, text) for role in ("user", "assistant", "system"))
CONVERSATIONS = dict(
    plain=dict(messages=[U(" Hello \n")]),
    system=dict(messages=[S(" be terse "), U("a"), A("b"), U("c é😀")]),
    tools=dict(messages=[S("s"), U("w?"), message("assistant", "", tool_calls=[call(1, city="Bern", days=2.0, opt=None, ok=True, big=1e20), call(2)]), message("tool", "{\"t\": 1}", tool_call_id="call00001", name="get_weather"), message("tool", {"content": [1, "x"]}, tool_call_id="call00002"), A("done"), U("thanks")], tools=TOOLS),
    think=dict(messages=[U("q"), A("<think>\nhm\n</think>\n\nans"), U("q2"), A("<think>\nlet me\n</think>\n\nans2 ")]),
    reasoning=dict(messages=[U("q"), message("assistant", "x", reasoning_content="because ")]),
    no_thinking=dict(messages=[U("q")], enable_thinking=False),
    parts=dict(messages=[message("user", [{"type": "text", "text": "look "}, {"type": "image"}, {"type": "text", "text": "there"}]), message("assistant", [{"type": "text", "text": "ok"}])]),
    twice=dict(messages=[U("a"), U("b")]),
    odd_role=dict(messages=[U("a"), message("critic", "b")]),
    injected=dict(messages=[U("{{ 1 + 1 }} {% for x in y %} {# z #} {{ raise_exception('x') }} </s>")]),
    nothing=dict(messages=[]),
)


def shared(name, template):
    """A case with the variables that most cases share; the file holds them once."""
    out = case(name, template, **VARIABLES)
    del out["variables"]
    return out


def family(name, conversation, prompt):
    """A conversation in a template that several cases share; the file holds it once."""
    variables = {**dict(bos_token="<s>", eos_token="</s>", add_generation_prompt=prompt, tools=None), **CONVERSATIONS[conversation]}
    out = case(f"{name} {conversation} {prompt}", FAMILIES[name], **variables)
    out["template"] = {"family": name}
    return out


def main():
    cases = [shared(f"whitespace {i}", t) for i, t in enumerate(WHITESPACE)]
    for group in (LITERALS, OPERATORS, ACCESS, METHODS, FILTERS):
        cases += [shared(e, "{{ " + e + " }}") for e in group]
    for i, v in enumerate(JSON_VALUES):
        cases += [case(f"{e} #{i}", "{{ " + e + " }}", v=v) for e in TOJSON]
    cases += [shared(t, t) for t in STATEMENTS + MALFORMED]
    cases += [family(name, c, prompt) for name in FAMILIES for c in CONVERSATIONS for prompt in (False, True)]
    with open(os.path.join(HERE, "cases.json"), "w", encoding="utf-8") as out:
        lines = ",\n".join(json.dumps(c, ensure_ascii=False) for c in cases)
        top = {k: json.dumps(v, ensure_ascii=False) for k, v in dict(shared=VARIABLES, families=FAMILIES, unsupported=UNSUPPORTED).items()}
        out.write("{" + "".join(f'"{k}": {v},\n' for k, v in top.items()) + f'"cases": [\n{lines}\n]}}\n')
    print(len(cases), "cases,", sum("error" in c for c in cases), "errors")


if __name__ == "__main__":
    main()
