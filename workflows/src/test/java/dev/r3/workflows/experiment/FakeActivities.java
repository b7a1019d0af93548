package dev.r3.workflows.experiment;

import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.AttemptsActivity;
import dev.r3.workflows.contract.AttemptsInput;
import dev.r3.workflows.contract.AttemptsShardInput;
import dev.r3.workflows.contract.Champion;
import dev.r3.workflows.contract.ChampionQuery;
import dev.r3.workflows.contract.ChampionStanding;
import dev.r3.workflows.contract.CheckedData;
import dev.r3.workflows.contract.DatasetActivity;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.EpochInput;
import dev.r3.workflows.contract.EpochTrackingInput;
import dev.r3.workflows.contract.EvaluationActivity;
import dev.r3.workflows.contract.EvaluationInput;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.FailureType;
import dev.r3.workflows.contract.FailuresActivity;
import dev.r3.workflows.contract.FailuresInput;
import dev.r3.workflows.contract.GateActivity;
import dev.r3.workflows.contract.GateInput;
import dev.r3.workflows.contract.GateResult;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.OutcomeActivity;
import dev.r3.workflows.contract.OutcomeInput;
import dev.r3.workflows.contract.PromotionInput;
import dev.r3.workflows.contract.ReportActivity;
import dev.r3.workflows.contract.ReportInput;
import dev.r3.workflows.contract.SampledActivity;
import dev.r3.workflows.contract.SampledInput;
import dev.r3.workflows.contract.SampledShardInput;
import dev.r3.workflows.contract.ShardInput;
import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageTrackingInput;
import dev.r3.workflows.contract.TrackedRun;
import dev.r3.workflows.contract.TrackingActivity;
import dev.r3.workflows.contract.TrackingInput;
import dev.r3.workflows.contract.TrainingActivity;
import dev.r3.workflows.contract.TrainingInput;
import dev.r3.workflows.contract.TrainingObjective;
import dev.r3.workflows.contract.TrainingStanding;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** All activities: they compute nothing, and write down that they were called. */
final class FakeActivities
        implements DatasetActivity,
                AttemptsActivity,
                FailuresActivity,
                TrainingActivity,
                EvaluationActivity,
                SampledActivity,
                GateActivity,
                ReportActivity,
                TrackingActivity,
                OutcomeActivity {
    static final TrackedRun RUN = new TrackedRun("run-1", "http://mlflow/run-1", "");

    private static final Digest DIGEST = new Digest("ab".repeat(32));

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    /** Where parts of stages are done, by their names. */
    final Map<String, String> queues = new ConcurrentHashMap<>();

    /** The same by the arms' names. */
    final Map<String, String> armQueues = new ConcurrentHashMap<>();

    private final Map<String, Runnable> actions = new ConcurrentHashMap<>();

    /** After which steps the tracking server was told of a training. */
    final Queue<Long> toldAfter = new ConcurrentLinkedQueue<>();

    volatile String broken = "";
    volatile String trackerFailure = "";

    /** Why the experiment ended, by what the tracking server was told last. */
    volatile String why = "";

    volatile long keptStep;
    private final Map<TrainingObjective, Long> trainedSteps = new ConcurrentHashMap<>();
    volatile long convergedStep = Long.MAX_VALUE;
    volatile boolean answered;
    volatile boolean trained;
    volatile int shards = 1;
    volatile List<String> reported = List.of();
    volatile List<String> decided = List.of();
    volatile List<String> kept = List.of();

    /** Who is the champion, and who will be at the next look, and so on. */
    final Queue<Champion> champions = new ConcurrentLinkedQueue<>();

    volatile @Nullable StageResult matched;

    volatile @Nullable ExperimentInput checked;

    static StageResult stage(StageKind kind) {
        return new StageResult(
                kind,
                DIGEST,
                new ArtifactRef(ArtifactKey.of("stages", kind.label(), DIGEST.hex(), "manifest.json"), DIGEST, 1),
                DIGEST,
                StageResult.Origin.COMPUTED,
                "computed: no such stage stood");
    }

    List<String> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /** Does something while an activity is called. */
    void at(String call, Runnable action) {
        actions.put(call, action);
    }

    void call(String name) {
        calls.add(name);
        actions.getOrDefault(name, () -> {}).run();
        if (name.equals(broken)) {
            throw ApplicationFailure.newNonRetryableFailure(name + " is broken", FailureType.DATA.typeName());
        }
    }

    private StageResult called(String name, StageKind kind) {
        call(name);
        return stage(kind);
    }

    @Override
    public StageResult ingest(ExperimentInput input) {
        if (input.spec().task().family().equals("function-calling")) {
            checked = input;
            return called(CheckedData.stage("calls"), StageKind.DATASET);
        }
        return called("dataset", StageKind.DATASET);
    }

    @Override
    public ShardedStanding find(AttemptsInput input) {
        queued("find attempts");
        return new ShardedStanding(shards, answered ? Optional.of(stage(StageKind.ATTEMPTS)) : Optional.empty());
    }

    @Override
    public void shard(AttemptsShardInput input) {
        queued("shard attempts");
        call("shard %d of attempts".formatted(input.shard()));
    }

    @Override
    public StageResult finish(AttemptsInput input) {
        queued("finish attempts");
        return called("attempts", StageKind.ATTEMPTS);
    }

    @Override
    public StageResult judge(FailuresInput input) {
        queued("judge");
        return called("failures", StageKind.FAILURES);
    }

    @Override
    public TrainingStanding find(TrainingInput input) {
        long step = Math.max(keptStep, trainedSteps.getOrDefault(input.objective(), 0L));
        return new TrainingStanding(
                step, step >= convergedStep, trained ? Optional.of(stage(StageKind.TRAIN)) : Optional.empty());
    }

    @Override
    public boolean epoch(EpochInput input) {
        matched = input.training().matched().orElse(null);
        call((input.training().objective() == TrainingObjective.REFLECTION ? "" : "task-grpo's ")
                + "epoch to "
                + input.until());
        trainedSteps.put(input.training().objective(), input.until());
        return input.until() >= convergedStep;
    }

    @Override
    public StageResult finish(TrainingInput input) {
        return called(input.objective().stage(), StageKind.TRAIN);
    }

    @Override
    public ShardedStanding find(EvaluationInput input) {
        queued("find");
        return new ShardedStanding(shards, Optional.empty());
    }

    @Override
    public void shard(ShardInput input) {
        queued("shard");
        armQueues.put("shard of " + input.evaluation().arm().stage(), queue());
        call("shard %d of %s".formatted(input.shard(), input.evaluation().arm().stage()));
    }

    @Override
    public StageResult finish(EvaluationInput input) {
        queued("finish");
        armQueues.put("finish of " + input.arm().stage(), queue());
        return called(input.arm().stage(), StageKind.EVALUATION);
    }

    @Override
    public ShardedStanding find(SampledInput input) {
        queued("find sampled");
        return new ShardedStanding(shards, Optional.empty());
    }

    @Override
    public void shard(SampledShardInput input) {
        queued("shard sampled");
        armQueues.put("shard of " + input.sampled().stage(), queue());
        call("shard %d of %s".formatted(input.shard(), input.sampled().stage()));
    }

    @Override
    public StageResult finish(SampledInput input) {
        queued("finish sampled");
        armQueues.put("finish of " + input.stage(), queue());
        return called(input.stage(), StageKind.SAMPLED);
    }

    private void queued(String part) {
        queues.put(part, queue());
    }

    private static String queue() {
        return Activity.getExecutionContext().getInfo().getActivityTaskQueue();
    }

    @Override
    public ChampionStanding champion(ChampionQuery query) {
        return new ChampionStanding(Optional.ofNullable(champions.peek()));
    }

    @Override
    public StageResult decide(GateInput input) {
        decided = input.stages().stream().map(NamedStage::name).toList();
        return called("gate", StageKind.GATE);
    }

    /** The next one in the queue was faster. */
    @Override
    public GateResult promote(PromotionInput input) {
        call("promote");
        champions.poll();
        return champions.isEmpty()
                ? new GateResult(GateResult.Outcome.PROMOTED, "better")
                : new GateResult(GateResult.Outcome.OVERTAKEN, "another was faster");
    }

    @Override
    public StageResult report(ReportInput input) {
        reported = input.stages().stream().map(NamedStage::name).toList();
        return called("report", StageKind.REPORT);
    }

    @Override
    public void keep(OutcomeInput input) {
        call("keep outcome");
        kept = input.stages().stream().map(NamedStage::name).toList();
    }

    @Override
    public TrackedRun track(TrackingInput input) {
        why = input.why();
        call("track " + input.state());
        requireTracker();
        return RUN;
    }

    @Override
    public void trackStage(StageTrackingInput input) {
        calls.add("track " + input.stage().name());
        requireTracker();
    }

    @Override
    public void trackEpoch(EpochTrackingInput input) {
        calls.add("track epoch");
        toldAfter.add(input.after());
        requireTracker();
    }

    private void requireTracker() {
        if (!trackerFailure.isEmpty()) {
            throw ApplicationFailure.newFailure(trackerFailure, FailureType.TRACKER.typeName());
        }
    }
}
