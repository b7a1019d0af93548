package dev.r3.model.policy;

import static dev.r3.model.policy.TaskRequests.AGAIN;
import static dev.r3.model.policy.TaskRequests.question;
import static dev.r3.model.policy.TaskRequests.request;
import static dev.r3.model.policy.TaskRequests.trace;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.generate.FinishReason;
import dev.r3.model.generate.GenerationCounts;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.tokenizer.ChatMessage;
import dev.r3.model.tokenizer.ChatRequest;
import dev.r3.model.tokenizer.ChatTokenizer;
import dev.r3.model.tokenizer.TokenizerFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocalPolicyTest {
    private static final int GROUP = 4;

    private static final ChatMessage FAILED = ChatMessage.user("No. Why?");

    @TempDir
    private Path directory = Path.of("");

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void computesNoTokenOfATreeTwice(String fixture) throws IOException {
        try (Engine engine = Engine.open(fixture)) {
            List<Completion> written = tree(engine.policy(), 3, 9);

            assertThat(written).hasSize(3 * (1 + GROUP + GROUP));
            long distinct = 0;
            for (Completion completion : written) {
                SampleKey key = completion.request().key();
                TokenTrace trace = trace(completion);
                boolean leaf = key.stage().equals("retry");
                boolean sharesPrompt = key.stage().equals("reflection") && key.sample() > 0;
                int before =
                        trace.prompt().parent().map(parent -> parent.length()).orElse(0);
                distinct += trace.draws().size() - (leaf ? 1 : 0);
                distinct += sharesPrompt ? 0 : trace.prompt().length() - before;
            }
            GenerationCounts counts = engine.policy().counts();
            assertThat(counts.prefilled() + counts.decoded() - counts.recomputed())
                    .isEqualTo(distinct);
            if (!fixture.equals("phi3-longrope")) {
                assertThat(counts.recomputed()).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void goesOnWithTheVeryTokens(String fixture) throws IOException {
        try (Engine engine = Engine.open(fixture)) {
            List<Completion> written = tree(engine.policy(), 2, 6);
            for (Completion completion : written) {
                List<Conversation> path = completion.request().conversation().path();
                TokenTrace trace = trace(completion);
                assertThat(trace.sequence())
                        .startsWith(trace.prompt().tokens())
                        .endsWith(trace.tokens())
                        .hasSize(trace.prompt().length() + trace.draws().size());
                if (path.size() > 1) {
                    Conversation before = path.get(path.size() - 2);
                    assertThat(trace.prompt().parent().orElseThrow().tokens())
                            .isEqualTo(trace(writer(before, written)).sequence());
                }
                assertThat(engine.chat().tokenizer().decode(trace.prompt().tokens()))
                        .endsWith(opening(engine.chat()));
            }
        }
    }

    /** A token often is what its text would be as tokens; then the prompts are those of the template. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void promptsEqualRenderingAnewWhereTokensRoundTrip(String fixture) throws IOException {
        try (Engine engine = Engine.open(fixture)) {
            List<Completion> written = tree(engine.policy(), 80, 1);
            int same = 0;
            for (Completion completion : written) {
                Conversation conversation = completion.request().conversation();
                if (conversation.path().size() > 1 && roundTrips(engine.chat(), conversation, written)) {
                    assertThat(trace(completion).prompt().tokens())
                            .as(engine.chat().render(ChatRequest.of(conversation.messages())))
                            .isEqualTo(engine.chat()
                                    .prompt(ChatRequest.of(conversation.messages()))
                                    .ids());
                    same++;
                }
            }
            assertThat(same).as("of %d prompts", written.size()).isGreaterThan(10);
        }
    }

    private static Completion writer(Conversation node, List<Completion> written) {
        return written.stream()
                .filter(each -> each.conversation() == node)
                .findFirst()
                .orElseThrow();
    }

    private static boolean roundTrips(ChatTokenizer chat, Conversation conversation, List<Completion> written) {
        return conversation.path().stream()
                .filter(Conversation::isWritten)
                .map(node -> writer(node, written))
                .allMatch(each -> each.finish() == FinishReason.LENGTH
                        && each.text().strip().equals(each.text())
                        && each.text().chars().noneMatch(c -> c == '\uFFFD')
                        && !each.text().contains("</think>")
                        && ints(chat.tokenizer().encode(each.text()).ids())
                                .equals(ints(trace(each).tokens())));
    }

    private static List<Integer> ints(int[] values) {
        return IntStream.of(values).boxed().toList();
    }

    /** The sampler seldom meets the end of a turn; here an eighth of the vocabulary ends it. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void goesOnAfterStopTokensStopStringsAndTheLimit(String fixture) throws IOException {
        TokenizerFolder.copyOf(fixture, directory).change("generation_config.json", config -> {
            JsonNode given = config.path("eos_token_id");
            List<JsonNode> ends = new ArrayList<>();
            (given.isArray() ? given : List.of(given)).forEach(ends::add);
            IntStream.range(20, 500).filter(id -> id % 8 == 0).forEach(id -> ends.add(IntNode.valueOf(id)));
            config.putArray("eos_token_id").addAll(ends);
        });
        try (Engine engine = Engine.open(directory, Fixtures.folder(fixture))) {
            List<Completion> answers = new ArrayList<>();
            List<Completion> further = new ArrayList<>();
            List<CompletionRequest> requests = IntStream.range(0, 32)
                    .mapToObj(sample -> request(question(0), "answer", 0, sample, 1 + sample % 4, List.of("e", "a")))
                    .toList();
            engine.policy().run(requests, completion -> {
                if (completion.request().key().stage().equals("retry")) {
                    further.add(completion);
                    return List.of();
                }
                answers.add(completion);
                int sample = completion.request().key().sample();
                return List.of(request(completion.conversation().then(AGAIN), "retry", 0, sample, 2, List.of()));
            });

            assertThat(answers).extracting(Completion::finish).contains(FinishReason.values());
            for (Completion retry : further) {
                Completion answer = answers.stream()
                        .filter(each -> each.request().key().sample()
                                == retry.request().key().sample())
                        .findFirst()
                        .orElseThrow();
                assertContinued(engine.chat(), answer, retry);
            }
        }
    }

    /** Exactly one token ends the turn: the one that was written, or else the template's. */
    private static void assertContinued(ChatTokenizer chat, Completion answer, Completion retry) {
        int[] written = trace(answer).sequence();
        int[] prompt = trace(retry).prompt().tokens();
        assertThat(prompt).startsWith(written);
        String suffix = chat.tokenizer()
                .decode(IntStream.of(prompt).skip(written.length).toArray());
        String end = chat.tokenizer().decode(new int[] {endOfTurn(chat)});
        if (answer.finish() == FinishReason.STOP_TOKEN) {
            assertThat(suffix).doesNotStartWith(end);
        } else {
            assertThat(suffix).startsWith(end);
        }
        if (answer.finish() == FinishReason.STOP_STRING) {
            assertThat(answer.text()).matches("(?s)[^ea]*[ea]");
        }
    }

    @Test
    void theTextIsWithoutTheEndOfTheTurn() throws IOException {
        TokenizerFolder.copyOf("qwen2-tied", directory).change("generation_config.json", config -> {
            var ends = config.putArray("eos_token_id");
            IntStream.range(0, 640).forEach(ends::add);
        });
        try (Engine engine = Engine.open(directory, Fixtures.folder("qwen2-tied"))) {
            Completion completion = engine.policy()
                    .complete(List.of(request(question(0), "answer", 0, 0, 6, List.of())))
                    .get(0);

            assertThat(completion.finish()).isEqualTo(FinishReason.STOP_TOKEN);
            assertThat(trace(completion).draws()).hasSize(1);
            assertThat(completion.text()).isEmpty();
        }
    }

    /** Every piece comes before its completion, and together they are its text. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void tellsTextsAsTheyAreWritten(String fixture) throws IOException {
        try (Engine engine = Engine.open(fixture)) {
            IdentityHashMap<CompletionRequest, StringBuilder> texts = new IdentityHashMap<>();
            IdentityHashMap<CompletionRequest, Integer> pieces = new IdentityHashMap<>();
            List<Completion> written = new ArrayList<>();
            boolean bytesAreTokens = engine.chat().tokenizer().id("<0x0A>").isPresent();
            engine.policy()
                    .run(
                            IntStream.range(0, 24)
                                    .mapToObj(sample -> request(question(0), "answer", 0, sample, 12, List.of()))
                                    .toList(),
                            completion -> {
                                // Where bytes are tokens, one may unmake the character that was told before it.
                                if (bytesAreTokens && completion.text().indexOf('\uFFFD') >= 0) {
                                    return List.of();
                                }
                                written.add(completion);
                                assertThat(texts.getOrDefault(completion.request(), new StringBuilder())
                                                .toString())
                                        .isEqualTo(completion.text());
                                return List.of();
                            },
                            (request, piece) -> {
                                texts.computeIfAbsent(request, each -> new StringBuilder())
                                        .append(piece);
                                pieces.merge(request, 1, Integer::sum);
                            });
            assertThat(written).hasSizeGreaterThanOrEqualTo(bytesAreTokens ? 1 : 24);
            assertThat(pieces.values()).anyMatch(count -> count > 4);
        }
    }

    @Test
    void goesOnInALaterRun() throws IOException {
        try (Engine engine = Engine.open("llama31")) {
            Completion answer = engine.policy()
                    .complete(List.of(request(question(0), "answer", 0, 0, 6, List.of())))
                    .get(0);
            Completion later = engine.policy()
                    .complete(List.of(request(answer.conversation().then(AGAIN), "retry", 0, 0, 6, List.of())))
                    .get(0);

            assertThat(trace(later).prompt().tokens()).startsWith(trace(answer).sequence());
        }
    }

    // ---- trees: a task, its answer, four reflections on it, a retry after each ----

    private static List<Completion> tree(Policy policy, int tasks, int tokens) {
        List<Completion> written = new ArrayList<>();
        policy.run(
                IntStream.range(0, tasks)
                        .mapToObj(task -> request(question(task), "answer", task, 0, tokens, List.of()))
                        .toList(),
                completion -> {
                    written.add(completion);
                    return next(completion, tokens);
                });
        return written;
    }

    private static List<CompletionRequest> next(Completion done, int tokens) {
        SampleKey key = done.request().key();
        int task = Integer.parseInt(key.task().substring("task-".length()));
        return switch (key.stage()) {
            case "answer" -> {
                Conversation reflect = done.conversation().then(FAILED);
                yield IntStream.range(0, GROUP)
                        .mapToObj(sample -> request(reflect, "reflection", task, sample, tokens, List.of()))
                        .toList();
            }
            case "reflection" ->
                List.of(request(done.conversation().then(AGAIN), "retry", task, key.sample(), tokens, List.of()));
            default -> List.of();
        };
    }

    private static String opening(ChatTokenizer chat) {
        ChatRequest any = ChatRequest.of(List.of(AGAIN));
        String text = chat.tokenizer().decode(chat.prompt(any).ids());
        return text.substring(text.indexOf("Again.") + "Again.".length());
    }

    private static int endOfTurn(ChatTokenizer chat) {
        return Stream.of("<|im_end|>", "<|eot_id|>", "<|end|>", "</s>")
                .map(chat.tokenizer()::id)
                .filter(id -> id.isPresent())
                .findFirst()
                .orElseThrow()
                .getAsInt();
    }
}
