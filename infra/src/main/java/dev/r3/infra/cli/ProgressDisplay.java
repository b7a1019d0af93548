package dev.r3.infra.cli;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Where progress is shown: a bar that moves for a person, a plain line now and then for a log. Once closed it shows
 * nothing any more, so that what is said last stands last.
 */
final class ProgressDisplay implements AutoCloseable {
    private static final Duration LINE_EVERY = Duration.ofSeconds(15);
    private static final int REDRAW_MILLIS = 500;

    private @Nullable ProgressBar bar;
    private volatile @Nullable ProgressLine shown;
    private final NowAndThen lines = new NowAndThen(LINE_EVERY);
    private boolean closed;

    /** Something else is going to be shown; a log hears of it after a while only. */
    synchronized void startAnew() {
        endBar();
        lines.restart();
    }

    synchronized void show(ProgressLine line) {
        if (closed) {
            return;
        }
        shown = line;
        if (Terminal.isInteractive()) {
            moveBar();
        } else if (lines.isDue() || line.done() == line.total()) {
            lines.restart();
            Terminal.notice(line.plain());
        }
    }

    private void moveBar() {
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setUpdateIntervalMillis(REDRAW_MILLIS)
                    .continuousUpdate()
                    .setConsumer(new BarConsumer())
                    .setRenderer((state, columns) -> shown == null ? "" : shown.fitting(columns))
                    .build();
        }
    }

    /** Says something that stays above what moves. */
    synchronized void notice(String line) {
        if (!closed) {
            endBar();
            Terminal.notice(line);
        }
    }

    private void endBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public synchronized void close() {
        endBar();
        closed = true;
    }
}
