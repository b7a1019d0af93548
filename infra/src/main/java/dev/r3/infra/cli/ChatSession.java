package dev.r3.infra.cli;

import dev.r3.model.decoder.Sampling;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.policy.Completion;
import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.Conversation;
import dev.r3.model.policy.LocalPolicy;
import dev.r3.model.policy.RejectedRequestException;
import dev.r3.model.tokenizer.ChatMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A conversation between lines of text and a model. */
final class ChatSession {

    private static final String RESET = "/reset";
    private static final String EXIT = "/exit";

    private final LocalPolicy policy;
    private final Optional<String> system;
    private final Sampling sampling;
    private final int maxTokens;
    private final long seed;

    private Optional<Conversation> conversation = Optional.empty();
    private int turn;
    private ExitCode exitCode = ExitCode.OK;

    ChatSession(LocalPolicy policy, Optional<String> system, Sampling sampling, int maxTokens, long seed) {
        this.policy = policy;
        this.system = system;
        this.sampling = sampling;
        this.maxTokens = maxTokens;
        this.seed = seed;
    }

    /** Answers line by line, to the end of the lines. */
    ExitCode run(InputStream in) {
        BoundedLines lines = new BoundedLines(in);
        prompt();
        while (next(lines)) {
            String line = new String(lines.bytes(), StandardCharsets.UTF_8).strip();
            if (line.equals(EXIT)) {
                break;
            }
            OptionalInt invalid = Utf8.firstInvalid(lines.bytes());
            if (lines.isTooLong()) {
                reject("a line of more than %d bytes".formatted(BoundedLines.MOST_BYTES));
            } else if (invalid.isPresent()) {
                reject("expected UTF-8, found something else at byte %d; the line is left out"
                        .formatted(invalid.getAsInt()));
            } else if (line.equals(RESET)) {
                conversation = Optional.empty();
            } else if (isUnknownCommand(line)) {
                Terminal.notice("'%s' is no command; there are %s and %s".formatted(line, RESET, EXIT));
            } else if (!line.isEmpty()) {
                answer(line);
            }
            prompt();
        }
        return exitCode;
    }

    private static boolean next(BoundedLines lines) {
        try {
            return lines.next();
        } catch (IOException e) {
            throw UserError.failed("standard input cannot be read: %s".formatted(e.getMessage()));
        }
    }

    private static void prompt() {
        if (Terminal.isInteractive()) {
            Terminal.prompt("> ");
        }
    }

    /** A slash and one word; a path or a sentence is a message. */
    private static boolean isUnknownCommand(String line) {
        return line.length() > 1
                && line.charAt(0) == '/'
                && line.chars().skip(1).allMatch(Character::isLetter);
    }

    private void answer(String line) {
        ChatMessage message = ChatMessage.user(line);
        Conversation asked = conversation
                .map(before -> before.then(message))
                .orElseGet(() -> Conversation.of(system.map(text -> List.of(ChatMessage.system(text), message))
                        .orElse(List.of(message))));
        try {
            Completion completion = written(request(asked));
            if (completion.truncated()) {
                Terminal.notice(
                        "(cut after %d tokens)".formatted(completion.request().maxTokens()));
            }
            conversation = Optional.of(completion.conversation());
        } catch (RejectedRequestException e) {
            reject("%s; the message is left out, %s starts anew".formatted(e.reason(), RESET));
        }
    }

    /** Shown as it is written. */
    private Completion written(CompletionRequest request) {
        List<Completion> done = new ArrayList<>();
        policy.run(
                List.of(request),
                completion -> {
                    Terminal.result("");
                    done.add(completion);
                    return List.of();
                },
                (asked, piece) -> Terminal.piece(Terminal.harmless(piece)));
        return done.get(0);
    }

    private void reject(String reason) {
        Terminal.error(reason);
        exitCode = ExitCode.FAILED;
    }

    /** As long as asked for, or as the context has room. */
    private CompletionRequest request(Conversation asked) {
        SampleKey key = new SampleKey(seed, "chat", "turn-" + ++turn, 0);
        CompletionRequest whole = new CompletionRequest(asked, key, sampling, maxTokens, List.of());
        int room = policy.room(whole);
        return room >= 1 && room < maxTokens ? new CompletionRequest(asked, key, sampling, room, List.of()) : whole;
    }
}
