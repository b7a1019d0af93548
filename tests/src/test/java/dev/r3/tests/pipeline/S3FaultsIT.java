package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.infra.local.ArtifactsEndpoint;
import dev.r3.infra.local.LocalStack;
import dev.r3.infra.local.Service;
import dev.r3.infra.settings.S3Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole experiment on an S3 server that fails, stalls, breaks off and loses answers: it ends with the very contents of
 * an undisturbed one, and names no file that is not whole. While nothing gets through, the command says so; typed again, it goes on.
 */
class S3FaultsIT {
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final long SEED = 5;
    private static final double SHARE = 0.1;
    private static final int MOST_TRIES = 8;

    @TempDir
    Path folder;

    @Test
    void aFailingStoreChangesNothing() throws Exception {
        MiniatureExperiment.prepare(folder);
        MiniatureExperiment experiment = new MiniatureExperiment(folder, 1);
        LocalStack stack = LocalStack.of(folder.resolve("server"));
        try (FaultyS3 faults = new FaultyS3(server(stack).endpoint(), SEED)) {
            SortedMap<String, String> undisturbed = MiniatureExperiment.contents(
                    finished("undisturbed", environment(faults, stack, "one"), experiment));
            assertThat(undisturbed).hasSize(15);

            Map<String, String> environment = environment(faults, stack, "other");
            faults.fail(1);
            assertRefused(environment, experiment);
            faults.fail(SHARE);
            SortedMap<String, String> disturbed =
                    MiniatureExperiment.contents(finished("disturbed", environment, experiment));

            assertThat(disturbed).isEqualTo(undisturbed);
            assertThat(faults.made()).containsOnlyKeys(FaultyS3.Fault.values());
            faults.fail(0);
            assertThat(NamedFiles.assertWhole(settings(stack, "other"), folder.resolve("read")))
                    .hasSizeGreaterThanOrEqualTo(15);
        } finally {
            stack.down();
        }
    }

    private static ArtifactsEndpoint server(LocalStack stack) {
        return stack.up(EnumSet.of(Service.ARTIFACTS), message -> {})
                .artifacts()
                .orElseThrow();
    }

    private static Map<String, String> environment(FaultyS3 faults, LocalStack stack, String prefix) {
        ArtifactsEndpoint server = server(stack);
        Map<String, String> environment = new HashMap<>();
        environment.put("R3_S3_ENDPOINT", faults.endpoint().toString());
        environment.put("R3_S3_BUCKET", server.bucket());
        environment.put("R3_S3_PREFIX", prefix);
        environment.put("AWS_ACCESS_KEY_ID", server.credentials().accessKey());
        environment.put("AWS_SECRET_ACCESS_KEY", server.credentials().secretKey());
        // Nothing listens there: this is about the artifact store.
        environment.put("MLFLOW_TRACKING_URI", "http://127.0.0.1:1");
        return environment;
    }

    private void assertRefused(Map<String, String> environment, MiniatureExperiment experiment) throws Exception {
        R3Process run = R3Process.start(
                folder.resolve("disturbed"),
                environment,
                "run",
                experiment.spec().toString(),
                "--json");
        assertThat(run.await(LONG)).as(run.messages()).isEqualTo(1);
        assertThat(run.messages())
                .contains("the S3 server is overloaded (HTTP 503 SlowDown")
                .contains("s3://");
    }

    /** The result; a command that a fault ended is typed again, and each of its failures is a sentence. */
    private String finished(String home, Map<String, String> environment, MiniatureExperiment experiment)
            throws Exception {
        try {
            for (int tries = 1; ; tries++) {
                R3Process run = R3Process.start(
                        folder.resolve(home),
                        environment,
                        "run",
                        experiment.spec().toString(),
                        "--json");
                if (run.await(LONG) == 0) {
                    return run.output();
                }
                assertThat(run.messages()).contains("r3: ").doesNotContain("\tat ");
                assertThat(tries).as(run.messages()).isLessThan(MOST_TRIES);
                TimeUnit.SECONDS.sleep(1);
            }
        } finally {
            R3Process.start(folder.resolve(home), environment, "down").await(LONG);
        }
    }

    /** What the homes of a prefix share. */
    private static S3Settings settings(LocalStack stack, String prefix) {
        S3Settings server = server(stack).settings();
        return new S3Settings(
                server.endpoint(), server.region(), server.bucket(), prefix, server.pathStyle(), server.credentials());
    }
}
