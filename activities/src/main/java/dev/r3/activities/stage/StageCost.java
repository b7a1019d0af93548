package dev.r3.activities.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a stage took when it was computed, with its parts: those were computed before it was put together, by other
 * workers perhaps, and lie in its summary.
 *
 * @param seconds of computing
 * @param coreSeconds the seconds times the threads of whoever computed: what was held, not what was used; empty for a
 *     stage, or a part, that an older R3 computed
 * @param hardware of all who computed, none twice; none if that was not recorded
 */
public record StageCost(double seconds, OptionalDouble coreSeconds, List<Hardware> hardware) {
    private static final String SECONDS = "seconds";
    private static final String CORE_SECONDS = "core_seconds";
    static final String HARDWARE = "hardware";

    public static final StageCost NONE = new StageCost(0, OptionalDouble.of(0), List.of());

    public StageCost {
        hardware = List.copyOf(hardware);
    }

    /** Of a committed stage. */
    public static StageCost of(Manifest manifest) {
        JsonNode parts = manifest.summary();
        double before = parts.path(SECONDS).asDouble(0);
        Set<Hardware> hardware = new LinkedHashSet<>();
        parts.path(HARDWARE).forEach(part -> hardware.add(hardware(part)));
        Optional.ofNullable(manifest.hardware()).ifPresent(hardware::add);
        return new StageCost(manifest.seconds() + before, coreSeconds(manifest, before), List.copyOf(hardware));
    }

    private static OptionalDouble coreSeconds(Manifest manifest, double before) {
        JsonNode parts = manifest.summary();
        Hardware committer = manifest.hardware();
        boolean someAreUnknown = parts.has(HARDWARE) && !parts.has(CORE_SECONDS);
        if (committer == null || someAreUnknown) {
            return OptionalDouble.empty();
        }
        // Parts that name no hardware, such as a training's steps, were computed on the same.
        double held = parts.path(CORE_SECONDS).asDouble(before * committer.threads());
        return OptionalDouble.of(manifest.seconds() * committer.threads() + held);
    }

    private static Hardware hardware(JsonNode part) {
        return new Hardware(
                part.path("processor").asText(),
                part.path("cores").asInt(),
                part.path("threads").asInt());
    }

    public StageCost plus(StageCost other) {
        Set<Hardware> all = new LinkedHashSet<>(hardware);
        all.addAll(other.hardware);
        boolean known = coreSeconds.isPresent() && other.coreSeconds.isPresent();
        return new StageCost(
                seconds + other.seconds,
                known
                        ? OptionalDouble.of(coreSeconds.getAsDouble() + other.coreSeconds.getAsDouble())
                        : OptionalDouble.empty(),
                List.copyOf(all));
    }

    /** Says in the summary of a stage what its parts took. */
    public ObjectNode noteIn(ObjectNode summary) {
        summary.put(SECONDS, seconds);
        ArrayNode used = summary.putArray(HARDWARE);
        hardware.forEach(one -> used.addObject()
                .put("processor", one.processor())
                .put("cores", one.cores())
                .put("threads", one.threads()));
        coreSeconds.ifPresent(held -> summary.put(CORE_SECONDS, held));
        return summary;
    }
}
