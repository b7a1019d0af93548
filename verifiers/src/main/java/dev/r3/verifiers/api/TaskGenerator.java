package dev.r3.verifiers.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** Makes solvable tasks with gold answers, as rows of the family's standard layout. */
public interface TaskGenerator {

    /** The options of {@link #generate}, with defaults. */
    List<Option> options();

    /**
     * An endless lazy stream of rows, a pure function of seed and options; rows may repeat.
     *
     * @throws InvalidOptionException if a value is out of its range or no task can satisfy the options
     */
    Stream<ObjectNode> generate(long seed, Options options);
}
