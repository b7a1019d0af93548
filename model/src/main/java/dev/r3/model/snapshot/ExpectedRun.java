package dev.r3.model.snapshot;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The run that wants to go on from a snapshot.
 *
 * @param environment the facts of this process under the same names as in {@link SnapshotState#environment}
 */
public record ExpectedRun(String specDigest, String dataDigest, Map<String, String> environment) {
    public ExpectedRun {
        Checks.requireText(specDigest, "spec digest");
        Checks.requireText(dataDigest, "data digest");
        environment = Checks.copied(environment, "environment");
    }

    /** By name. */
    List<EnvironmentDifference> differences(SnapshotState state) {
        TreeSet<String> names = new TreeSet<>(environment.keySet());
        names.addAll(state.environment().keySet());
        return names.stream()
                .map(name -> new EnvironmentDifference(
                        name, state.environment().getOrDefault(name, ""), environment.getOrDefault(name, "")))
                .filter(fact -> !fact.then().equals(fact.now()))
                .toList();
    }
}
