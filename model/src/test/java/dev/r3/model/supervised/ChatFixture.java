package dev.r3.model.supervised;

import dev.r3.model.tokenizer.ChatTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The chat tokenizers of the test checkpoints, opened once. */
final class ChatFixture {
    private static final Map<String, ChatTokenizer> OPENED = new ConcurrentHashMap<>();

    private ChatFixture() {}

    static ChatTokenizer of(String name) {
        return OPENED.computeIfAbsent(name, ChatFixture::open);
    }

    private static ChatTokenizer open(String name) {
        try {
            return ChatTokenizer.open(Path.of("src/test/resources/fixtures", name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
