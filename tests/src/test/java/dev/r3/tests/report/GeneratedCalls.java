package dev.r3.tests.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.ErrorType;
import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.verifiers.api.TaskGenerator;
import dev.r3.verifiers.functioncalling.FunctionCallingFamily;
import dev.r3.verifiers.functioncalling.FunctionCallingTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Function-calling tasks, which models answer with calls of a function that may not exist. */
record GeneratedCalls(List<FunctionCallingTask> tasks) implements GeneratedTasks {
    private static final FunctionCallingFamily FAMILY = new FunctionCallingFamily();

    GeneratedCalls {
        tasks = List.copyOf(tasks);
    }

    static GeneratedCalls of(int count) throws InvalidOptionException, InvalidTaskException {
        TaskGenerator generator = FAMILY.generator().orElseThrow();
        List<ObjectNode> rows = generator
                .generate(3, Options.of(generator.options(), Map.of()))
                .distinct()
                .limit(count)
                .toList();
        List<FunctionCallingTask> tasks = new ArrayList<>();
        for (ObjectNode row : rows) {
            tasks.add(FAMILY.readTask(row));
        }
        return new GeneratedCalls(tasks);
    }

    @Override
    public TaskFamily<?> family() {
        return FAMILY;
    }

    @Override
    public List<String> errors() {
        return FAMILY.errorTypes().stream().map(ErrorType::code).toList();
    }

    @Override
    public String answer(int task, SplittableRandom random) {
        return "<tool_call>{\"name\": \"function_%d\", \"arguments\": {}}</tool_call>".formatted(random.nextInt(9));
    }

    @Override
    public String tip(int task) {
        return " Call the function of task %d.".formatted(task);
    }
}
