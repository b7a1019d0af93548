package dev.r3.activities.endpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.stage.Sha256;
import dev.r3.model.decoder.Sampling;
import dev.r3.model.generate.FinishReason;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.policy.Completion;
import dev.r3.model.policy.CompletionRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A request in the words of OpenAI's chat completions, and what the answer to it says. */
record ChatTurn(CompletionRequest request) {
    ChatTurn {
        requireNonNull(request, "request is null");
    }

    ObjectNode body(String model) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
        ArrayNode messages = body.putArray("messages");
        request.conversation().messages().forEach(message -> messages.add(message.fields()));
        tools(body);
        body.put("max_tokens", request.maxTokens()).put("seed", seed(request.key()));
        sampling(body, request.sampling());
        if (!request.stopStrings().isEmpty()) {
            request.stopStrings().forEach(body.putArray("stop")::add);
        }
        return body;
    }

    private void tools(ObjectNode body) {
        if (!request.conversation().tools().isEmpty()) {
            request.conversation().tools().forEach(body.putArray("tools")::add);
        }
    }

    /** What OpenAI's interface does not know is said only if it is asked for: vLLM and SGLang know these names. */
    private static void sampling(ObjectNode body, Sampling sampling) {
        body.put("temperature", sampling.temperature()).put("top_p", sampling.topP());
        if (sampling.topK() > 0) {
            body.put("top_k", sampling.topK());
        }
        if (sampling.minP() > 0) {
            body.put("min_p", sampling.minP());
        }
        if (sampling.repetitionPenalty() != 1) {
            body.put("repetition_penalty", sampling.repetitionPenalty());
        }
    }

    /** The sample's own, from 0 to 2^31 - 1, which all servers take. */
    private static int seed(SampleKey key) {
        byte[] hash = Sha256.of("r3 endpoint\n%d\n%d\n%s\n%d\n%s"
                        .formatted(key.seed(), key.stage().length(), key.stage(), key.sample(), key.task())
                        .getBytes(StandardCharsets.UTF_8))
                .bytes();
        return ByteBuffer.wrap(hash).getInt() & Integer.MAX_VALUE;
    }

    /**
     * What was written. A turn that has no text, such as one that ended in its thoughts, is an empty one.
     *
     * @param answer with a message
     */
    Completion completion(JsonNode answer) {
        JsonNode choice = answer.at("/choices/0");
        JsonNode content = choice.at("/message/content");
        String text = content.isTextual() ? content.textValue() : "";
        FinishReason finish = finish(choice);
        if (finish == FinishReason.STOP_STRING) {
            // Servers leave it out.
            String stop = choice.path("stop_reason").textValue();
            text = text.endsWith(stop) ? text : text + stop;
        }
        JsonNode written = answer.at("/usage/completion_tokens");
        return written.canConvertToInt()
                ? Completion.counted(request, text, finish, written.intValue())
                : Completion.of(request, text, finish);
    }

    /** Only vLLM tells which string it was; SGLang names the number of a token or a string under another key. */
    private FinishReason finish(JsonNode choice) {
        if (choice.path("finish_reason").asText().equals("length")) {
            return FinishReason.LENGTH;
        }
        JsonNode stop = choice.path("stop_reason");
        return stop.isTextual() && request.stopStrings().contains(stop.textValue())
                ? FinishReason.STOP_STRING
                : FinishReason.STOP_TOKEN;
    }
}
