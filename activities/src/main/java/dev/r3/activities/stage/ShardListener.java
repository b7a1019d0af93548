package dev.r3.activities.stage;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.progress.WorkListener;

/**
 * Hears how much of a shard is done, and tells how much of its stage that is.
 *
 * @param tasks of the stage
 */
record ShardListener(Shard shard, int tasks, WorkListener stage) implements WorkListener {
    ShardListener {
        requireNonNull(shard, "shard is null");
        requireNonNull(stage, "stage is null");
    }

    @Override
    public void progressed(long done, long total) {
        stage.progressed(shard.from() + done, tasks);
    }

    @Override
    public void kept(String checkpoint) {
        stage.kept(checkpoint);
    }

    @Override
    public int shortages() {
        return stage.shortages();
    }
}
