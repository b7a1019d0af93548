package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

/** What stands before the retry of a control arm in a reflection's place. */
public sealed interface SecondTry {
    /** Ends the arm's name. */
    String label();

    /**
     * Nothing: the retry is asked for at once.
     *
     * @param request the user's message
     */
    record NoReflection(String request) implements SecondTry {
        public NoReflection {
            requireNonNull(request, "request is null");
        }

        @Override
        public String label() {
            return "no-reflection";
        }
    }

    /** The same text for every task. */
    record GenericReflection(String text) implements SecondTry {
        public GenericReflection {
            requireNonNull(text, "text is null");
        }

        @Override
        public String label() {
            return "generic-reflection";
        }
    }

    /**
     * What the same weights wrote on the failure of another task: of the tasks that they reflected on, each gets another's,
     * by the seed. A failed task that they did not reflect on, as the context was full, is not retried, as it is not with
     * their own reflections; nor is the only one that they reflected on.
     */
    record ForeignReflection(long seed) implements SecondTry {
        @Override
        public String label() {
            return "foreign-reflection";
        }
    }
}
