package dev.r3.verifiers.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One text for one JSON value: keys sorted by code unit, no spaces, numbers by value ({@code 1}, {@code 1.0} and
 * {@code 1e0} are {@code 1}). Digests and identities are taken over this text.
 */
public final class CanonicalJson {

    private CanonicalJson() {}

    /** The canonical text of a value. */
    public static String write(JsonNode value) {
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    /** SHA-256 of the canonical text in UTF-8, 64 hex digits. */
    public static String sha256(JsonNode value) {
        return sha256(write(value));
    }

    /** SHA-256 of a text in UTF-8, 64 hex digits. */
    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    // Written here and not by way of a tree of sorted nodes: every row of a data set and every verdict passes through.
    private static void append(StringBuilder text, JsonNode value) {
        if (value.isObject()) {
            appendObject(text, value);
        } else if (value.isArray()) {
            String separator = "[";
            for (JsonNode item : value) {
                text.append(separator);
                append(text, item);
                separator = ",";
            }
            text.append(value.isEmpty() ? "[]" : "]");
        } else if (value.isTextual()) {
            appendText(text, value.textValue());
        } else if (value.isNumber()) {
            text.append(number(value).asText());
        } else {
            text.append(value);
        }
    }

    private static void appendObject(StringBuilder text, JsonNode object) {
        SortedMap<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        String separator = "{";
        for (Map.Entry<String, JsonNode> field : sorted.entrySet()) {
            text.append(separator);
            appendText(text, field.getKey());
            text.append(':');
            append(text, field.getValue());
            separator = ",";
        }
        text.append(sorted.isEmpty() ? "{}" : "}");
    }

    private static void appendText(StringBuilder text, String value) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
    }

    private static JsonNode number(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value;
        }
        if (value.isFloatingPointNumber() && !value.isBigDecimal() && !Double.isFinite(value.doubleValue())) {
            throw new IllegalArgumentException("not a JSON number: " + value);
        }
        BigDecimal number = value.decimalValue().stripTrailingZeros();
        // A huge exponent stays in scientific form: written out it would be a huge text.
        if (number.scale() <= 0 && number.scale() > -20) {
            return JsonNodeFactory.instance.numberNode(number.toBigIntegerExact());
        }
        return JsonNodeFactory.instance.numberNode(number);
    }
}
