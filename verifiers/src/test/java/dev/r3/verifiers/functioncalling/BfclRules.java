package dev.r3.verifiers.functioncalling;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An independent statement of the rules by which BFCL's AST checker judges Python calls, quirks included. Values are
 * Python's: String, Long, Double, Boolean, List, Map, null. Where the published program would stop with an error, the
 * answer counts as wrong.
 */
final class BfclRules {

    /**
     * A parameter in BFCL's description.
     *
     * @param type one of string, integer, float, boolean, array, dict
     * @param items an array's type of items, else null
     */
    record Described(String type, @Nullable String items, boolean required) {}

    /**
     * One gold call: per parameter the accepted values, where the empty string says that it may be left out.
     *
     * @param described the parameters of the function
     */
    record Gold(String function, Map<String, Described> described, Map<String, List<@Nullable Object>> accepted) {}

    /** One call of the model. */
    record Answer(String function, Map<String, @Nullable Object> arguments) {}

    private BfclRules() {}

    /** Whether the answers are the gold calls in any order: each gold call takes the first answer left that is right. */
    static boolean accept(List<Gold> gold, List<Answer> answers) {
        if (gold.size() != answers.size()) {
            return false;
        }
        List<Answer> left = new ArrayList<>(answers);
        for (Gold call : gold) {
            Answer match = left.stream()
                    .filter(answer -> accept(call, answer))
                    .findFirst()
                    .orElse(null);
            if (match == null) {
                return false;
            }
            left.remove(match);
        }
        return true;
    }

    private static boolean accept(Gold gold, Answer answer) {
        if (!gold.function().equals(answer.function())) {
            return false;
        }
        for (Map.Entry<String, Described> parameter : gold.described().entrySet()) {
            if (parameter.getValue().required() && !answer.arguments().containsKey(parameter.getKey())) {
                return false;
            }
        }
        for (Map.Entry<String, @Nullable Object> argument : answer.arguments().entrySet()) {
            Described described = gold.described().get(argument.getKey());
            List<@Nullable Object> accepted = gold.accepted().get(argument.getKey());
            if (described == null || accepted == null || !accept(described, accepted, argument.getValue())) {
                return false;
            }
        }
        return gold.accepted().entrySet().stream()
                .allMatch(entry -> answer.arguments().containsKey(entry.getKey())
                        || entry.getValue().contains(""));
    }

    private static boolean accept(Described described, List<@Nullable Object> accepted, @Nullable Object given) {
        String type = described.type();
        Object value = type.equals("float") && given instanceof Long whole ? Double.valueOf(whole) : given;
        Object sample = sample(accepted);
        boolean variable = !"".equals(sample) && !type(sample).equals(type);
        if (type(value).equals(type)) {
            if (described.items() != null
                    && value instanceof List<?> list
                    && !acceptItems(described.items(), accepted, list)) {
                return false;
            }
        } else if (!"".equals(sample) && type(value).equals(type(sample))) {
            variable = true;
        } else {
            return false;
        }
        return variable ? acceptAny(accepted, value) : acceptValue(described, accepted, value);
    }

    /** The check of items, which an accepted value that is no list passes unseen. */
    private static boolean acceptItems(String items, List<@Nullable Object> accepted, List<?> value) {
        for (Object option : accepted) {
            if (!(option instanceof List<?> list)) {
                return true;
            }
            Object sample = sample(list);
            if (value.stream()
                    .allMatch(item -> type(item).equals(items)
                            || (!"".equals(sample) && type(item).equals(type(sample))))) {
                return true;
            }
        }
        return false;
    }

    /** The first value that is not the mark for leaving out; it tells the type of what is accepted. */
    private static @Nullable Object sample(List<?> values) {
        for (Object value : values) {
            if (!"".equals(value)) {
                return value;
            }
        }
        return "";
    }

    private static boolean acceptValue(Described described, List<@Nullable Object> accepted, @Nullable Object value) {
        return switch (described.type()) {
            case "string" -> accepted.stream().anyMatch(v -> v instanceof String && loose(v).equals(loose(value)));
            case "dict" -> accepted.stream().anyMatch(v -> acceptDict(v, value));
            case "array" ->
                "dict".equals(described.items())
                        ? accepted.stream().anyMatch(v -> acceptDicts(v, (List<?>) Objects.requireNonNull(value)))
                        : acceptList(accepted, (List<?>) Objects.requireNonNull(value));
            default -> acceptAny(accepted, value);
        };
    }

    private static boolean acceptAny(List<@Nullable Object> accepted, @Nullable Object value) {
        return accepted.stream().anyMatch(v -> equal(v, value));
    }

    /** An accepted empty string is an empty list here, for it has no items. */
    private static boolean acceptList(List<@Nullable Object> accepted, List<?> value) {
        List<@Nullable Object> loose = looseItems(value);
        for (Object option : accepted) {
            List<?> items = option instanceof List<?> list ? list : List.of();
            if (equal(looseItems(items), loose)) {
                return true;
            }
        }
        return false;
    }

    private static boolean acceptDicts(@Nullable Object option, List<?> value) {
        int size = option instanceof List<?> list ? list.size() : 0;
        if (value.size() != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!acceptDict(((List<?>) Objects.requireNonNull(option)).get(i), value.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean acceptDict(@Nullable Object option, @Nullable Object value) {
        if (!(option instanceof Map<?, ?> gold) || !(value instanceof Map<?, ?> given)) {
            return false;
        }
        Set<Object> keys = new HashSet<>(gold.keySet());
        keys.addAll(given.keySet());
        return keys.stream()
                .allMatch(key -> gold.containsKey(key)
                        && given.containsKey(key)
                        && equal(looseOrSame(gold.get(key)), looseOrSame(given.get(key))));
    }

    private static List<@Nullable Object> looseItems(List<?> items) {
        List<@Nullable Object> loose = new ArrayList<>();
        items.forEach(item -> loose.add(looseOrSame(item)));
        return loose;
    }

    private static @Nullable Object looseOrSame(@Nullable Object value) {
        return value instanceof String ? loose(value) : value;
    }

    private static String loose(@Nullable Object text) {
        return String.valueOf(text)
                .replaceAll("[ ,./\\-_*^]", "")
                .toLowerCase(Locale.ROOT)
                .replace("'", "\"");
    }

    /** Python's {@code ==}, under which True is 1 and 1 is 1.0. */
    private static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return x.size() == y.size()
                    && java.util.stream.IntStream.range(0, x.size()).allMatch(i -> equal(x.get(i), y.get(i)));
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.keySet().equals(y.keySet()) && x.keySet().stream().allMatch(key -> equal(x.get(key), y.get(key)));
        }
        return Objects.equals(number(a), number(b));
    }

    private static @Nullable Object number(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1.0 : 0.0;
        }
        return value instanceof Long whole ? Double.valueOf(whole) : value;
    }

    private static String type(@Nullable Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof Long) {
            return "integer";
        }
        if (value instanceof Double) {
            return "float";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        return value instanceof List ? "array" : "dict";
    }
}
