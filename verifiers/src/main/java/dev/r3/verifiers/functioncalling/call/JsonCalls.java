package dev.r3.verifiers.functioncalling.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Calls as JSON: an object {@code {"name", "arguments"}} (Qwen, Hermes) or {@code {"name", "parameters"}} (Llama 3.1),
 * several of them behind each other with spaces, line ends or semicolons between, or a list of them. The arguments are an
 * object or a string that holds one; other keys are ignored.
 */
final class JsonCalls {

    private JsonCalls() {}

    /** Reads the calls that begin at the cursor with a brace, or with a bracket. */
    static void read(Cursor cursor, CallList calls) {
        if (cursor.peek() == '[') {
            list(cursor, calls);
        } else {
            sequence(cursor, calls);
        }
    }

    private static void sequence(Cursor cursor, CallList calls) {
        do {
            one(cursor, calls);
        } while (passSeparator(cursor));
    }

    /** Reads the one object that begins at the cursor. */
    static void one(Cursor cursor, CallList calls) {
        if (cursor.peek() != '{') {
            throw cursor.unexpected("'{'");
        }
        calls.add(cursor, call(cursor, JsonText.value(cursor)));
    }

    /** Moves over what separates two calls; says whether a call must follow. */
    private static boolean passSeparator(Cursor cursor) {
        cursor.skipWhitespace();
        boolean semicolon = cursor.take(';');
        cursor.skipWhitespace();
        return semicolon || cursor.peek() == '{';
    }

    private static void list(Cursor cursor, CallList calls) {
        JsonNode list = JsonText.value(cursor);
        if (list.isEmpty()) {
            throw cursor.broken("the list of calls is empty");
        }
        list.forEach(item -> calls.add(cursor, call(cursor, item)));
    }

    private static Call call(Cursor cursor, JsonNode value) {
        JsonNode name = value.get("name");
        if (name == null || !name.isTextual() || name.textValue().isEmpty()) {
            throw cursor.broken("a call lacks its \"name\"");
        }
        return new Call(name.textValue(), arguments(cursor, value));
    }

    private static ObjectNode arguments(Cursor cursor, JsonNode call) {
        JsonNode arguments = call.get("arguments");
        JsonNode parameters = call.get("parameters");
        if (arguments != null && parameters != null) {
            throw cursor.broken("a call has both \"arguments\" and \"parameters\"");
        }
        @Nullable JsonNode given = arguments == null ? parameters : arguments;
        if (given != null && given.isTextual()) {
            given = nested(cursor, given.textValue());
        }
        if (given instanceof ObjectNode object) {
            return object;
        }
        throw cursor.broken("the arguments of a call are no object");
    }

    /** Arguments that a string holds: the string is closed, so that they can't be continued. */
    private static JsonNode nested(Cursor cursor, String text) {
        try {
            return JsonText.parse(cursor.within(text));
        } catch (BrokenTextException e) {
            throw e.reason() == BrokenTextException.Cause.BOUND
                    ? e
                    : cursor.broken("the arguments of a call are a string that holds no JSON object");
        }
    }
}
