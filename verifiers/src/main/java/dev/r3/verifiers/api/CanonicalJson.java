package dev.r3.verifiers.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * One text for one JSON value: keys sorted by code unit, no spaces, numbers by value ({@code 1}, {@code 1.0} and
 * {@code 1e0} are {@code 1}). Digests and identities are taken over this text.
 */
public final class CanonicalJson {

    private CanonicalJson() {}

    /** The canonical text of a value. */
    public static String write(JsonNode value) {
        return canonical(value).toString();
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

    private static JsonNode canonical(JsonNode value) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        if (value.isObject()) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            value.properties().forEach(field -> sorted.put(field.getKey(), canonical(field.getValue())));
            ObjectNode object = factory.objectNode();
            sorted.forEach(object::set);
            return object;
        }
        if (value.isArray()) {
            var array = factory.arrayNode(value.size());
            value.forEach(item -> array.add(canonical(item)));
            return array;
        }
        if (value.isNumber()) {
            return number(value);
        }
        return value;
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
