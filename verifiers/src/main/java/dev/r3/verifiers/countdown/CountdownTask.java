package dev.r3.verifiers.countdown;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.CanonicalJson;
import dev.r3.verifiers.api.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Make {@code target} from {@code numbers}.
 *
 * @param target at most 18 digits, perhaps negative
 * @param numbers 1 to 32 numbers in the order of the prompt, not negative, at most 18 digits each
 * @param solution an equation that solves it, when the data gives one
 */
public record CountdownTask(long target, List<Long> numbers, Optional<String> solution) implements Task {

    static final int MAX_NUMBERS = 32;

    /** The largest number of 18 digits: a sum of two of them still fits in a long. */
    static final long MAX_VALUE = 999_999_999_999_999_999L;

    public CountdownTask {
        numbers = List.copyOf(numbers);
        requireNonNull(solution, "solution is null");
        if (target < -MAX_VALUE || target > MAX_VALUE) {
            throw new IllegalArgumentException("target has more than 18 digits: " + target);
        }
        if (numbers.isEmpty() || numbers.size() > MAX_NUMBERS) {
            throw new IllegalArgumentException("there are not 1 to 32 numbers but " + numbers.size());
        }
        for (long number : numbers) {
            if (number < 0 || number > MAX_VALUE) {
                throw new IllegalArgumentException("number is negative or has more than 18 digits: " + number);
            }
        }
    }

    /** The numbers in ascending order. */
    long[] sortedNumbers() {
        long[] sorted = new long[numbers.size()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = numbers.get(i);
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** Target and sorted numbers: the order of the numbers and the solution make no other task. */
    @Override
    public String identity() {
        ObjectNode identity = JsonNodeFactory.instance.objectNode().put(CountdownRow.TARGET, target);
        var sorted = identity.putArray(CountdownRow.NUMBERS);
        for (long number : sortedNumbers()) {
            sorted.add(number);
        }
        return CanonicalJson.write(identity);
    }

    @Override
    public ObjectNode row() {
        return CountdownRow.of(this);
    }

    @Override
    public Map<String, String> promptVariables() {
        return Map.of("numbers", numbers.toString(), "target", Long.toString(target));
    }
}
