package dev.r3.workflows.contract;

import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import java.util.List;

/**
 * By what experiments are found in Temporal's UI and by {@code temporal workflow list}, e.g. {@code R3Task = 'countdown'
 * AND R3Stage = 'train'}. A server has to know them first; an experiment that was started without them goes on so.
 */
public final class ExperimentAttributes {
    public static final SearchAttributeKey<String> NAME = SearchAttributeKey.forKeyword("R3Name");
    public static final SearchAttributeKey<String> TASK = SearchAttributeKey.forKeyword("R3Task");

    /** The content digest of the weights that training starts from. */
    public static final SearchAttributeKey<String> POLICY = SearchAttributeKey.forKeyword("R3Policy");

    /** The verifier's fingerprint. */
    public static final SearchAttributeKey<String> VERIFIER = SearchAttributeKey.forKeyword("R3Verifier");

    /** The stage that the experiment came to. */
    public static final SearchAttributeKey<String> STAGE = SearchAttributeKey.forKeyword("R3Stage");

    public static final List<SearchAttributeKey<String>> ALL = List.of(NAME, TASK, POLICY, VERIFIER, STAGE);

    private ExperimentAttributes() {}

    /** Of an experiment that is about to start. */
    public static SearchAttributes of(ExperimentInput input) {
        SearchAttributes.Builder attributes = SearchAttributes.newBuilder()
                .set(NAME, input.spec().name())
                .set(TASK, input.spec().task().family())
                .set(VERIFIER, input.verifier().abbreviated())
                .set(STAGE, StageKind.DATASET.label());
        if (!input.models().isEmpty()) {
            attributes.set(POLICY, input.policy().content().abbreviated());
        }
        return attributes.build();
    }
}
