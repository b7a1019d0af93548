package dev.r3.activities.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a server said.
 *
 * @param status the HTTP status
 * @param json of the body; missing if it is none
 */
record EndpointAnswer(int status, JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A body comes from whatever stands at the address: this much of it is quoted. */
    private static final int MOST_QUOTED = 300;

    private static final Set<Integer> PASSING = Set.of(408, 409, 429);

    /** How vLLM, SGLang and OpenAI say that a conversation is too long. */
    private static final List<String> TOO_LONG = List.of(
            "context length",
            "context_length_exceeded",
            "maximum context",
            "longer than the model",
            "prompt is too long");

    static EndpointAnswer of(int status, byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return new EndpointAnswer(status, json == null ? MissingNode.getInstance() : json);
        } catch (IOException e) {
            return new EndpointAnswer(status, MissingNode.getInstance());
        }
    }

    boolean isGood() {
        return status == 200;
    }

    /** Whether the same request may be answered later. */
    boolean isPassing() {
        return PASSING.contains(status) || status >= 500;
    }

    boolean isRefusedKey() {
        return status == 401 || status == 403;
    }

    boolean isTooLong() {
        String said = (said() + " " + json.at("/error/code").asText()).toLowerCase(Locale.ROOT);
        return (status == 400 || status == 413 || status == 422)
                && TOO_LONG.stream().anyMatch(said::contains);
    }

    /** The server's own message, in a line; empty if it has none. */
    String said() {
        String message = json.at("/error/message").asText();
        String line = quotable(message.isEmpty() ? json.path("message").asText() : message);
        return line.length() <= MOST_QUOTED ? line : line.substring(0, MOST_QUOTED) + "…";
    }

    /** A server's text without line breaks and what else would do something to a terminal. */
    static String quotable(String text) {
        StringBuilder line = new StringBuilder();
        text.strip().chars().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(c -> line.append((char) c));
        return line.toString();
    }
}
