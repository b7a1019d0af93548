package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.evaluation.TaskResult;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Texts that reflections are held against, as they say the same whatever the task.
 *
 * @param generic the spec's
 * @param common what vanilla writes most often; empty if it never wrote one twice
 */
record ReflectionTemplates(String generic, Optional<CommonReflection> common) {
    /** So many of vanilla's reflections are looked at: what is common is common among them. */
    private static final int SAMPLE = 1_000;

    ReflectionTemplates {
        requireNonNull(generic, "generic is null");
        requireNonNull(common, "common is null");
    }

    /** Of several that are equally common the one that comes first. */
    static ReflectionTemplates of(String generic, Iterator<TaskResult> vanilla) {
        Map<String, Long> counts = new LinkedHashMap<>();
        long sample = 0;
        while (vanilla.hasNext() && sample < SAMPLE) {
            String reflection = vanilla.next().reflection();
            if (!reflection.isEmpty()) {
                counts.merge(reflection, 1L, Long::sum);
                sample++;
            }
        }
        String common = "";
        long most = 1;
        for (Map.Entry<String, Long> counted : counts.entrySet()) {
            if (counted.getValue() > most) {
                common = counted.getKey();
                most = counted.getValue();
            }
        }
        return new ReflectionTemplates(
                generic, most > 1 ? Optional.of(new CommonReflection(common, most, sample)) : Optional.empty());
    }
}
