package dev.r3.activities.tracking;

import dev.r3.activities.failure.TrackerFailure;
import dev.r3.activities.port.ModelNote;
import dev.r3.activities.port.RunRecord;
import dev.r3.activities.port.RunTags;
import dev.r3.activities.port.RunTracker;
import dev.r3.workflows.contract.TrackedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A tracking server that may be down. */
final class FakeTracker implements RunTracker {
    final List<RunRecord> records = new ArrayList<>();
    final Map<String, String> notes = new TreeMap<>();
    final Map<String, String> tags = new TreeMap<>();
    Optional<ModelNote> champion = Optional.empty();
    Runnable whileCrowning = () -> {};
    Consumer<RunRecord> takes = record -> {};
    boolean down;

    @Override
    public TrackedRun deliver(RunRecord record) {
        if (down) {
            throw new TrackerFailure("MLflow does not answer");
        }
        records.add(record);
        takes.accept(record);
        return new TrackedRun(record.key(), "http://mlflow/" + record.name(), "");
    }

    @Override
    public void note(ModelNote note) {
        if (!has(note)) {
            throw new TrackerFailure("MLflow has no such model");
        }
        notes.put(note.key(), note.text());
    }

    @Override
    public boolean crown(ModelNote note) {
        if (!has(note)) {
            return false;
        }
        note(note);
        champion = Optional.of(note);
        whileCrowning.run();
        return true;
    }

    @Override
    public boolean tag(RunTags tagged) {
        if (down) {
            throw new TrackerFailure("MLflow does not answer");
        }
        boolean there = records.stream().anyMatch(record -> record.key().equals(tagged.key()));
        if (there) {
            tags.putAll(tagged.tags());
        }
        return there;
    }

    private boolean has(ModelNote note) {
        return records.stream()
                .flatMap(record -> record.model().stream())
                .anyMatch(
                        model -> model.key().equals(note.key()) && model.name().equals(note.name()));
    }
}
