package dev.r3.infra.cli;

import dev.r3.activities.dataset.TaskFile;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.verifiers.countdown.CountdownTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The whole method on models of random weights, which answer all tasks wrong: seconds of work.
 *
 * @param folder of its files, and of its home
 */
record TinyExperiment(Path folder) {
    static final String SPEC = """
            name: tiny
            seed: 3
            task: { family: countdown }
            data:
              source: tasks.jsonl
              split: { validation: 0.2, test: 0.4 }
            policy: { checkpoint: model, context-tokens: 512, cache-tokens: 4096 }
            episode:
              first-answer: { max-tokens: 3 }
              reflection: { max-tokens: 4 }
              retry: { max-tokens: 5 }
              reflections: 2
            failures: { samples: 2 }
            train:
              steps: 2
              failures-per-step: 2
              beta: 0
              anchor: { weight: 1, answers-per-step: 4 }
              learning-rate: { peak: 1e-3, schedule: constant, warm-up: 0 }
              steps-per-snapshot: 1
              most-unscorable: 1
            evaluate:
              validation-tasks: 3
              baselines: { big: big }
            """;

    /** Writes all that its spec names. */
    static TinyExperiment prepare(Path folder) throws IOException {
        TerseModel.write(folder.resolve("model"));
        TerseModel.write(folder.resolve("big"));
        // Else both were the same model, and one arm would be found as the other.
        Files.writeString(folder.resolve("big").resolve("notes.txt"), "another one");
        TinyExperiment experiment = new TinyExperiment(folder);
        experiment.writeTasks(
                "tasks.jsonl", 30, i -> new CountdownTask(10 + i, List.of(2L, 3L, 5L + i), Optional.empty()));
        return experiment;
    }

    void writeTasks(String file, int count, IntFunction<CountdownTask> task) throws IOException {
        TaskFile.write(
                IntStream.range(0, count).mapToObj(task).map(CountdownTask::row).iterator(),
                new CountdownFamily(),
                folder.resolve(file));
    }

    Path home() {
        return folder.resolve("home");
    }

    /** Writes a spec, and says where it is. */
    String spec(String text) throws IOException {
        return Files.writeString(folder.resolve("spec.yaml"), text).toString();
    }
}
