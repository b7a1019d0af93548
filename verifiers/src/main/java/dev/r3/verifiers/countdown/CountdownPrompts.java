package dev.r3.verifiers.countdown;

import dev.r3.verifiers.api.Prompts;

/** The default prompts: TinyZero's task, the paper's reflection request, and a retry in the task's own words. */
final class CountdownPrompts {

    private static final String TASK = "Using the numbers {numbers}, create an equation that equals {target}. "
            + "You can use basic arithmetic operations (+, -, *, /) and each number can only be used once. "
            + "Show your work in <think> </think> tags. And return the final answer in <answer> </answer> tags, "
            + "for example <answer> (1 + 2) / 3 </answer>.";

    private static final String REFLECTION = "You tried solving the following problem and got the wrong answer. "
            + "Reflect on what went wrong and write a short explanation that will help you do better next time.";

    private static final String RETRY = "Now try again. Using the numbers {numbers}, create an equation that equals "
            + "{target}. Use each number exactly once, and return the final answer in <answer> </answer> tags.";

    static final Prompts DEFAULT = new Prompts("", TASK, REFLECTION, RETRY);

    private CountdownPrompts() {}
}
