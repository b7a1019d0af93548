package dev.r3.activities.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.Column;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.ErrorType;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Option;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Prompts;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A family with a column of each type: the right answer is the text itself. A text of "fault" breaks the verifier. */
final class NoteFamily implements TaskFamily<NoteTask> {

    private static final ErrorType WRONG = new ErrorType("wrong-text", "The answer is not the text.");

    @Override
    public String id() {
        return "note";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public String description() {
        return "Say the text.";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.required("text", Column.Type.TEXT),
                Column.optional("count", Column.Type.INTEGER),
                Column.optional("marks", Column.Type.INTEGER_LIST),
                Column.optional("gold", Column.Type.TEXT));
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public List<ErrorType> errorTypes() {
        return List.of(WRONG);
    }

    @Override
    public Set<String> promptVariables() {
        return Set.of("text");
    }

    @Override
    public Prompts prompts() {
        return new Prompts("", "{text}", "", "");
    }

    @Override
    public NoteTask readTask(ObjectNode row) throws InvalidTaskException {
        if (!row.has("text")) {
            throw new InvalidTaskException("missing-column", "row has no 'text'");
        }
        OptionalLong count = OptionalLong.empty();
        if (row.has("count")) {
            if (!row.get("count").isIntegralNumber()) {
                throw new InvalidTaskException("wrong-type", "'count' is no whole number: " + row.get("count"));
            }
            count = OptionalLong.of(row.get("count").longValue());
        }
        List<Long> marks = new ArrayList<>();
        for (JsonNode mark : row.path("marks")) {
            marks.add(mark.longValue());
        }
        Optional<String> gold = row.has("gold") ? Optional.of(row.get("gold").textValue()) : Optional.empty();
        return new NoteTask(row.get("text").textValue(), count, marks, gold);
    }

    @Override
    public Verifier<NoteTask> verifier(Options options) {
        return new Verifier<>() {
            @Override
            public Verdict verify(NoteTask task, Completion completion) {
                if (task.text().equals("fault")) {
                    throw new IllegalStateException("broken on purpose");
                }
                return completion.text().equals(task.text())
                        ? Verdict.passed()
                        : Verdict.failed(WRONG, "said '%s'".formatted(completion.text()));
            }

            @Override
            public Optional<String> answerText(Completion completion) {
                return Optional.of(completion.text());
            }

            @Override
            public Optional<String> goldAnswer(NoteTask task) {
                return task.gold();
            }
        };
    }
}
