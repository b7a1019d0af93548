package dev.r3.verifiers.countdown;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.answer.AnswerTags;
import dev.r3.verifiers.api.Column;
import dev.r3.verifiers.api.ErrorType;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Option;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Prompts;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.verifiers.api.TaskGenerator;
import dev.r3.verifiers.api.Verifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Countdown: make an equation from given numbers that hits a target. */
public final class CountdownFamily implements TaskFamily<CountdownTask> {

    private static final String ALL_NUMBERS_REQUIRED = "all-numbers-required";

    @Override
    public String id() {
        return "countdown";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public String description() {
        return "Make an equation from given numbers that hits a target.";
    }

    @Override
    public List<Column> columns() {
        return CountdownRow.COLUMNS;
    }

    @Override
    public List<Option> options() {
        Option allNumbers = new Option(
                ALL_NUMBERS_REQUIRED, "true", "true: each number exactly once; false: each number at most once");
        return Stream.concat(Stream.of(allNumbers), AnswerTags.OPTIONS.stream()).toList();
    }

    @Override
    public List<ErrorType> errorTypes() {
        return CountdownError.ALL;
    }

    @Override
    public Set<String> promptVariables() {
        return Set.of("numbers", "target");
    }

    @Override
    public Prompts prompts() {
        return CountdownPrompts.DEFAULT;
    }

    @Override
    public CountdownTask readTask(ObjectNode row) throws InvalidTaskException {
        return CountdownRow.read(row);
    }

    @Override
    public Verifier<CountdownTask> verifier(Options options) {
        NumberUse numberUse = options.flag(ALL_NUMBERS_REQUIRED) ? NumberUse.ALL : NumberUse.SOME;
        return new CountdownVerifier(AnswerTags.from(options), numberUse);
    }

    @Override
    public Optional<TaskGenerator> generator() {
        return Optional.of(new CountdownGenerator());
    }
}
