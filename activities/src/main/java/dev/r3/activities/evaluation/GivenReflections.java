package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.policy.Judgement;
import dev.r3.activities.stage.Shard;
import dev.r3.model.reflect.GivenReflection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a control puts before the retries, task by task; nothing where the first answer did not fail. */
final class GivenReflections {
    private GivenReflections() {}

    /**
     * Of a shard's tasks. A reflection on another task may be on any shard's.
     *
     * @param reflected the arm with the same weights' own reflections
     */
    static List<Optional<GivenReflection>> of(SecondTry kind, ReflectedResults reflected, Shard shard) {
        IntFunction<GivenReflection> given = given(kind, reflected, shard);
        List<TaskResult> own = reflected.of(shard);
        return IntStream.range(0, own.size())
                .mapToObj(i -> own.get(i).first() == Judgement.FAILED
                        ? Optional.of(given.apply(shard.from() + i))
                        : Optional.<GivenReflection>empty())
                .toList();
    }

    private static IntFunction<GivenReflection> given(SecondTry kind, ReflectedResults reflected, Shard shard) {
        if (kind instanceof SecondTry.NoReflection none) {
            return task -> new GivenReflection.None(none.request());
        } else if (kind instanceof SecondTry.GenericReflection generic) {
            return task -> new GivenReflection.Text(generic.text());
        }
        Map<Integer, Integer> others = others(reflected.failed(), shard, ((SecondTry.ForeignReflection) kind).seed());
        Map<Integer, String> foreign = reflected.reflections(Set.copyOf(others.values()));
        return task -> {
            Integer other = requireNonNull(others.get(task), "the task did not fail");
            return new GivenReflection.Text(requireNonNull(foreign.get(other), "the other task has no row"));
        };
    }

    /** For each failed task of a shard another failed one. */
    private static Map<Integer, Integer> others(int[] failed, Shard shard, long seed) {
        int[] places = Derangement.of(failed.length, seed);
        return IntStream.range(0, failed.length)
                .filter(i -> shard.from() <= failed[i] && failed[i] < shard.until())
                .boxed()
                .collect(Collectors.toMap(i -> failed[i], i -> failed[places[i]]));
    }
}
