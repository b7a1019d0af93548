package dev.r3.workflows.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.AttemptsInput;
import dev.r3.workflows.contract.AttemptsShardInput;
import dev.r3.workflows.contract.ChampionQuery;
import dev.r3.workflows.contract.ChampionStanding;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.EpochInput;
import dev.r3.workflows.contract.EpochTrackingInput;
import dev.r3.workflows.contract.EvaluationInput;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.FailuresInput;
import dev.r3.workflows.contract.GateInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.ParentTraining;
import dev.r3.workflows.contract.PromotionInput;
import dev.r3.workflows.contract.Recomputation;
import dev.r3.workflows.contract.ReportInput;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.SampledInput;
import dev.r3.workflows.contract.SampledShardInput;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.ShardInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageTrackingInput;
import dev.r3.workflows.contract.TrackingInput;
import dev.r3.workflows.contract.TrainingInput;
import dev.r3.workflows.contract.TrainingStanding;
import dev.r3.workflows.contract.WeightsInput;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What older R3s recorded lacks the keys that came later; Temporal's own converter reads it all the same. */
class FormerPayloadsTest {
    private static final DataConverter CONVERTER = DefaultDataConverter.STANDARD_INSTANCE;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Digest DIGEST = new Digest("ab".repeat(32));
    private static final StageResult STAGE = FakeActivities.stage(StageKind.DATASET);
    private static final ExperimentInput PLAIN = SmallExperiment.until(StageKind.REPORT);

    /** A key, a value that has it, and what the same is without it. */
    static Stream<Arguments> lacking() {
        return Stream.of(
                        inputs("forgetting", SmallExperiment.checked(StageKind.REPORT), PLAIN),
                        inputs(
                                "taught",
                                checked().checking("calls", STAGE),
                                checked().checking("calls")),
                        inputs("taskGrpo", SmallExperiment.withControls(StageKind.REPORT), PLAIN),
                        inputs("gate", PLAIN, PLAIN),
                        inputs("convergedAfter", PLAIN, PLAIN),
                        inputs("parent", PLAIN.extending(parent(Optional.empty(), Optional.empty())), PLAIN),
                        inputs("recomputation", PLAIN.recomputed(Recomputation.create()), PLAIN),
                        matched(),
                        samples(),
                        checks(),
                        parents(),
                        Stream.of(lacks(
                                "dataset",
                                new StageTrackingInput(run(PLAIN), stages().get(0), Optional.of(STAGE)),
                                new StageTrackingInput(run(PLAIN), stages().get(0), Optional.empty()))),
                        Stream.of(lacks(
                                "why",
                                new TrackingInput(run(PLAIN), 9, stages(), TrackingInput.State.STOPPED, "stopped"),
                                new TrackingInput(run(PLAIN), 9, stages(), TrackingInput.State.STOPPED, ""))),
                        Stream.of(lacks(
                                "after",
                                new EpochTrackingInput(run(PLAIN).start(), training(PLAIN), 50),
                                new EpochTrackingInput(run(PLAIN).start(), training(PLAIN), 0))),
                        Stream.of(lacks(
                                "converged",
                                new TrainingStanding(50, true, Optional.empty()),
                                new TrainingStanding(50, false, Optional.empty()))))
                .flatMap(lacking -> lacking);
    }

    private static ExperimentInput checked() {
        return SmallExperiment.checked(StageKind.REPORT);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("lacking")
    void whatCameLaterIsAsIfItWereNotThere(String key, String type, Object newer, Object former) throws IOException {
        Payload payload = CONVERTER.toPayload(newer).orElseThrow();
        ObjectNode json = (ObjectNode) JSON.readTree(payload.getData().toByteArray());
        assertThat(json.findValues(key)).as("in " + type).isNotEmpty();
        remove(key, json);
        assertThat(json.findValues(key)).isEmpty();
        Payload lacking = payload.toBuilder()
                .setData(ByteString.copyFrom(JSON.writeValueAsBytes(json)))
                .build();
        Object read = CONVERTER.fromPayload(lacking, former.getClass(), former.getClass());
        assertThat(read).isEqualTo(former);
    }

    /** Wherever it stands. */
    private static void remove(String key, JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.remove(key);
        }
        json.forEach(child -> remove(key, child));
    }

    /** All that has an experiment's input in it. */
    private static Stream<Arguments> inputs(String key, ExperimentInput newer, ExperimentInput former) {
        return Stream.<Function<ExperimentInput, Object>>of(
                        input -> input,
                        input -> new AttemptsInput(input, STAGE),
                        input -> new AttemptsShardInput(new AttemptsInput(input, STAGE), 0, 2),
                        input -> new FailuresInput(input, STAGE, STAGE),
                        FormerPayloadsTest::training,
                        input -> new EpochInput(training(input), 50),
                        input -> new WeightsInput(input, STAGE, STAGE, ArmName.TRAINED, SecondTryChoice.CONTROLS, ""),
                        input -> evaluation(input, ""),
                        input -> new ShardInput(evaluation(input, ""), 0, 2),
                        input -> new ChampionQuery(input, STAGE),
                        input -> new GateInput(input, stages(), new ChampionStanding(Optional.empty())),
                        input -> new PromotionInput(input, STAGE, STAGE),
                        input -> new ReportInput(input, stages()),
                        input -> TrackingInput.of(run(input), 9_000, stages(), TrackingInput.State.RUNNING),
                        input -> new StageTrackingInput(run(input), stages().get(0), Optional.of(STAGE)),
                        input -> new EpochTrackingInput(run(input).start(), training(input), 0))
                .map(record -> lacks(key, record.apply(newer), record.apply(former)));
    }

    private static Stream<Arguments> matched() {
        TrainingInput former = training(PLAIN);
        TrainingInput newer = former.onFirstAnswers(STAGE);
        return Stream.of(
                lacks("matched", newer, former),
                lacks("matched", new EpochInput(newer, 50), new EpochInput(former, 50)),
                lacks(
                        "matched",
                        new EpochTrackingInput(run(PLAIN).start(), newer, 0),
                        new EpochTrackingInput(run(PLAIN).start(), former, 0)));
    }

    private static Stream<Arguments> samples() {
        ExperimentInput sampled = SmallExperiment.sampled(StageKind.REPORT);
        SampledInput former = new SampledInput(sampled, STAGE, STAGE, ArmName.TRAINED);
        return Stream.of(
                lacks("controls", SmallExperiment.sampledControls(StageKind.REPORT), sampled),
                lacks("secondTry", former.withoutReflection(), former),
                lacks(
                        "secondTry",
                        new SampledShardInput(former.withoutReflection(), 0, 2),
                        new SampledShardInput(former, 0, 2)));
    }

    private static Stream<Arguments> checks() {
        return Stream.of(
                lacks("check", evaluation(PLAIN, "calls"), evaluation(PLAIN, "")),
                lacks(
                        "check",
                        new ShardInput(evaluation(PLAIN, "calls"), 0, 2),
                        new ShardInput(evaluation(PLAIN, ""), 0, 2)),
                lacks(
                        "check",
                        new WeightsInput(PLAIN, STAGE, STAGE, ArmName.TRAINED, List.of(), "calls"),
                        new WeightsInput(PLAIN, STAGE, STAGE, ArmName.TRAINED, List.of(), "")));
    }

    private static Stream<Arguments> parents() {
        Optional<Recomputation> by = Optional.of(Recomputation.create());
        return Stream.of(
                lacks(
                        "validation",
                        parent(Optional.of(DIGEST), Optional.empty()),
                        parent(Optional.empty(), Optional.empty())),
                lacks("recomputation", parent(Optional.empty(), by), parent(Optional.empty(), Optional.empty())));
    }

    private static Arguments lacks(String key, Object newer, Object former) {
        return Arguments.of(key, former.getClass().getSimpleName(), newer, former);
    }

    private static ParentTraining parent(Optional<Digest> validation, Optional<Recomputation> by) {
        return new ParentTraining(SmallExperiment.ID, DIGEST, DIGEST, 50, validation, by);
    }

    private static TrainingInput training(ExperimentInput input) {
        return TrainingInput.onReflections(input, STAGE, STAGE);
    }

    private static EvaluationInput evaluation(ExperimentInput input, String check) {
        ArmName arm = new ArmName(ArmName.TRAINED, SecondTryChoice.REFLECTION, check);
        return new EvaluationInput(input, STAGE, STAGE, arm, Optional.empty());
    }

    private static RunKey run(ExperimentInput input) {
        return new RunKey(input, "first", 1_000);
    }

    private static List<NamedStage> stages() {
        return List.of(new NamedStage(StageKind.DATASET.label(), STAGE));
    }
}
