package dev.r3.model.tokenizer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The tokens with a role of their own. Any of them may be missing: Qwen has no beginning, Llama 3.1 no padding.
 *
 * @param beginning of a text, {@code bos_token}
 * @param end of a text or turn, {@code eos_token}
 * @param padding {@code pad_token}
 * @param unknown what stands for text outside the vocabulary, {@code unk_token}
 * @param endIds ids at which generation stops: those of generation_config.json, else of config.json, else of the end
 * @param paddingId the id of the padding token, else that of generation_config.json, else that of config.json
 */
public record SpecialTokens(
        Optional<SpecialToken> beginning,
        Optional<SpecialToken> end,
        Optional<SpecialToken> padding,
        Optional<SpecialToken> unknown,
        List<Integer> endIds,
        OptionalInt paddingId) {

    public SpecialTokens {
        endIds = List.copyOf(endIds);
    }
}
