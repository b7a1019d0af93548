package dev.r3.infra.mlflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.port.RunRecord.MetricPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * The bodies of {@code runs/log-batch} for a run's parameters, tags and metrics. The server takes at most 100 of the first
 * two, 1000 points and a million characters at once, 6000 characters a parameter and 8000 a tag: what is longer is cut, always alike, because
 * a parameter never changes.
 */
final class LogBatches {

    private static final int MOST_ENTRIES = 100;
    private static final int MOST_POINTS = 1000;
    private static final int MOST_CHARACTERS = 400_000;
    private static final int LONGEST_PARAM = 6000;
    private static final int LONGEST_TAG = 8000;
    private static final String CUT = " [cut]";

    private final String run;
    private final List<ObjectNode> bodies = new ArrayList<>();
    private int entries = MOST_ENTRIES;
    private int characters;

    private LogBatches(String run) {
        this.run = run;
    }

    static List<ObjectNode> of(
            String run, SortedMap<String, String> params, SortedMap<String, String> tags, List<MetricPoint> metrics) {
        LogBatches batches = new LogBatches(run);
        params.forEach((key, value) -> batches.add("params", key, cut(value, LONGEST_PARAM)));
        tags.forEach((key, value) -> batches.add("tags", key, cut(value, LONGEST_TAG)));
        for (int first = 0; first < metrics.size(); first += MOST_POINTS) {
            batches.addPoints(metrics.subList(first, Math.min(first + MOST_POINTS, metrics.size())));
        }
        return batches.bodies;
    }

    /** In a body of their own. */
    private void addPoints(List<MetricPoint> points) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("run_id", run);
        points.forEach(point -> body.withArray("/metrics")
                .addObject()
                .put("key", point.name())
                .put("value", point.value())
                .put("timestamp", point.time())
                .put("step", point.step()));
        bodies.add(body);
        entries = MOST_ENTRIES;
    }

    private void add(String kind, String key, String value) {
        if (entries == MOST_ENTRIES || characters + value.length() > MOST_CHARACTERS) {
            bodies.add(JsonNodeFactory.instance.objectNode().put("run_id", run));
            entries = 0;
            characters = 0;
        }
        entries++;
        characters += value.length();
        bodies.get(bodies.size() - 1)
                .withArray("/" + kind)
                .addObject()
                .put("key", key)
                .put("value", value);
    }

    private static String cut(String value, int most) {
        if (value.length() <= most) {
            return value;
        }
        int end = most - CUT.length();
        // Half of a character outside the basic plane is no text.
        return value.substring(0, Character.isHighSurrogate(value.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
