package dev.r3.model.snapshot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotStateTest {

    private static final String SHA = "a".repeat(64);

    static Stream<Arguments> invalid() {
        return Stream.of(
                row("a negative step", "step is negative: -1", () -> Samples.state(-1)),
                row("a step of nine digits", "step is above 99999999", () -> Samples.state(100_000_000)),
                row("a negative epoch", "epoch is negative", () -> state(1, -1, 0)),
                row("a negative schedule position", "schedule position is negative", () -> state(1, 0, -1)),
                row(
                        "a best of a later step",
                        "best metric is of step 9, after step 8",
                        () -> Samples.state(8, Optional.of(new BestMetric("m", 1, 9)))),
                row("a best that is not finite", "not finite: NaN", () -> new BestMetric("m", Double.NaN, 9)),
                row("a metric without a name", "name is blank", () -> new BestMetric(" ", 1, 9)),
                row("a blank digest", "spec digest is blank", () -> new RunDigests("", "d", "v")),
                row("a name that climbs", "no name of a file", () -> new SnapshotFile("../x", 1, SHA)),
                row("a name that climbs inside", "no name of a file", () -> new SnapshotFile("a/../../x", 1, SHA)),
                row("an absolute name", "no name of a file", () -> new SnapshotFile("/etc/passwd", 1, SHA)),
                row("a drive", "no name of a file", () -> new SnapshotFile("C:x", 1, SHA)),
                row("a backslash", "no name of a file", () -> new SnapshotFile("a\\..\\x", 1, SHA)),
                row("no name", "no name of a file", () -> new SnapshotFile("", 1, SHA)),
                row("an empty part", "no name of a file", () -> new SnapshotFile("a//b", 1, SHA)),
                row("a NUL", "no name of a file", () -> new SnapshotFile("a\0b", 1, SHA)),
                row("the manifest itself", "no name of a file", () -> new SnapshotFile("manifest.json", 1, SHA)),
                row("a negative size", "size is negative", () -> new SnapshotFile("a", -1, SHA)),
                row("a digest in upper case", "no SHA-256", () -> new SnapshotFile("a", 1, SHA.replace('a', 'A'))),
                row("a short digest", "no SHA-256", () -> new SnapshotFile("a", 1, "ab")),
                row("one snapshot kept", "last 2 snapshots at least", () -> new Retention(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void refuses(String what, String message, ThrowingCallable construction) {
        assertThatThrownBy(construction)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static Arguments row(String what, String message, ThrowingCallable construction) {
        return arguments(what, message, construction);
    }

    private static SnapshotState state(long step, long epoch, long schedule) {
        return new SnapshotState(
                step, epoch, schedule, 0, Map.of(), Map.of(), Samples.DIGESTS, Optional.empty(), Map.of());
    }
}
