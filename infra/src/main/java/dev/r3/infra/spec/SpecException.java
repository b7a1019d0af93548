package dev.r3.infra.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A spec file can't be used. The message lists every mistake found, a line each. */
public final class SpecException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<SpecProblem> problems;

    SpecException(Path file, List<SpecProblem> problems) {
        super(problems.stream().map(problem -> file + ", " + problem).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** The file as a whole can't be used. */
    SpecException(String message) {
        super(message);
        this.problems = List.of();
    }

    public List<SpecProblem> problems() {
        return problems;
    }
}
