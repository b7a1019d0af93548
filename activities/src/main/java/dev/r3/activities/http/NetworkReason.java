package dev.r3.activities.http;

import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a server was not reached. */
public final class NetworkReason {

    private NetworkReason() {}

    /** In a line: the JDK's network errors often have no message of their own. */
    public static String of(ExecutionException error) {
        return Stream.<Throwable>iterate(error.getCause(), cause -> cause != null, Throwable::getCause)
                .limit(10)
                .map(cause -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage())
                .distinct()
                .collect(Collectors.joining(": "));
    }
}
