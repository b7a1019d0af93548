package dev.r3.model.pretrain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskGenerator;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.verifiers.countdown.CountdownTask;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** The generator's tasks but those that are held out. */
final class TaskSource {
    /** So many held-out tasks in a row mean that there are no others. */
    private static final int MOST_HELD_OUT = 100_000;

    /** A data set of the same seed was drawn from that seed's own stream, and held-out tasks would be all that comes. */
    private static final long ANOTHER_STREAM = 0x636f72707573L;

    private final CountdownFamily family = new CountdownFamily();
    private final Iterator<ObjectNode> rows;
    private final Set<String> heldOut;

    /**
     * @param options of the family's generator
     * @param heldOut identities
     * @throws dev.r3.verifiers.api.InvalidOptionException for options that the generator doesn't take
     */
    TaskSource(long seed, Map<String, String> options, Set<String> heldOut) {
        TaskGenerator generator = family.generator().orElseThrow();
        this.rows = generator
                .generate(seed ^ ANOTHER_STREAM, Options.of(generator.options(), options))
                .iterator();
        this.heldOut = Set.copyOf(heldOut);
    }

    /** The next task, with its solution. */
    CountdownTask next() {
        for (int i = 0; i < MOST_HELD_OUT; i++) {
            CountdownTask task = task(rows.next());
            if (!heldOut.contains(task.identity())) {
                return task;
            }
        }
        throw new IllegalArgumentException("all tasks of these options are held out");
    }

    private CountdownTask task(ObjectNode row) {
        try {
            return family.readTask(row);
        } catch (InvalidTaskException e) {
            throw new IllegalStateException("the generator made a row that is no task: " + row, e);
        }
    }
}
