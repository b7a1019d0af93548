package dev.r3.infra.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.r3.activities.failure.TrackerFailure;
import java.net.URI;

/**
 * What the server said.
 *
 * @param method of the request
 * @param address of the request
 * @param status the HTTP status
 */
record MlflowAnswer(String method, URI address, int status, String body) {

    /** A body comes from whatever stands at the address: this much of it is quoted. */
    private static final int MOST_QUOTED = 300;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether the server refused with this code of MLflow's, e.g. {@code RESOURCE_DOES_NOT_EXIST}. */
    boolean refusedAs(String errorCode) {
        return !isGood() && errorCode.equals(parse().path("error_code").asText());
    }

    /** This answer if it is a good one. */
    MlflowAnswer orFail() {
        if (!isGood()) {
            throw new TrackerFailure(
                    "MLflow answered HTTP %d to %s %s: %s; %s".formatted(status, method, address, said(), advice()));
        }
        return this;
    }

    /** The JSON object of a good answer. */
    JsonNode json() {
        JsonNode json = orFail().parse();
        if (!json.isObject()) {
            throw notMlflow("is no JSON object");
        }
        return json;
    }

    /** A text that a good answer must have. */
    String text(String pointer) {
        return text(json(), pointer);
    }

    /** A text that a part of a good answer must have. */
    String text(JsonNode part, String pointer) {
        String text = part.at(pointer).asText();
        if (text.isEmpty()) {
            throw notMlflow("lacks " + pointer);
        }
        return text;
    }

    private boolean isGood() {
        return status >= 200 && status < 300;
    }

    private JsonNode parse() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private TrackerFailure notMlflow(String fault) {
        return new TrackerFailure("the answer to %s %s %s: %s; check that MLFLOW_TRACKING_URI is an MLflow server"
                .formatted(method, address, fault, quote(body)));
    }

    /** MLflow's own message, or the start of whatever else came. */
    private String said() {
        String message = parse().path("message").asText();
        return quote(message.isEmpty() ? body : message);
    }

    private String advice() {
        if (status == 401 || status == 403) {
            return "check MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN";
        } else if (status == 429) {
            return "the server takes no more requests for now; try again later";
        } else if (status >= 500) {
            return "see the server's log";
        } else if (status == 400) {
            return "the server can't take this record";
        }
        return "check that MLFLOW_TRACKING_URI is the address of an MLflow server, without redirects";
    }

    private static String quote(String text) {
        String line = text.strip();
        return line.length() <= MOST_QUOTED ? line : line.substring(0, MOST_QUOTED) + "…";
    }
}
