package dev.r3.activities.evaluation;

import dev.r3.activities.policy.Judgement;
import dev.r3.model.reflect.GivenReflection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a control puts before the retries, task by task; nothing where the first answer did not fail. */
final class GivenReflections {
    private GivenReflections() {}

    /**
     * Of all of an arm's tasks: a reflection on another task may be on any of them.
     *
     * @param reflected the arm with the same weights' own reflections
     */
    static List<Optional<GivenReflection>> of(SecondTry kind, List<TaskResult> reflected) {
        List<Integer> failed = IntStream.range(0, reflected.size())
                .filter(task -> reflected.get(task).first() == Judgement.FAILED)
                .boxed()
                .toList();
        int[] others = kind instanceof SecondTry.ForeignReflection foreign
                ? Derangement.of(failed.size(), foreign.seed())
                : new int[failed.size()];
        List<Optional<GivenReflection>> given =
                new ArrayList<>(Collections.nCopies(reflected.size(), Optional.empty()));
        for (int i = 0; i < others.length; i++) {
            String foreign = reflected.get(failed.get(others[i])).reflection();
            given.set(failed.get(i), Optional.of(given(kind, foreign)));
        }
        return given;
    }

    private static GivenReflection given(SecondTry kind, String foreign) {
        if (kind instanceof SecondTry.NoReflection none) {
            return new GivenReflection.None(none.request());
        } else if (kind instanceof SecondTry.GenericReflection generic) {
            return new GivenReflection.Text(generic.text());
        }
        return new GivenReflection.Text(foreign);
    }
}
