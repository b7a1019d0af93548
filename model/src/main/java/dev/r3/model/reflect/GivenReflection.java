package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

/** What a model finds before it retries a failed answer in a control arm: nothing of its own about this failure. */
public sealed interface GivenReflection {
    /**
     * No reflection: the retry is asked for at once.
     *
     * @param request the user's message; may name the task's variables
     */
    record None(String request) implements GivenReflection {
        public None {
            requireNonNull(request, "request is null");
        }
    }

    /** The reflection request as ever, and this text as the model's reflection. */
    record Text(String text) implements GivenReflection {
        public Text {
            requireNonNull(text, "text is null");
        }
    }
}
