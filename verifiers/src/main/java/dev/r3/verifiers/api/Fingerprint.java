package dev.r3.verifiers.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * Which verifier gave a verdict. A changed fingerprint is a suspicion that verdicts changed, not yet evidence.
 *
 * @param family the task family's id
 * @param version its declared version
 * @param configuration SHA-256 of the canonical options
 * @param code SHA-256 of the implementing classes, see {@link CodeDigest}
 */
public record Fingerprint(String family, String version, String configuration, String code) {
    public Fingerprint {
        requireNonNull(family, "family is null");
        requireNonNull(version, "version is null");
        requireNonNull(configuration, "configuration is null");
        requireNonNull(code, "code is null");
    }

    public static Fingerprint of(TaskFamily<?> family, Options options) {
        var configuration = JsonNodeFactory.instance.objectNode();
        options.values().forEach(configuration::put);
        return new Fingerprint(
                family.id(), family.version(), CanonicalJson.sha256(configuration), CodeDigest.of(family.getClass()));
    }

    /** All four parts as one SHA-256, 64 hex digits. */
    public String value() {
        var parts = JsonNodeFactory.instance.objectNode();
        parts.put("family", family).put("version", version);
        parts.put("configuration", configuration).put("code", code);
        return CanonicalJson.sha256(parts);
    }
}
