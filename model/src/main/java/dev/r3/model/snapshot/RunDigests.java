package dev.r3.model.snapshot;

/**
 * What a run is of, each an opaque text.
 *
 * @param spec of the resolved spec
 * @param data of what it trains on
 * @param verifier the verifier's fingerprint
 */
public record RunDigests(String spec, String data, String verifier) {
    public RunDigests {
        Checks.requireText(spec, "spec digest");
        Checks.requireText(data, "data digest");
        Checks.requireText(verifier, "verifier fingerprint");
    }
}
