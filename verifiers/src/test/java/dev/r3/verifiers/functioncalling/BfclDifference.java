package dev.r3.verifiers.functioncalling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.r3.verifiers.api.CanonicalJson;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The kinds of differences between our verdicts and BFCL's. Each has a line in the README. */
enum BfclDifference {
    /** BFCL compares strings without case, spaces and some punctuation, {@code typed} as they are. */
    LOOSE_TEXT(false, "typed") {
        @Override
        boolean explains(BfclCase c) {
            return sameAfter(c, value -> mapLeaves(value, BfclDifference::loose));
        }
    },
    /** In Python True is 1, so that BFCL takes one for the other inside lists and objects. */
    TRUTH_IS_ONE(false, "") {
        @Override
        boolean explains(BfclCase c) {
            return sameAfter(c, value -> mapLeaves(value, BfclDifference::truthAsNumber));
        }
    },
    /** BFCL marks what may be left out by an accepted empty string, so that a given empty string passes as well. */
    EMPTY_TEXT_IS_THE_MARK(false, "") {
        @Override
        boolean explains(BfclCase c) {
            return isMarked(c) && isEmptyText(c.answer());
        }
    },
    /** A gold value that is an empty string is taken for the mark, so that it may be left out. */
    EMPTY_GOLD_IS_THE_MARK(false, "") {
        @Override
        boolean explains(BfclCase c) {
            return isEmptyText(c.gold()) && c.answer() == null;
        }
    },
    /** The mark has no items, so that BFCL passes an empty list for it. */
    EMPTY_LIST_IS_THE_MARK(false, "") {
        @Override
        boolean explains(BfclCase c) {
            return isMarked(c)
                    && c.type().startsWith("List")
                    && c.answer() != null
                    && c.answer().isArray()
                    && c.answer().isEmpty();
        }
    },
    /** The mark is no list, so that BFCL does not look at the types of items where there is one. */
    MARK_HIDES_TYPES_OF_ITEMS(false, "bfcl") {
        @Override
        boolean explains(BfclCase c) {
            return isMarked(c) && c.type().startsWith("List") && differInNumberKind(c);
        }
    },
    /** BFCL holds numbers as 64-bit floats, we by their digits. */
    DIGITS_BEYOND_A_FLOAT(false, "") {
        @Override
        boolean explains(BfclCase c) {
            return sameAfter(c, value -> mapLeaves(value, BfclDifference::asFloat));
        }
    },
    /** A gold value against its own description: BFCL fails it whatever the answer, for us the gold value rules. */
    GOLD_AGAINST_ITS_DESCRIPTION(true, "") {
        @Override
        boolean explains(BfclCase c) {
            return !c.answered(c.gold()).bfclAccepts() || !c.answered(right(c)).bfclAccepts();
        }
    },
    /** BFCL tells 5 from 5.0, but for an integer where a float is asked for; {@code typed} goes by value. */
    NUMBERS_BY_VALUE(true, "typed") {
        @Override
        boolean explains(BfclCase c) {
            return differInNumberKind(c);
        }
    },
    /** BFCL takes an integer for a float only outside of lists. */
    INTEGER_IN_A_LIST_OF_FLOATS(true, "bfcl") {
        @Override
        boolean explains(BfclCase c) {
            return c.type().equals("List[float]") && differInNumberKind(c);
        }
    },
    /** For us an optional parameter without a default is null when it is left out; BFCL knows no such default. */
    NULL_WITHOUT_A_DEFAULT(true, "") {
        @Override
        boolean explains(BfclCase c) {
            return c.byDefault() == null
                    && c.optional()
                    && (isNullAlone(c.gold(), c.answer()) || isNullAlone(c.answer(), c.gold()));
        }
    },
    /** xlam writes defaults of numbers and flags as strings; we read them by the type, BFCL does not. */
    DEFAULT_IN_A_STRING(true, "") {
        @Override
        boolean explains(BfclCase c) {
            return c.byDefault() != null
                    && c.byDefault().isTextual()
                    && !c.type().equals("str")
                    && (c.gold() == null || c.answer() == null);
        }
    };

    private final boolean passesHere;
    /** The one policy under which it is a difference; empty if it is one under both. */
    private final String policy;

    BfclDifference(boolean passesHere, String policy) {
        this.passesHere = passesHere;
        this.policy = policy;
    }

    /** Whether a case has what the difference comes from. */
    abstract boolean explains(BfclCase c);

    /** The kind of a difference; null if it has none. */
    static @Nullable BfclDifference of(BfclCase c, String policy, boolean passedHere) {
        for (BfclDifference kind : values()) {
            if (kind.passesHere == passedHere && policy.startsWith(kind.policy) && kind.explains(c)) {
                return kind;
            }
        }
        return null;
    }

    /** The kinds of differences under a policy. */
    static List<BfclDifference> under(String policy) {
        return Arrays.stream(values())
                .filter(kind -> policy.startsWith(kind.policy))
                .toList();
    }

    private static @Nullable JsonNode right(BfclCase c) {
        return c.gold() == null ? c.byDefault() : c.gold();
    }

    private static @Nullable JsonNode answered(BfclCase c) {
        return c.answer() == null ? c.byDefault() : c.answer();
    }

    /** Whether BFCL's mark is among the accepted values. */
    private static boolean isMarked(BfclCase c) {
        return isEmptyText(c.gold())
                || (c.byDefault() != null && c.answered(null).bfclAccepts());
    }

    private static boolean isEmptyText(@Nullable JsonNode value) {
        return value != null && value.isTextual() && value.textValue().isEmpty();
    }

    private static boolean isNullAlone(@Nullable JsonNode value, @Nullable JsonNode other) {
        return value != null && value.isNull() && other == null;
    }

    /** Whether right and answered value differ, but no longer once both are mapped. */
    private static boolean sameAfter(BfclCase c, UnaryOperator<JsonNode> map) {
        JsonNode right = right(c);
        JsonNode answer = answered(c);
        return right != null
                && answer != null
                && !canonical(right).equals(canonical(answer))
                && canonical(map.apply(right)).equals(canonical(map.apply(answer)));
    }

    /** Whether both are the same by value and yet written differently: then in integers and floats. */
    private static boolean differInNumberKind(BfclCase c) {
        JsonNode right = right(c);
        JsonNode answer = answered(c);
        return right != null
                && answer != null
                && canonical(right).equals(canonical(answer))
                && !Objects.equals(BfclCase.value(right), BfclCase.value(answer));
    }

    private static String canonical(JsonNode value) {
        return CanonicalJson.write(value);
    }

    private static JsonNode loose(JsonNode leaf) {
        return leaf.isTextual()
                ? TextNode.valueOf(leaf.textValue()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[ .\\-]", "")
                        .replace('\'', '"'))
                : leaf;
    }

    private static JsonNode truthAsNumber(JsonNode leaf) {
        return leaf.isBoolean() ? JsonNodeFactory.instance.numberNode(leaf.booleanValue() ? 1 : 0) : leaf;
    }

    private static JsonNode asFloat(JsonNode leaf) {
        return leaf.isNumber() ? JsonNodeFactory.instance.numberNode(leaf.doubleValue()) : leaf;
    }

    private static JsonNode mapLeaves(JsonNode value, UnaryOperator<JsonNode> map) {
        if (value.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> list.add(mapLeaves(item, map)));
            return list;
        }
        if (value.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(field -> object.set(field.getKey(), mapLeaves(field.getValue(), map)));
            return object;
        }
        return map.apply(value);
    }
}
