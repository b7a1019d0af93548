package dev.r3.verifiers.api;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The sources of a small plug-in family, with the constructs that compilers translate in different ways. */
final class EchoSources {

    static final String FAMILY = "com.example.echo.EchoFamily";

    private static final String FAMILY_SOURCE = """
            package com.example.echo;

            import com.example.rules.Rules;
            import com.fasterxml.jackson.databind.node.ObjectNode;
            import dev.r3.verifiers.api.*;
            import dev.r3.verifiers.question.QuestionTask;
            import java.util.*;
            import java.util.function.*;

            public final class EchoFamily implements TaskFamily<QuestionTask> {
                public String id() { return "echo"; }
                public String version() { return "1"; }
                public String description() { return "Say the answer."; }
                public List<Column> columns() { return QuestionTask.COLUMNS; }
                public List<Option> options() { return List.of(new Option("mood", "calm", "how")); }
                public List<ErrorType> errorTypes() { return List.of(Rules.WRONG); }
                public Prompts prompts() { return new Prompts("", "{question}", "Why?", "Again."); }
                public Set<String> promptVariables() { return Set.of("question"); }
                public QuestionTask readTask(ObjectNode row) throws InvalidTaskException { return QuestionTask.read(row); }
                public Verifier<QuestionTask> verifier(Options options) { return new EchoVerifier(); }

                static final class EchoVerifier implements Verifier<QuestionTask> {
                    public Verdict verify(QuestionTask task, Completion completion) {
                        return Rules.judge(task.answer(), completion.text());
                    }
                    public Optional<String> answerText(Completion completion) { return Optional.of(completion.text()); }
                    public Optional<String> goldAnswer(QuestionTask task) { return Optional.of(task.answer()); }
                }
            }
            """;

    private static final String RULES_SOURCE = """
            package com.example.rules;

            import dev.r3.verifiers.api.*;
            import java.util.*;
            import java.util.function.*;

            public final class Rules {
                public static final ErrorType WRONG = new ErrorType("wrong", "it is wrong");
                private static final int BOUND = 100;

                public static Verdict judge(String answer, String text) {
                    // Equal lambdas: shared only without debug information.
                    Predicate<String> first = s -> s.length() < 100;
                    Predicate<String> second = s -> s.length() < 100;
                    Supplier<Predicate<String>> nested = () -> s -> s.equals(answer);
                    List<String> texts = List.of(text);
                    boolean same = texts.hashCode() == List.of(answer).hashCode() && nested.get().test(text);
                    return same && first.or(second).test(text) ? Verdict.passed() : Verdict.failed(WRONG, "");
                }
            }
            """;

    private EchoSources() {}

    /** The sources with the rules changed. */
    static Map<String, String> with(UnaryOperator<String> change) {
        Map<String, String> sources = new TreeMap<>();
        sources.put(FAMILY, FAMILY_SOURCE);
        sources.put("com.example.rules.Rules", change.apply(RULES_SOURCE));
        return sources;
    }

    /** The same family in other packages. */
    static Map<String, String> ofAnotherVendor() {
        Map<String, String> sources = new TreeMap<>();
        with(UnaryOperator.identity()).forEach((name, text) -> sources.put(renamed(name), renamed(text)));
        return sources;
    }

    private static String renamed(String text) {
        return text.replace("com.example", "org.other");
    }
}
