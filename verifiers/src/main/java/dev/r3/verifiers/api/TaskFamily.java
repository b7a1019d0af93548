package dev.r3.verifiers.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of verifiable task. Found by {@link java.util.ServiceLoader}: a jar that lists an implementation adds a family.
 *
 * @param <T> the family's task record
 */
public interface TaskFamily<T extends Task> {

    /** The name that specs and the command line use, in lower case with dashes. */
    String id();

    /** The declared version of the family's rules. Raise it when a verdict may change on purpose. */
    String version();

    /** One line for people. */
    String description();

    /** The columns of the standard row layout. A data set with other names maps them in its spec. */
    List<Column> columns();

    /** The options of {@link #verifier(Options)}, with defaults. */
    List<Option> options();

    /** Every error type that this family's verifier can give, in the order in which they are judged. */
    List<ErrorType> errorTypes();

    /** The default prompts; a spec may replace each. */
    Prompts prompts();

    /** The names that the prompts may use: the keys of {@link Task#promptVariables()}. */
    Set<String> promptVariables();

    /**
     * Reads and validates one data row.
     *
     * @throws InvalidTaskException if the row is no task of this family; says what is wrong
     */
    T readTask(ObjectNode row) throws InvalidTaskException;

    /**
     * The verifier under these options.
     *
     * @throws InvalidOptionException if a value is out of its range
     */
    Verifier<T> verifier(Options options);

    /** Makes solvable tasks with gold answers, if this family can. */
    default Optional<TaskGenerator> generator() {
        return Optional.empty();
    }
}
