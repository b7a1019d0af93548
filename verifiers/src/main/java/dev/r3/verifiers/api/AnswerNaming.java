package dev.r3.verifiers.api;

/**
 * Tells whether a text, e.g. a reflection, gives a task's answer away. Found by {@link java.util.ServiceLoader} beside
 * the families and apart from them: it decides over no verdict, and so is no part of a verifier's fingerprint. Where a
 * family has none, it can't be told.
 *
 * @param <T> the family's task record
 */
public interface AnswerNaming<T extends Task> {

    /** What can be said of a text. */
    enum Naming {
        /** The answer stands in it. */
        NAMED,
        /** It does not. */
        NOT_NAMED,
        /** The task gives no answer to look for, or the text is beyond a bound. */
        UNKNOWN
    }

    /** The id of the family whose answers it knows. */
    String family();

    /** One sentence for people: what counts as naming an answer. */
    String description();

    /** The family's task record. */
    Class<T> taskType();

    /**
     * Whether a text gives the answer away. A pure function of its arguments with bounded work.
     *
     * @param options the family's, as its verifier has them
     */
    Naming naming(T task, String text, Options options);

    /**
     * The same of a task of any type.
     *
     * @throws ClassCastException if it is no task of the family
     */
    default Naming ofAny(Task task, String text, Options options) {
        return naming(taskType().cast(task), text, options);
    }
}
