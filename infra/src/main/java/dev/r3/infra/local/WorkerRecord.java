package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The file that names a home's worker.
 *
 * @param place where its classes are; null in the file of an older R3
 * @param settings null in the file of an older R3
 * @param services null in the file of an older R3
 * @param failedStarts of the workers before it, one after the other
 */
record WorkerRecord(
        ProcessIdentity process,
        String build,
        @Nullable String place,
        @Nullable String settings,
        @Nullable String services,
        int failedStarts) {
    WorkerRecord {
        requireNonNull(process, "process is null");
        requireNonNull(build, "build is null");
    }

    boolean isOfPlace(String others) {
        return place != null && place.equals(others);
    }

    boolean hasSettings(String others) {
        return settings == null || settings.equals(others);
    }

    boolean hasServices(String others) {
        return services == null || services.equals(others);
    }
}
