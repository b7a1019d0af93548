package dev.r3.verifiers.functioncalling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.Column;
import dev.r3.verifiers.api.ErrorType;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Option;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Prompts;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.verifiers.api.TaskGenerator;
import dev.r3.verifiers.api.Verifier;
import dev.r3.verifiers.functioncalling.generate.FunctionCallingGenerator;
import dev.r3.verifiers.functioncalling.match.PolicyName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Function calling on rows of APIGen and xlam: the right tools with the right parameters. */
public final class FunctionCallingFamily implements TaskFamily<FunctionCallingTask> {

    private static final String POLICY = "policy";

    @Override
    public String id() {
        return "function-calling";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public String description() {
        return "Call the right tools with the right parameters (APIGen, xlam).";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.required(FunctionCallingRow.QUERY, Column.Type.TEXT),
                Column.required(FunctionCallingRow.TOOLS, Column.Type.TEXT),
                Column.required(FunctionCallingRow.ANSWERS, Column.Type.TEXT));
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option(
                        POLICY,
                        "typed",
                        "when two values are the same: exact (canonical JSON), typed (defaults count) or bfcl (BFCL's AST rules)"));
    }

    @Override
    public List<ErrorType> errorTypes() {
        return FunctionCallingErrors.ALL;
    }

    @Override
    public Set<String> promptVariables() {
        return Set.of("query", "tools");
    }

    @Override
    public Prompts prompts() {
        return new Prompts(
                "",
                "{query}",
                "You tried performing the following task, but failed in generating the correct tool call. Reflect on "
                        + "what went wrong and write a short explanation that will help you do better next time.\n\n"
                        + "Task: {query}",
                "Now perform the task again, with your reflection in mind. Answer with the correct tool call only.\n\n"
                        + "Task: {query}");
    }

    @Override
    public FunctionCallingTask readTask(ObjectNode row) throws InvalidTaskException {
        return FunctionCallingRow.read(row);
    }

    @Override
    public Verifier<FunctionCallingTask> verifier(Options options) {
        return new FunctionCallingVerifier(
                options.choice(POLICY, PolicyName.class).policy());
    }

    @Override
    public Optional<TaskGenerator> generator() {
        return Optional.of(new FunctionCallingGenerator());
    }
}
