package dev.r3.activities.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.policy.CoinTask;
import dev.r3.activities.policy.EpisodePlan;
import dev.r3.activities.policy.Judgement;
import dev.r3.activities.policy.LocalModel;
import dev.r3.activities.policy.TinyModel;
import dev.r3.activities.progress.WorkListener;
import dev.r3.activities.stage.Shard;
import dev.r3.activities.table.RecordFile;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.GivenReflection;
import dev.r3.workflows.contract.spec.EpisodeSpec;
import dev.r3.workflows.contract.spec.RetryContextChoice;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArmEvaluationTest {
    private static final List<EpisodeTask> TASKS = CoinTask.first(20);

    @TempDir
    Path folder;

    static Stream<EpisodePlan> plans() {
        return Stream.concat(
                Stream.of(CoinTask.EPISODES),
                Arrays.stream(RetryContextChoice.values()).map(CoinTask::hinting));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void controlsRetryTheSameFailures(EpisodePlan episodes) {
        try (LocalModel model = TinyModel.open()) {
            ArmEvaluation evaluation = new ArmEvaluation(model.policy(), episodes.evaluation());
            List<TaskResult> own = evaluation.reflecting(TASKS, WorkListener.SILENT);
            assertThat(own).extracting(TaskResult::first).contains(Judgement.FAILED, Judgement.PASSED);
            assertThat(own)
                    .allSatisfy(result ->
                            assertThat(result.retry() == Judgement.NONE).isEqualTo(result.first() == Judgement.PASSED));
            assertThat(evaluation.reflecting(TASKS, WorkListener.SILENT)).isEqualTo(own);

            List<TaskResult> generic = controlled(evaluation, own, new SecondTry.GenericReflection("Hm."));
            assertThat(reflections(generic)).containsOnly("Hm.");
            List<TaskResult> none = controlled(evaluation, own, new SecondTry.NoReflection("Toss {number} again."));
            assertThat(reflections(none)).containsOnly("");
            List<TaskResult> foreign = controlled(evaluation, own, new SecondTry.ForeignReflection(1));
            assertThat(reflections(foreign)).containsExactlyInAnyOrderElementsOf(reflections(own));
            assertThat(foreign).isEqualTo(controlled(evaluation, own, new SecondTry.ForeignReflection(1)));

            assertThat(RecordFile.read(file(own), TaskResult.class)).isEqualTo(own);
        }
    }

    @Test
    void tokensAreCountedByTheTurnThatTheyAreOf() {
        try (LocalModel model = TinyModel.open()) {
            CountedPolicy policy = new CountedPolicy(model.policy());
            ArmEvaluation evaluation = new ArmEvaluation(policy, CoinTask.EPISODES.evaluation());
            List<TaskResult> own = evaluation.reflecting(TASKS, WorkListener.SILENT);
            long failed = own.stream()
                    .filter(result -> result.first() == Judgement.FAILED)
                    .count();
            GeneratedTokens reflecting = policy.tokens().orElseThrow();
            EpisodeSpec turns = CoinTask.EPISODES.spec();
            assertThat(reflecting.firstAnswers())
                    .isBetween(20L, 20L * turns.firstAnswer().maxTokens());
            assertThat(reflecting.reflections())
                    .isBetween(failed, failed * turns.reflection().maxTokens());
            assertThat(reflecting.retries())
                    .isBetween(failed, failed * turns.retry().maxTokens());
            assertThat(reflecting.total())
                    .isEqualTo(reflecting.firstAnswers() + reflecting.reflections() + reflecting.retries());
            assertThat(new ArmEvaluation(model.policy(), CoinTask.EPISODES.evaluation())
                            .reflecting(TASKS, WorkListener.SILENT))
                    .as("counting changes nothing")
                    .isEqualTo(own);

            controlled(evaluation, own, new SecondTry.GenericReflection("Hm."));
            GeneratedTokens both = policy.tokens().orElseThrow();
            assertThat(both.firstAnswers()).isEqualTo(reflecting.firstAnswers());
            assertThat(both.reflections()).isEqualTo(reflecting.reflections());
            assertThat(both.retries() - reflecting.retries())
                    .isBetween(failed, failed * turns.retry().maxTokens());
        }
    }

    private Path file(List<TaskResult> results) {
        Path file = folder.resolve("results.parquet");
        RecordFile.write(file, TaskResult.class, results);
        return file;
    }

    private List<TaskResult> controlled(ArmEvaluation evaluation, List<TaskResult> own, SecondTry kind) {
        List<Optional<GivenReflection>> given =
                GivenReflections.of(kind, new ReflectedResults(file(own)), new Shard(0, TASKS.size()));
        List<TaskResult> results = evaluation.controlled(TASKS, own, given, kind.label(), WorkListener.SILENT);
        assertThat(results)
                .extracting(TaskResult::firstAlone)
                .isEqualTo(own.stream().map(TaskResult::firstAlone).toList());
        assertThat(results)
                .extracting(result -> result.retry() == Judgement.NONE)
                .isEqualTo(own.stream()
                        .map(result -> result.retry() == Judgement.NONE)
                        .toList());
        return results;
    }

    private static List<String> reflections(List<TaskResult> results) {
        return results.stream()
                .filter(result -> result.first() == Judgement.FAILED)
                .map(TaskResult::reflection)
                .toList();
    }
}
