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

/**
 * What a control puts before the retries, task by task; nothing where there is no retry: the first answer did not fail, or
 * another task's reflection is wanted and there is none. The weights then wrote no reflection on this task, and so did not
 * retry it themselves, or wrote one on no other.
 */
final class GivenReflections {
    private GivenReflections() {}

    /**
     * Of a shard's tasks. A reflection on another task may be on any shard's.
     *
     * @param reflected the arm with the same weights' own reflections
     */
    static List<Optional<GivenReflection>> of(SecondTry kind, ReflectedResults reflected, Shard shard) {
        IntFunction<Optional<GivenReflection>> given = given(kind, reflected, shard);
        List<TaskResult> own = reflected.of(shard);
        return IntStream.range(0, own.size())
                .mapToObj(i -> own.get(i).first() == Judgement.FAILED
                        ? given.apply(shard.from() + i)
                        : Optional.<GivenReflection>empty())
                .toList();
    }

    private static IntFunction<Optional<GivenReflection>> given(
            SecondTry kind, ReflectedResults reflected, Shard shard) {
        if (kind instanceof SecondTry.NoReflection none) {
            return task -> Optional.of(new GivenReflection.None(none.request()));
        } else if (kind instanceof SecondTry.GenericReflection generic) {
            return task -> Optional.of(new GivenReflection.Text(generic.text()));
        }
        Map<Integer, Integer> others =
                others(reflected.reflected(), shard, ((SecondTry.ForeignReflection) kind).seed());
        Map<Integer, String> foreign = reflected.reflections(Set.copyOf(others.values()));
        return task -> Optional.ofNullable(others.get(task))
                .map(other -> requireNonNull(foreign.get(other), "the other task has no row"))
                .map(GivenReflection.Text::new);
    }

    /** For each task of a shard that has a reflection another one that has; none for a single one. */
    private static Map<Integer, Integer> others(int[] reflected, Shard shard, long seed) {
        int[] places = Derangement.of(reflected.length, seed);
        return IntStream.range(0, reflected.length)
                .filter(i -> shard.from() <= reflected[i] && reflected[i] < shard.until())
                .filter(i -> places[i] != i)
                .boxed()
                .collect(Collectors.toMap(i -> reflected[i], i -> reflected[places[i]]));
    }
}
