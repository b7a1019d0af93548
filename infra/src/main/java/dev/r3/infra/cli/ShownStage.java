package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.progress.Pace;
import dev.r3.workflows.contract.Heartbeat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A stage that is watched: what it told last, how fast it is, and when a log hears of it again. */
final class ShownStage {
    private static final Duration LINE_EVERY = Duration.ofSeconds(10);
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    private final LongSupplier nanoTime;
    private final NowAndThen line;
    private @Nullable Heartbeat printed;
    private Heartbeat latest;

    /** What was done before it was watched says nothing of it. */
    private Pace pace;

    ShownStage(Heartbeat first) {
        this(first, System::nanoTime);
    }

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    ShownStage(Heartbeat first, LongSupplier nanoTime) {
        this.latest = requireNonNull(first, "first is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        this.line = new NowAndThen(LINE_EVERY, nanoTime);
        this.pace = Pace.begin(first.done(), nanoTime.getAsLong());
    }

    void tells(Heartbeat heartbeat) {
        latest = heartbeat;
        if (heartbeat.done() != pace.done()) {
            pace = pace.then(heartbeat.done(), nanoTime.getAsLong());
        }
    }

    Heartbeat latest() {
        return latest;
    }

    /** Whether a log is to hear of it now. */
    boolean isDue() {
        return isNews(latest) && line.isDue();
    }

    /** The time left alone is none. */
    boolean isNews(Heartbeat heartbeat) {
        return printed == null || printed.done() != heartbeat.done() || printed.total() != heartbeat.total();
    }

    /** What a log hears of now: with the time left, if there is a rate. */
    Heartbeat toPrint() {
        line.restart();
        printed = latest;
        return latest.withSecondsLeft(latest.secondsLeft().or(() -> left(latest.end())));
    }

    /** A person sees the whole stage, of which the activity may be a part, with its rate. */
    ProgressLine bar() {
        return new ProgressLine(
                latest.stage(),
                latest.done(),
                latest.total(),
                latest.unit(),
                secondsLeft().map(Duration::ofSeconds),
                rate());
    }

    private Optional<Long> secondsLeft() {
        if (latest.done() >= latest.total()) {
            return Optional.empty();
        }
        return latest.end() == latest.total() && latest.secondsLeft().isPresent()
                ? latest.secondsLeft()
                : left(latest.total());
    }

    private Optional<Long> left(long end) {
        return latest.done() >= end ? Optional.empty() : pace.secondsLeft(end, nanoTime.getAsLong());
    }

    private List<String> rate() {
        if (pace.perSecond().isEmpty()) {
            return List.of();
        }
        double each = pace.perSecond().getAsDouble();
        if (each >= 1) {
            return List.of("%,.1f %s/s".formatted(each, latest.unit()));
        }
        return List.of(
                each * MINUTE >= 1
                        ? "%.1f %s/min".formatted(each * MINUTE, latest.unit())
                        : "%.1f %s/h".formatted(each * HOUR, latest.unit()));
    }
}
