package dev.r3.model.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The methods of strings and mappings that templates may call. */
final class Methods {

    private static final Map<String, Signature> SIGNATURES = Map.ofEntries(
            Map.entry("capitalize", Signature.of(0)),
            Map.entry("count", Signature.of(1, "value")),
            Map.entry("endswith", Signature.of(1, "suffix")),
            Map.entry("find", Signature.of(1, "part")),
            Map.entry("get", Signature.of(1, "key", "default")),
            Map.entry("items", Signature.of(0)),
            Map.entry("join", Signature.of(1, "texts")),
            Map.entry("keys", Signature.of(0)),
            Map.entry("lower", Signature.of(0)),
            Map.entry("lstrip", Signature.of(0, "characters")),
            Map.entry("removeprefix", Signature.of(1, "prefix")),
            Map.entry("removesuffix", Signature.of(1, "suffix")),
            Map.entry("replace", Signature.of(2, "old", "new", "count")),
            Map.entry("rsplit", Signature.of(0, "sep", "maxsplit")),
            Map.entry("rstrip", Signature.of(0, "characters")),
            Map.entry("split", Signature.of(0, "sep", "maxsplit")),
            Map.entry("splitlines", Signature.of(0)),
            Map.entry("startswith", Signature.of(1, "prefix")),
            Map.entry("strip", Signature.of(0, "characters")),
            Map.entry("title", Signature.of(0)),
            Map.entry("upper", Signature.of(0)),
            Map.entry("values", Signature.of(0)));

    private Methods() {}

    static Optional<Signature> signature(String name) {
        return Optional.ofNullable(SIGNATURES.get(name));
    }

    /** Whether Python lets the method's values be given by name. */
    static boolean takesNames(String name) {
        return name.equals("split") || name.equals("rsplit");
    }

    static Value call(BoundMethod method, Arguments arguments, Budget budget) {
        if (method.receiver() instanceof Text text) {
            return onText(text.value(), method.name(), arguments, budget);
        }
        if (method.receiver() instanceof Mapping mapping) {
            return onMapping(mapping, method.name(), arguments, budget);
        }
        if (method.receiver() instanceof Sequence sequence && method.name().equals("count")) {
            Value wanted = arguments.get("value");
            return WholeNumber.of(sequence.items().stream()
                    .filter(item -> Equality.equal(item, wanted, budget))
                    .count());
        }
        throw missing(method);
    }

    private static ValueException missing(BoundMethod method) {
        return new ValueException(
                "a " + method.receiver().typeName() + " has no supported method '" + method.name() + "'");
    }

    private static Value onText(String text, String name, Arguments arguments, Budget budget) {
        return switch (name) {
            case "startswith" -> Bool.of(matchesAny(arguments.get("prefix"), text, String::startsWith));
            case "endswith" -> Bool.of(matchesAny(arguments.get("suffix"), text, String::endsWith));
            case "find" -> WholeNumber.of(codePointIndex(text, text.indexOf(arguments.text("part"))));
            case "count" -> WholeNumber.of(Strings.count(text, arguments.text("value")));
            case "split", "rsplit", "splitlines" -> {
                List<Value> parts = new ArrayList<>();
                split(text, name, arguments).forEach(part -> parts.add(budget.text(part)));
                yield budget.list(parts);
            }
            default -> budget.text(changed(text, name, arguments, budget));
        };
    }

    private static String changed(String text, String name, Arguments arguments, Budget budget) {
        return switch (name) {
            case "strip" -> strip(strip(text, "lstrip", arguments), "rstrip", arguments);
            case "lstrip", "rstrip" -> strip(text, name, arguments);
            case "upper" -> Strings.upper(text);
            case "lower" -> Strings.lower(text);
            case "title" -> Strings.title(text);
            case "capitalize" -> Strings.capitalize(text);
            case "replace" ->
                Strings.replace(
                        text, arguments.text("old"), arguments.text("new"), arguments.wholeOr("count", -1), budget);
            case "removeprefix" ->
                text.startsWith(arguments.text("prefix"))
                        ? text.substring(arguments.text("prefix").length())
                        : text;
            case "removesuffix" ->
                text.endsWith(arguments.text("suffix"))
                        ? text.substring(
                                0, text.length() - arguments.text("suffix").length())
                        : text;
            case "join" -> join(text, arguments.get("texts"), budget);
            default -> throw missing(new BoundMethod(new Text(text), name));
        };
    }

    private static String strip(String text, String side, Arguments arguments) {
        var stripped = Strings.stripped(arguments.textOrNull("characters"));
        return side.equals("lstrip") ? Strings.stripLeft(text, stripped) : Strings.stripRight(text, stripped);
    }

    private static List<String> split(String text, String name, Arguments arguments) {
        if (name.equals("splitlines")) {
            return Strings.lines(text);
        }
        String separator = arguments.textOrNull("sep");
        int most = arguments.wholeOr("maxsplit", -1);
        if (separator == null) {
            if (name.equals("rsplit") && most >= 0) {
                throw new ValueException("rsplit without a separator is not supported");
            }
            return Strings.splitWords(text, most);
        }
        if (separator.isEmpty()) {
            throw new ValueException("an empty separator");
        }
        return name.equals("split")
                ? Strings.split(text, separator, most)
                : Strings.splitFromRight(text, separator, most);
    }

    private static boolean matchesAny(Value affix, String text, BiPredicate<String, String> matches) {
        if (affix instanceof Text single) {
            return matches.test(text, single.value());
        }
        if (affix instanceof Sequence several && several.kind() == Sequence.Kind.TUPLE) {
            return several.items().stream().anyMatch(item -> matchesAny(item, text, matches));
        }
        throw new ValueException("a string is looked for, not a " + affix.typeName());
    }

    private static int codePointIndex(String text, int unitIndex) {
        return unitIndex < 0 ? -1 : text.codePointCount(0, unitIndex);
    }

    private static String join(String separator, Value texts, Budget budget) {
        TextBuffer out = new TextBuffer(budget);
        String between = "";
        for (Value item : Iteration.items(texts, budget)) {
            if (!(item instanceof Text text)) {
                throw new ValueException("only strings can be joined, not a " + item.typeName());
            }
            out.append(between).append(text.value());
            between = separator;
        }
        return out.toString();
    }

    private static Value onMapping(Mapping mapping, String name, Arguments arguments, Budget budget) {
        budget.charge(mapping.entries().size());
        return switch (name) {
            case "items" -> Sequence.of(Sequence.Kind.VIEW, pairs(mapping));
            case "keys" ->
                Sequence.of(
                        Sequence.Kind.VIEW, Iteration.texts(mapping.entries().keySet()));
            case "values" ->
                Sequence.of(Sequence.Kind.VIEW, List.copyOf(mapping.entries().values()));
            case "get" -> {
                Value found = arguments.get("key") instanceof Text key
                        ? mapping.entries().get(key.value())
                        : null;
                yield found == null ? arguments.getOr("default", None.NONE) : found;
            }
            default -> throw missing(new BoundMethod(mapping, name));
        };
    }

    /** Keys and values as tuples. */
    static List<Value> pairs(Mapping mapping) {
        List<Value> pairs = new ArrayList<>();
        mapping.entries().forEach((key, value) -> pairs.add(Sequence.tuple(List.of(new Text(key), value))));
        return pairs;
    }
}
