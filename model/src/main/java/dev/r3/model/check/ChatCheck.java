package dev.r3.model.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.model.template.RaisedByTemplateException;
import dev.r3.model.template.TemplateException;
import dev.r3.model.tokenizer.ChatMessage;
import dev.r3.model.tokenizer.ChatPrompt;
import dev.r3.model.tokenizer.ChatRequest;
import dev.r3.model.tokenizer.ChatTokenizer;
import dev.r3.model.tokenizer.PromptEnd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Conversations to prompts, and those that the template must refuse. */
final class ChatCheck {
    /** The name of the exception of a template's {@code raise_exception}, before its reason. */
    private static final String RAISED = "TemplateError: ";

    private final ChatTokenizer tokenizer;
    private final EqualTally texts = new EqualTally("chat texts");
    private final EqualTally ids = new EqualTally("chat token ids");
    private final EqualTally refusals = new EqualTally("chat refusals");

    ChatCheck(ChatTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    List<CheckGroup> compare(List<ReferenceNode> chats) {
        for (ReferenceNode chat : chats) {
            String place = chat.place() + " " + chat.at("name").text();
            if (!tokenizer.hasTemplate()) {
                texts.miss(place, "a prompt or a refusal", "no chat template in the folder");
                continue;
            }
            Optional<String> error = chat.find("error").map(ReferenceNode::text);
            if (error.isPresent()) {
                compareRefusal(place, error.get(), request(chat));
            } else {
                comparePrompt(place, chat, request(chat));
            }
        }
        return Stream.of(texts, ids, refusals)
                .map(EqualTally::result)
                .filter(group -> group.compared() > 0)
                .toList();
    }

    private void comparePrompt(String place, ReferenceNode chat, ChatRequest request) {
        String expected = chat.at("rendered").text();
        List<Integer> expectedIds = chat.at("ids").naturals();
        try {
            ChatPrompt prompt = tokenizer.prompt(request);
            texts.compare(place, expected, prompt.text());
            ids.compare(place, expectedIds, IntStream.of(prompt.ids()).boxed().toList());
        } catch (TemplateException failed) {
            String found = "a failure: " + failed.getMessage();
            texts.miss(place, "a prompt", found);
            ids.miss(place, "a prompt", found);
        }
    }

    /** What a template raises has the same reason; other failures need only be failures, as they are in Python's words. */
    private void compareRefusal(String place, String error, ChatRequest request) {
        try {
            String text = tokenizer.render(request);
            refusals.miss(place, error, "a prompt of " + text.length() + " characters");
        } catch (RaisedByTemplateException raised) {
            refusals.compare(place, error, RAISED + raised.reason());
        } catch (TemplateException failed) {
            String found = String.valueOf(failed.getMessage());
            refusals.compare(place, error, error.startsWith(RAISED) ? found : error);
        }
    }

    private static ChatRequest request(ReferenceNode chat) {
        List<ReferenceNode> messages = chat.at("messages").elements();
        chat.at("messages").require(!messages.isEmpty(), "at least one message");
        Map<String, JsonNode> options = new LinkedHashMap<>();
        chat.find("kwargs")
                .ifPresent(kwargs -> kwargs.object()
                        .properties()
                        .forEach(option -> options.put(option.getKey(), option.getValue())));
        return new ChatRequest(
                messages.stream().map(ChatCheck::message).toList(),
                chat.find("tools").map(ReferenceNode::elements).orElse(List.of()).stream()
                        .map(ReferenceNode::object)
                        .toList(),
                chat.at("add_generation_prompt").flag() ? PromptEnd.ASSISTANT_TURN : PromptEnd.LAST_MESSAGE,
                options,
                Optional.empty());
    }

    private static ChatMessage message(ReferenceNode message) {
        message.require(!message.at("role").text().isEmpty(), "a message with a role");
        return new ChatMessage(message.object());
    }
}
