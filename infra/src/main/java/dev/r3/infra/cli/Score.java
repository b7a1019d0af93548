package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.Verdict;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What {@code r3 score} says of one input line.
 *
 * @param verdict empty for a line that can't be read
 * @param error the error type's code, or empty
 */
record Score(JsonNode id, Optional<String> verdict, Optional<String> error, String detail, OptionalDouble reward) {

    static Score of(JsonNode id, Verdict verdict) {
        if (verdict instanceof Verdict.Failed failed) {
            return new Score(
                    id, Optional.of("failed"), Optional.of(failed.error().code()), failed.detail(), failed.reward());
        } else if (verdict instanceof Verdict.Unscorable unscorable) {
            return new Score(id, Optional.of("unscorable"), Optional.empty(), unscorable.reason(), verdict.reward());
        } else if (verdict instanceof Verdict.VerifierFault fault) {
            return new Score(id, Optional.of("verifier-fault"), Optional.empty(), fault.reason(), verdict.reward());
        }
        return new Score(id, Optional.of("passed"), Optional.empty(), "", verdict.reward());
    }

    /** For a line that can't be read; its id is null where that can't be read either. */
    static Score broken(JsonNode id, long line, String problem) {
        return new Score(
                id,
                Optional.empty(),
                Optional.of("broken-line"),
                "line %d: %s".formatted(line, problem),
                OptionalDouble.empty());
    }

    boolean isBroken() {
        return verdict.isEmpty();
    }

    String toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("id", id);
        node.put("verdict", verdict.orElse(null)).put("error", error.orElse(null));
        node.put("detail", detail.isEmpty() ? null : detail);
        if (reward.isEmpty()) {
            node.putNull("reward");
        } else if (reward.getAsDouble() == Math.rint(reward.getAsDouble())) {
            node.put("reward", (long) reward.getAsDouble());
        } else {
            node.put("reward", reward.getAsDouble());
        }
        return node.toString();
    }
}
