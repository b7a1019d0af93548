package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.dataset.TaskFile;
import dev.r3.activities.failure.DataFailure;
import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.verifiers.api.TaskGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code r3 data generate}: solvable tasks with gold answers. */
@Command(name = "generate", description = "Makes solvable tasks with gold answers; every task is another one.")
final class DataGenerateCommand implements Runnable {

    /** What makes every task another one stays in memory. */
    private static final long MOST_TASKS = 10_000_000;

    /** So many rows in a row that are no new task mean that there are no more. */
    private static final int MOST_REPEATS = 10_000;

    @Parameters(paramLabel = "FAMILY", description = "Task family: countdown or function-calling.")
    private String family = "";

    @Option(names = "--count", required = true, paramLabel = "N", description = "How many tasks; at most 10,000,000.")
    private long count;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "0", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "File to write: .parquet, .jsonl or .csv (the last two also with .gz).")
    private Path out = Path.of("");

    @Option(
            names = "--config",
            paramLabel = "KEY=VALUE",
            description = "An option of the generator; may be repeated. A wrong one lists those known.")
    private Map<String, String> config = new TreeMap<>();

    @Override
    public void run() {
        if (count < 1 || count > MOST_TASKS) {
            throw UserError.usage("--count is %d; expected 1 to %,d".formatted(count, MOST_TASKS));
        }
        requireWritable();
        TaskFamily<?> found = Families.named(family);
        TaskGenerator generator = found.generator()
                .orElseThrow(() -> UserError.usage("task family '%s' makes no tasks; those that do: %s"
                        .formatted(family, String.join(", ", makers()))));
        try {
            Iterator<ObjectNode> rows = generator
                    .generate(seed, Families.options(generator.options(), config))
                    .filter(newTasks(found))
                    .limit(count)
                    .map(row -> standard(found, row))
                    .iterator();
            TaskFile.write(rows, found, out);
        } catch (InvalidOptionException e) {
            throw UserError.usage(e);
        } catch (DataFailure e) {
            throw UserError.failed(e);
        }
        Terminal.notice("wrote %,d %s tasks to %s".formatted(count, family, out));
    }

    private void requireWritable() {
        if (Files.isDirectory(out)) {
            throw UserError.usage("--out is '%s', which is a folder; expected a file to write".formatted(out));
        }
        try {
            TaskFile.requireFormat(out);
        } catch (DataFailure e) {
            throw UserError.usage(e);
        }
    }

    private static Predicate<ObjectNode> newTasks(TaskFamily<?> family) {
        Set<String> seen = new HashSet<>();
        int[] repeats = {0};
        return row -> {
            boolean isNew = seen.add(identity(family, row));
            repeats[0] = isNew ? 0 : repeats[0] + 1;
            if (repeats[0] > MOST_REPEATS) {
                throw UserError.failed(
                        "under these options there are only about %,d tasks; ask for fewer, or widen --config"
                                .formatted(seen.size()));
            }
            return isNew;
        };
    }

    private static String identity(TaskFamily<?> family, ObjectNode row) {
        return task(family, row).identity();
    }

    private static List<String> makers() {
        return Families.load().all().stream()
                .filter(known -> known.generator().isPresent())
                .map(TaskFamily::id)
                .toList();
    }

    /** The row in the family's own columns. */
    private static ObjectNode standard(TaskFamily<?> family, ObjectNode row) {
        return task(family, row).row();
    }

    private static Task task(TaskFamily<?> family, ObjectNode row) {
        try {
            return family.readTask(row);
        } catch (InvalidTaskException e) {
            throw new IllegalStateException("the generator made a row that is no task: " + row, e);
        }
    }
}
