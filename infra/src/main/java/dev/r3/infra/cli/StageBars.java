package dev.r3.infra.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Bars that move on a terminal, one below the other: one for each stage at work. */
final class StageBars implements AutoCloseable {
    private final Map<String, StageBar> bars = new LinkedHashMap<>();

    private static final class StageBar {
        private final ProgressBar bar;
        /** What it shows when it is drawn next, by the library's thread. */
        private volatile ProgressLine shown;

        StageBar(ProgressLine first) {
            this.shown = first;
            this.bar = new ProgressBarBuilder()
                    .continuousUpdate()
                    .setConsumer(new BarConsumer())
                    .setRenderer((state, columns) -> shown.fitting(columns))
                    .build();
        }
    }

    /** Moves the bar of this name, which is put below the others if it is new. */
    void show(ProgressLine line) {
        bars.computeIfAbsent(line.name(), name -> new StageBar(line)).shown = line;
    }

    /** Draws the bar of this name for the last time. */
    void end(ProgressLine line) {
        StageBar ended = bars.remove(line.name());
        if (ended != null) {
            ended.shown = line;
            ended.bar.close();
        }
    }

    /** Leaves all bars as they are; what is said next stands below them, and what is shown next gets new ones. */
    @Override
    public void close() {
        List<StageBar> standing = new ArrayList<>(bars.values());
        bars.clear();
        standing.forEach(stage -> stage.bar.close());
    }
}
