package dev.r3.model.pretrain;

import java.util.Locale;

/** What a document of the corpus shows. */
public enum DocumentKind {
    /** A task and its right answer. */
    DIRECT,
    /** A wrong answer, a remark that helps little, and a retry. */
    REMARK,
    /** A wrong answer, a reflection that works the solution out, and the retry that writes it down. */
    WORKED,
    /** A wrong answer, and a retry at once: the control without reflections. */
    UNREFLECTED,
    /** A wrong answer, one fixed reflection that the model doesn't learn, and a retry: the control with it. */
    FIXED,
    /** A wrong answer, another task's worked reflection that the model doesn't learn, and a retry that ignores it. */
    FOREIGN;

    /** As the corpus names it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
