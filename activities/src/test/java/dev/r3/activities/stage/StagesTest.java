package dev.r3.activities.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagesTest {

    private static final ExperimentId EXPERIMENT = new ExperimentId("r3-test-0123456789ab");
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC);

    @TempDir
    Path scratch;

    private final InMemoryArtifactStore store = new InMemoryArtifactStore();

    @Test
    void computesOnceAndReusesAfterwards() {
        Stages stages = new Stages(store, scratch, CLOCK);
        AtomicInteger computed = new AtomicInteger();
        StageWork work = folder -> {
            computed.incrementAndGet();
            return output(folder, "content");
        };

        StageResult first = stages.run(identity(1, "a"), EXPERIMENT, work);
        StageResult second = stages.run(identity(1, "a"), new ExperimentId("r3-other-0123456789ab"), work);

        assertThat(computed).hasValue(1);
        assertThat(first.origin()).isEqualTo(Origin.COMPUTED);
        assertThat(second.origin()).isEqualTo(Origin.REUSED);
        assertThat(second.manifest()).isEqualTo(first.manifest());
        assertThat(second.explanation()).contains(EXPERIMENT.value());
        assertThat(stages.manifest(second).file("result.txt").size()).isEqualTo("content".length());
    }

    @Test
    void anotherVersionParameterOrInputIsAnotherStage() {
        assertThat(List.of(
                        identity(1, "a").digest(),
                        identity(2, "a").digest(),
                        identity(1, "b").digest(),
                        StageIdentity.of(StageKind.DATASET, 1, parameters("a"), Map.of())
                                .digest()))
                .doesNotHaveDuplicates();
    }

    @Test
    void identityIgnoresTheOrderOfParameters() {
        var one = JsonNodeFactory.instance.objectNode().put("a", 1).put("b", 2);
        var other = JsonNodeFactory.instance.objectNode().put("b", 2).put("a", 1);
        assertThat(StageIdentity.of(StageKind.DATASET, 1, one, Map.of()).digest())
                .isEqualTo(
                        StageIdentity.of(StageKind.DATASET, 1, other, Map.of()).digest());
    }

    @Test
    void whoeverLosesTheRaceAdoptsTheWinnersFiles() throws Exception {
        int attempts = 8;
        CyclicBarrier allComputed = new CyclicBarrier(attempts);
        var pool = Executors.newFixedThreadPool(attempts);
        try {
            List<Callable<StageResult>> tasks = IntStream.range(0, attempts)
                    .<Callable<StageResult>>mapToObj(i ->
                            () -> new Stages(store, scratch, CLOCK).run(identity(1, "a"), EXPERIMENT, folder -> {
                                await(allComputed);
                                return output(folder, "content of attempt " + i);
                            }))
                    .toList();
            List<StageResult> results =
                    pool.invokeAll(tasks).stream().map(StagesTest::join).toList();
            assertThat(results)
                    .extracting(StageResult::manifest)
                    .containsOnly(results.get(0).manifest());
            assertThat(results).filteredOn(r -> r.origin() == Origin.COMPUTED).hasSize(1);
            assertThat(results).filteredOn(r -> r.origin() == Origin.ADOPTED).hasSize(attempts - 1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aFailedAttemptCommitsNothingAndLeavesNoScratch() {
        Stages stages = new Stages(store, scratch, CLOCK);
        assertThatThrownBy(() -> stages.run(identity(1, "a"), EXPERIMENT, folder -> {
                    output(folder, "half");
                    throw new DataFailure("broken");
                }))
                .isInstanceOf(DataFailure.class);
        assertThat(store.list(ArtifactKey.of("stages"))).isEmpty();
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void aDamagedManifestIsNamed() {
        StageIdentity identity = identity(1, "a");
        store.putIfAbsent(identity.manifestKey(), "{half".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> new Stages(store, scratch, CLOCK)
                        .run(identity, EXPERIMENT, folder -> output(folder, "content")))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining(identity.manifestKey().path());
    }

    private static StageIdentity identity(int version, String parameter) {
        return StageIdentity.of(
                StageKind.DATASET, version, parameters(parameter), Map.of("source", Sha256.of(new byte[] {1})));
    }

    private static JsonNode parameters(String parameter) {
        return JsonNodeFactory.instance.objectNode().put("parameter", parameter);
    }

    private static StageOutput output(Path folder, String content) {
        try {
            Path file = Files.writeString(folder.resolve("result.txt"), content);
            Digest digest = Sha256.of(content.getBytes(StandardCharsets.UTF_8));
            return StageOutput.of(Map.of("result.txt", file), digest, JsonNodeFactory.instance.objectNode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static StageResult join(Future<StageResult> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
