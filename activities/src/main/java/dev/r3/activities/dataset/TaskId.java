package dev.r3.activities.dataset;

import dev.r3.verifiers.api.Task;
import java.util.HexFormat;

/**
 * The short name of a task in data and reports: the first 16 hex digits of the SHA-256 of its identity.
 *
 * @param value 16 hex digits in lower case
 */
public record TaskId(String value) {

    public TaskId {
        if (value.length() != 16 || !value.chars().allMatch(TaskId::isLowerCaseHex)) {
            throw new IllegalArgumentException("task id is not 16 hex digits in lower case: " + value);
        }
    }

    public static TaskId of(Task task) {
        return new TaskId(HexFormat.of().toHexDigits(IdentityHash.of(task).high()));
    }

    private static boolean isLowerCaseHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    @Override
    public String toString() {
        return value;
    }
}
