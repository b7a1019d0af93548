package dev.r3.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.decoder.TrainingBatch;
import dev.r3.model.generate.Context;
import dev.r3.model.generate.GenerationCounts;
import dev.r3.model.policy.Completion;
import dev.r3.model.policy.Conversation;
import dev.r3.model.policy.Engine;
import dev.r3.model.policy.TokenTrace;
import dev.r3.model.reflect.Attempt;
import dev.r3.model.reflect.Episode;
import dev.r3.model.reflect.EpisodeConfig;
import dev.r3.model.reflect.EpisodeStart;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.Episodes;
import dev.r3.model.reflect.FirstAnswerConfig;
import dev.r3.model.reflect.FirstAnswers;
import dev.r3.model.reflect.ReflectedTry;
import dev.r3.model.reflect.RetryContext;
import dev.r3.model.reflect.TaskAttempts;
import dev.r3.model.reflect.TurnSettings;
import dev.r3.verifiers.api.ErrorType;
import dev.r3.verifiers.api.Prompts;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Episodes of real models: what they compute, and that the trainer sees exactly what the engine saw. */
class LocalRolloutsTest {
    private static final int GROUP = 4;
    private static final Prompts PROMPTS = new Prompts("", "Say {word}.", "No. Why?", "Again: {reflection}");
    private static final TurnSettings FIRST = TurnSettings.atTemperature(0.9, 6);
    private static final TurnSettings REFLECTION = TurnSettings.atTemperature(0.8, 9);
    private static final TurnSettings RETRY = TurnSettings.atTemperature(1.1, 5);

    @ParameterizedTest
    @ValueSource(strings = {"qwen3", "llama31"})
    void computeNoTokenTwice(String fixture) throws IOException {
        try (Engine engine = Engine.open(fixture)) {
            List<Episode> episodes = episodes(engine, RETRY, RetryContext.CONVERSATION);

            assertThat(episodes).anyMatch(episode -> !episode.tries().isEmpty());
            GenerationCounts counts = engine.policy().counts();
            assertThat(counts.prefilled() + counts.decoded()).isEqualTo(distinctTokens(written(episodes)));
            assertThat(counts.recomputed()).isZero();
            assertThat(engine.policy().counts().reused()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen3", "llama31"})
    void theTrainerSeesWhatTheEngineSaw(String fixture) throws IOException {
        try (Engine engine = Engine.open(fixture)) {
            List<Episode> conversations = episodes(engine, RETRY, RetryContext.CONVERSATION);
            List<Episode> reflectionsOnly = episodes(engine, RETRY, RetryContext.REFLECTION);
            List<TaskAttempts> answers = new FirstAnswers(
                            engine.policy(), FirstAnswerConfig.sampled(PROMPTS, FIRST, GROUP), 3)
                    .run("answers", tasks(3));
            DecoderTraining training = DecoderTraining.of(engine.decoder());

            assertScored(training, RolloutGroups.ofReflections(conversations), REFLECTION);
            assertScored(training, RolloutGroups.ofRetries(conversations), RETRY);
            assertScored(training, RolloutGroups.ofRetries(reflectionsOnly), RETRY);
            assertScored(training, RolloutGroups.ofFirstAnswers(answers), FIRST);

            int[] trunk =
                    RolloutGroups.ofReflections(conversations).groups().get(0).prompt();
            assertThat(RolloutGroups.ofRetries(conversations).groups().get(0).prompt())
                    .as("retries share the reflections' prompt")
                    .isEqualTo(trunk);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen3", "llama31"})
    void theSameSeedGivesTheSameEpisodes(String fixture) throws IOException {
        List<String> first;
        try (Engine engine = Engine.open(fixture)) {
            first = texts(episodes(engine, RETRY, RetryContext.CONVERSATION));
        }
        try (Engine engine = Engine.open(fixture)) {
            assertThat(texts(episodes(engine, RETRY, RetryContext.CONVERSATION)))
                    .isEqualTo(first);
        }
    }

    /** A row has 256 tokens. */
    @ParameterizedTest
    @ValueSource(strings = {"qwen3", "llama31"})
    void aConversationThatOutgrowsTheContextEndsItsTry(String fixture) throws IOException {
        try (Engine engine = Engine.open(fixture)) {
            List<Episode> episodes = episodes(engine, TurnSettings.atTemperature(1, 250), RetryContext.CONVERSATION);
            RolloutGroups groups = RolloutGroups.ofReflections(episodes);
            long tries = episodes.stream()
                    .mapToLong(episode -> episode.tries().size())
                    .sum();

            assertThat(tries).isPositive();
            assertThat(groups.rejected()).isEqualTo(tries);
            assertThat(groups.verdicts().unscorable()).isEqualTo(tries);
            assertThat(groups.groups())
                    .isNotEmpty()
                    .allSatisfy(group -> assertThat(group.completions())
                            .hasSize(GROUP)
                            .allSatisfy(each -> assertThat(each.reward()).isEmpty()));
            assertThat(RolloutGroups.ofRetries(episodes).groups()).isEmpty();
        }
    }

    // ---- rollouts ----

    /** Two tasks whose failed answer is given, and two whose first answer is written. */
    private static List<Episode> episodes(Engine engine, TurnSettings retry, RetryContext context) {
        EpisodeConfig config = new EpisodeConfig(PROMPTS, FIRST, REFLECTION, retry, GROUP, 2, context);
        List<EpisodeTask> tasks = tasks(4);
        List<EpisodeStart> starts = IntStream.range(0, tasks.size())
                .mapToObj(i -> i < 2
                        ? EpisodeStart.atFailure(tasks.get(i), dev.r3.verifiers.api.Completion.whole("x"))
                        : EpisodeStart.atTask(tasks.get(i)))
                .toList();
        return new Episodes(engine.policy(), config, 3).run("step-" + context, starts);
    }

    private static List<EpisodeTask> tasks(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> EpisodeTask.of("task-" + i, new Word("word" + i), new Lottery()))
                .toList();
    }

    private static List<Completion> written(List<Episode> episodes) {
        List<Completion> written = new ArrayList<>();
        for (Episode episode : episodes) {
            completion(episode.firstAnswer()).ifPresent(written::add);
            for (ReflectedTry each : episode.tries()) {
                if (each instanceof ReflectedTry.Retried retried) {
                    written.add(retried.reflection());
                    retried.retries().forEach(retry -> completion(retry).ifPresent(written::add));
                }
            }
        }
        return written;
    }

    private static Optional<Completion> completion(Attempt attempt) {
        return attempt instanceof Attempt.Written answer ? Optional.of(answer.completion()) : Optional.empty();
    }

    private static List<String> texts(List<Episode> episodes) {
        return written(episodes).stream()
                .map(each -> each.request().key() + ": " + each.text())
                .toList();
    }

    // ---- what they must compute ----

    /** Tokens of all prompts, each node once, and written ones but for the last where nothing goes on. */
    private static long distinctTokens(List<Completion> written) {
        Set<Conversation> goneOnFrom = Collections.newSetFromMap(new IdentityHashMap<>());
        written.forEach(each -> each.request().conversation().parent().ifPresent(goneOnFrom::add));
        Set<Context> prompts = Collections.newSetFromMap(new IdentityHashMap<>());
        long distinct = 0;
        for (Completion completion : written) {
            TokenTrace trace = completion.trace().orElseThrow();
            if (prompts.add(trace.prompt())) {
                distinct += trace.prompt().length()
                        - trace.prompt().parent().map(Context::length).orElse(0);
            }
            distinct += trace.draws().size() - (goneOnFrom.contains(completion.conversation()) ? 0 : 1);
        }
        return distinct;
    }

    private static void assertScored(DecoderTraining training, RolloutGroups groups, TurnSettings settings) {
        assertThat(groups.groups()).isNotEmpty();
        for (RewardedGroup group : groups.groups()) {
            for (PrefixSharing sharing : PrefixSharing.values()) {
                TrainingBatch.Builder batch = TrainingBatch.builder();
                int trunk = -1;
                for (RewardedCompletion completion : group.completions()) {
                    trunk = sharing.place(batch, group, trunk, completion);
                }
                double[] scored = training.forward(
                                batch.build(), settings.sampling().temperature(), LayerMemory.KEPT)
                        .logProbs();
                double[] drawn = group.completions().stream()
                        .flatMapToDouble(each -> each.lossPlaces().mapToDouble(t -> each.rolloutLogProbs()[t]))
                        .toArray();
                assertThat(scored).hasSameSizeAs(drawn).containsExactly(drawn, within(1e-4));
            }
        }
    }

    // ---- a task that random models sometimes solve ----

    private record Word(String word) implements Task {
        @Override
        public String identity() {
            return word;
        }

        @Override
        public ObjectNode row() {
            return JsonNodeFactory.instance.objectNode().put("word", word);
        }

        @Override
        public Map<String, String> promptVariables() {
            return Map.of("word", word);
        }
    }

    /** Passes about a third of all answers. */
    private static final class Lottery implements Verifier<Word> {
        private static final ErrorType BLANK = new ErrorType("blank", "not a winning answer");

        @Override
        public Verdict verify(Word task, dev.r3.verifiers.api.Completion completion) {
            boolean given = completion.text().equals("x");
            return !given && Math.floorMod(completion.text().hashCode(), 3) == 0
                    ? Verdict.passed()
                    : Verdict.failed(BLANK, "");
        }

        @Override
        public Optional<String> answerText(dev.r3.verifiers.api.Completion completion) {
            return Optional.of(completion.text());
        }

        @Override
        public Optional<String> goldAnswer(Word task) {
            return Optional.empty();
        }
    }
}
