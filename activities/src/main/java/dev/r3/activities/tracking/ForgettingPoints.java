package dev.r3.activities.tracking;

import dev.r3.activities.port.RunRecord.MetricPoint;
import dev.r3.activities.stage.Manifest;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.TrackingInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much larger trained's shares are than vanilla's on the data sets that forgetting is checked on. */
final class ForgettingPoints {

    private ForgettingPoints() {}

    /**
     * Of the checks that are done.
     *
     * @param manifests of the experiment's stages, in their order
     */
    static List<MetricPoint> of(TrackingInput input, List<Manifest> manifests) {
        Map<String, Manifest> stages = new HashMap<>();
        for (int i = 0; i < manifests.size(); i++) {
            stages.put(input.stages().get(i).name(), manifests.get(i));
        }
        List<MetricPoint> points = new ArrayList<>();
        for (String check : input.run().experiment().forgetting().keySet()) {
            Manifest vanilla =
                    stages.get(ArmName.checking(check, ArmName.VANILLA).stage());
            Manifest trained =
                    stages.get(ArmName.checking(check, ArmName.TRAINED).stage());
            if (vanilla != null && trained != null) {
                for (String metric : List.of("first_try", "second_try")) {
                    points.add(new MetricPoint(
                            "forgetting/%s/%s_delta".formatted(check, metric),
                            0,
                            share(trained, metric) - share(vanilla, metric),
                            trained.committedAt()));
                }
            }
        }
        return points;
    }

    private static double share(Manifest arm, String metric) {
        return arm.summary().path(metric).asDouble()
                / arm.summary().path("tasks").asDouble();
    }
}
