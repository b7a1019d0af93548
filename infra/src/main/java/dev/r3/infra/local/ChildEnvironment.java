package dev.r3.infra.local;

import java.util.List;
import java.util.Map;

/** The environment of the servers: the caller's, without what would configure them otherwise. */
final class ChildEnvironment {
    /** A user's settings for other servers and other Python programs. */
    private static final List<String> FOREIGN = List.of("AWS_", "MLFLOW_", "PYTHON", "TEMPORAL_");

    private static final String LOCAL = Loopback.HOST + ",localhost";

    private ChildEnvironment() {}

    /** Changes an environment in place. */
    static void prepare(Map<String, String> environment, Map<String, String> additions) {
        environment.keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith));
        // A proxy for the outside must not get the requests among the servers.
        environment.merge("NO_PROXY", LOCAL, (hosts, local) -> hosts + "," + local);
        environment.merge("no_proxy", LOCAL, (hosts, local) -> hosts + "," + local);
        environment.putAll(additions);
    }
}
