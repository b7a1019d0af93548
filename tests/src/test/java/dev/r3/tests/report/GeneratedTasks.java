package dev.r3.tests.report;

import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamily;
import java.util.List;
import java.util.SplittableRandom;

/** The test tasks of a generated experiment, and what models write to them. */
interface GeneratedTasks {
    TaskFamily<?> family();

    List<? extends Task> tasks();

    /** The codes of errors that answers fail by. */
    List<String> errors();

    /** What a model answers to a task, right or wrong. */
    String answer(int task, SplittableRandom random);

    /** What a reflection of the trained model gives away of a task. */
    String tip(int task);
}
