package dev.r3.model.reflect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.model.generate.SampleKey;
import dev.r3.model.optimize.VerdictCounts;
import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.ScriptedPolicy;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Verdict;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The course of episodes. Letters are explained in {@link Scripts}. */
class EpisodesTest {
    private static final long SEED = 7;

    /**
     * Retry letters are by sample: reflection times retries plus number. A course is the first answer, and for each
     * reflection its retries and its reward; {@code X} is a reflection that could not be written.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "-",
            value = {
                "passes at once,                    F?, P, ...., 1, -,            P",
                "cannot be judged,                  F?, U, ...., 1, -,            U",
                "breaks the verifier,               F?, V, ...., 1, -,            V",
                "is too long to be asked,           F?, R, ...., 1, -,            R",
                "each retry rewards its reflection, F?, F, ...., 1, PFPF,         F P=1 F=0 P=1 F=0",
                "what has no verdict has no reward, F?, F, ...., 1, UVRP,         F U=- V=- R=- P=1",
                "retries until one passes,          F?, F, ...., 3, P..FP.FFPFFF, F P=1 FP=1 FFP=1 FFF=0",
                "no retry without a verdict,        F?, F, ...., 3, FU.V..R..FFR, F FU=- V=- R=- FFR=-",
                "some reflections are too long,     F?, F, .R.R, 1, P.F.,         F P=1 X=- F=0 X=-",
                "all reflections are too long,      F?, F, RRRR, 1, -,            F X=- X=- X=- X=-",
                "is given and fails,                F!, F, ...., 1, PFUV,         F P=1 F=0 U=- V=-",
                "is given and passes now,           F!, P, ...., 1, -,            P",
                "is given and cannot be judged,     F!, U, ...., 1, -,            U",
                "is given and breaks the verifier,  F!, V, ...., 1, -,            V"
            })
    void takesItsCourse(
            String name,
            String origin,
            char first,
            String reflections,
            int retries,
            String retryLetters,
            String course) {
        EpisodeConfig config = config(retries, RetryContext.CONVERSATION);
        EpisodeTask task = Scripts.task("t");
        boolean given = origin.equals("F!");
        EpisodeStart start = given
                ? EpisodeStart.atFailure(task, new Completion(Scripts.text(first), first == 'U'))
                : EpisodeStart.atTask(task);
        try (ScriptedPolicy policy = Scripts.policy(key -> switch (kind(key)) {
            case "first" -> first;
            case "reflection" -> reflections.charAt(key.sample()) == 'R' ? 'R' : 'F';
            default -> retryLetters.charAt(key.sample());
        })) {
            Episode episode =
                    new Episodes(policy, config, SEED).run("s", List.of(start)).get(0);

            assertThat(course(episode)).as(name).isEqualTo(course);
            assertThat(policy.asked().stream()
                            .anyMatch(request -> kind(request.key()).equals("first")))
                    .isEqualTo(!given && first != 'R');
            assertThat(episode.firstAnswer() instanceof Attempt.Given).isEqualTo(given);
        }
    }

    @Test
    void saysWhyNothingWasWritten() {
        try (ScriptedPolicy policy = Scripts.policy(key -> switch (key.task() + " " + kind(key)) {
            case "answer first", "reflection reflection", "retry retry" -> 'R';
            default -> 'F';
        })) {
            List<EpisodeStart> starts = List.of("answer", "reflection", "retry").stream()
                    .map(EpisodesTest::start)
                    .toList();
            List<Episode> episodes = new Episodes(policy, config(1, RetryContext.CONVERSATION), SEED).run("s", starts);

            assertThat(episodes.get(0).firstAnswer())
                    .isEqualTo(new Attempt.Rejected(new SampleKey(SEED, "s/first", "answer", 0), "too long"));
            assertThat(episodes.get(0).firstAnswer().verdict())
                    .isEqualTo(Verdict.unscorable("nothing was written: too long"));
            assertThat(episodes.get(0).firstAnswer().answer()).isEmpty();
            ReflectedTry noReflection = episodes.get(1).tries().get(3);
            assertThat(noReflection)
                    .isEqualTo(new ReflectedTry.Rejected(
                            new SampleKey(SEED, "s/reflection", "reflection", 3), "too long"));
            assertThat(noReflection.verdict()).isEqualTo(Verdict.unscorable("no reflection was written: too long"));
            assertThat(episodes.get(2).tries().get(1).verdict())
                    .isEqualTo(Verdict.unscorable("nothing was written: too long"));

            EpisodeCounts counts = EpisodeCounts.of(episodes);
            assertThat(counts)
                    .isEqualTo(new EpisodeCounts(new VerdictCounts(0, 2, 1, 0), new VerdictCounts(0, 0, 8, 0), 9));
            assertThat(counts.verdicts()).isEqualTo(new VerdictCounts(0, 2, 9, 0));
        }
    }

    @Test
    void countsEachTryByItsLastRetry() {
        try (ScriptedPolicy policy = Scripts.policy(key -> switch (kind(key)) {
            case "first" -> "FPUVFR".charAt(Integer.parseInt(key.task()));
            case "reflection" -> 'F';
            default -> "FPF.V.U.".charAt(key.sample()) == '.' ? 'F' : "FPF.V.U.".charAt(key.sample());
        })) {
            List<EpisodeStart> starts = IntStream.range(0, 6)
                    .mapToObj(i -> start(Integer.toString(i)))
                    .toList();
            List<Episode> episodes = new Episodes(policy, config(2, RetryContext.CONVERSATION), SEED).run("s", starts);

            assertThat(course(episodes.get(4))).isEqualTo("F FP=1 FF=0 V=- U=-");
            assertThat(EpisodeCounts.of(episodes))
                    .isEqualTo(new EpisodeCounts(new VerdictCounts(1, 2, 2, 1), new VerdictCounts(2, 2, 2, 2), 1));
        }
    }

    /** Every order of completions gives the same episodes, in the order of the starts, from the same samples. */
    @Test
    void theOrderOfCompletionsDoesNotMatter() {
        List<EpisodeStart> starts =
                IntStream.range(0, 9).mapToObj(i -> start("task-" + i)).toList();
        List<String> courses = null;
        List<SampleKey> keys = null;
        for (int order = 0; order < 20; order++) {
            try (ScriptedPolicy policy = byKey().shuffling(order)) {
                List<Episode> episodes =
                        new Episodes(policy, config(2, RetryContext.CONVERSATION), SEED).run("s", starts);
                List<SampleKey> asked =
                        policy.asked().stream().map(CompletionRequest::key).toList();
                List<String> ran = episodes.stream()
                        .map(episode -> episode.task().id() + " " + course(episode))
                        .toList();
                courses = courses == null ? ran : courses;
                keys = keys == null ? asked : keys;
                assertThat(ran).isEqualTo(courses);
                assertThat(episodes)
                        .extracting(Episode::task)
                        .isEqualTo(starts.stream().map(EpisodeStart::task).toList());
                assertThat(asked).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(keys);
            }
        }
        assertThat(String.valueOf(courses)).contains("P=1", "F=0", "=-");
    }

    @Test
    void samplesAreNamedByStageTurnTaskAndNumber() {
        Function<SampleKey, Character> failing = key -> 'F';
        try (ScriptedPolicy policy = Scripts.policy(failing)) {
            EpisodeConfig config = new EpisodeConfig(
                    Scripts.PROMPTS, settings(), settings(), settings(), 2, 2, RetryContext.CONVERSATION);
            new Episodes(policy, config, SEED).run("step-12", List.of(start("a")));

            assertThat(policy.asked())
                    .extracting(CompletionRequest::key)
                    .containsExactlyInAnyOrder(
                            new SampleKey(SEED, "step-12/first", "a", 0),
                            new SampleKey(SEED, "step-12/reflection", "a", 0),
                            new SampleKey(SEED, "step-12/reflection", "a", 1),
                            new SampleKey(SEED, "step-12/retry", "a", 0),
                            new SampleKey(SEED, "step-12/retry", "a", 1),
                            new SampleKey(SEED, "step-12/retry", "a", 2),
                            new SampleKey(SEED, "step-12/retry", "a", 3));
        }
    }

    @Test
    void coursesOfATaskAreSamplesOfTheirOwn() {
        try (ScriptedPolicy policy =
                Scripts.policy(key -> kind(key).equals("retry") && key.sample() == 4 ? 'P' : 'F')) {
            EpisodeConfig config = new EpisodeConfig(
                    Scripts.PROMPTS, settings(), settings(), settings(), 1, 2, RetryContext.CONVERSATION);
            EpisodeTask task = Scripts.task("a");
            List<Episode> courses = new Episodes(policy, config, SEED)
                    .run(
                            "s",
                            IntStream.range(0, 3)
                                    .mapToObj(course -> EpisodeStart.atTask(task, course))
                                    .toList());

            assertThat(courses).extracting(EpisodesTest::course).containsExactly("F FF=0", "F FF=0", "F P=1");
            assertThat(policy.asked())
                    .extracting(CompletionRequest::key)
                    .extracting(key -> kind(key) + " " + key.sample())
                    .containsExactlyInAnyOrder(
                            "first 0",
                            "first 1",
                            "first 2",
                            "reflection 0",
                            "reflection 1",
                            "reflection 2",
                            "retry 0",
                            "retry 1",
                            "retry 2",
                            "retry 3",
                            "retry 4");
        }
    }

    @Test
    void refusesTwoTasksOfOneId() {
        try (ScriptedPolicy policy = Scripts.policy(key -> 'P')) {
            Episodes episodes = new Episodes(policy, config(1, RetryContext.CONVERSATION), SEED);
            assertThatThrownBy(() -> episodes.run("s", List.of(start("a"), start("b"), start("a"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the tasks of a run must have different ids; two have a");
        }
    }

    @Test
    void recordsHoldOnlyWhatCanHappen() {
        EpisodeTask task = Scripts.task("a");
        Attempt passed = new Attempt.Given(Completion.whole("x"), Verdict.passed());
        Attempt.Rejected rejected = new Attempt.Rejected(new SampleKey(1, "s", "a", 0), "too long");
        ReflectedTry tried = new ReflectedTry.Rejected(rejected.key(), "too long");

        assertThatThrownBy(() -> new Episode(task, passed, List.of(tried))).hasMessageContaining("1 reflections on");
        assertThatThrownBy(() -> new EpisodeCounts(VerdictCounts.NONE, VerdictCounts.NONE, 1))
                .hasMessageContaining("1 rejected of");
    }

    // ---- episodes as text ----

    private static String course(Episode episode) {
        return Scripts.letter(episode.firstAnswer())
                + episode.tries().stream().map(each -> " " + course(each)).collect(Collectors.joining());
    }

    private static String course(ReflectedTry reflected) {
        String reward = reflected.reward().isPresent()
                ? Integer.toString((int) reflected.reward().getAsDouble())
                : "-";
        String retries = reflected instanceof ReflectedTry.Retried retried ? Scripts.letters(retried.retries()) : "X";
        return retries + "=" + reward;
    }

    /** What it says depends on nothing but the sample. */
    private static ScriptedPolicy byKey() {
        return Scripts.policy(
                key -> "FFFFFPUVR".charAt(Math.floorMod(key.toString().hashCode(), 9)));
    }

    private static EpisodeStart start(String id) {
        return EpisodeStart.atTask(Scripts.task(id));
    }

    private static String kind(SampleKey key) {
        return key.stage().substring(key.stage().indexOf('/') + 1);
    }

    private static EpisodeConfig config(int retries, RetryContext context) {
        return new EpisodeConfig(Scripts.PROMPTS, settings(), settings(), settings(), 4, retries, context);
    }

    private static TurnSettings settings() {
        return TurnSettings.atTemperature(1, Scripts.MAX_TOKENS);
    }
}
